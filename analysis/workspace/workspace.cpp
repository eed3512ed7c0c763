// Documents made, and looked up by path, link or name.
#include "analysis/workspace/workspace.h"

#include <algorithm>
#include <utility>

#include "analysis/plan/label.h"
#include "analysis/plan/placeholder.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/follow.h"
#include "analysis/workspace/index.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::workspace {
namespace {

using Definitions = std::unordered_map<std::string, std::string>;

void collect_definitions(const plan::ChapterFacts& facts, Definitions& out) {
  for (const plan::Mention& mention : facts.mentions) {
    if (mention.form == plan::MentionForm::definition) {
      out.try_emplace(mention.label_key, mention.target);
    }
  }
}

bool same_definitions(const plan::ChapterFacts& a, const plan::ChapterFacts& b) {
  auto next = [](const plan::ChapterFacts& facts, std::size_t& at) -> const plan::Mention* {
    while (at < facts.mentions.size()) {
      const plan::Mention& mention = facts.mentions[at++];
      if (mention.form == plan::MentionForm::definition) return &mention;
    }
    return nullptr;
  };
  std::size_t i = 0, j = 0;
  while (true) {
    const plan::Mention* x = next(a, i);
    const plan::Mention* y = next(b, j);
    if (x == nullptr || y == nullptr) return x == y;
    if (x->label_key != y->label_key || x->target != y->target) return false;
  }
}

// The definitions of all chapters; those of `previous` where no chapter that changed defines
// anything else than before.
std::shared_ptr<const Definitions> define(const plan::Plan& plan, const Document* previous) {
  if (previous != nullptr && previous->definitions != nullptr) {
    const auto& now = plan.chapters;
    const auto& old = previous->plan->chapters;
    bool same = now.size() == old.size();
    for (std::size_t i = 0; same && i < now.size(); ++i) {
      same = now[i].facts == old[i].facts || same_definitions(*now[i].facts, *old[i].facts);
    }
    if (same) return previous->definitions;
  }
  auto out = std::make_shared<Definitions>();
  for (const plan::PlacedChapter& chapter : plan.chapters)
    collect_definitions(*chapter.facts, *out);
  return out;
}

bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
bool is_digit(char c) { return '0' <= c && c <= '9'; }
char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// `https:`, `mailto:`; a single letter is a drive (CommonMark 6.5 wants two letters, too).
bool has_scheme(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return false;
  std::size_t end = 1;
  while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || text[end] == '+' ||
                               text[end] == '.' || text[end] == '-')) {
    ++end;
  }
  return end >= 2 && end < text.size() && text[end] == ':';
}

bool has_drive(std::string_view text) {
  return text.size() >= 3 && is_letter(text[0]) && text[1] == ':' &&
         (text[2] == '/' || text[2] == '\\');
}

// GitHub's anchors into code: L10, L10-L20, L10-20, L1C2-L3C4.
bool is_line_fragment(std::string_view text) {
  std::size_t at = 0;
  auto number = [&] {
    std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > begin;
  };
  auto take = [&](char c) { return at < text.size() && text[at] == c && ++at > 0; };
  if (!take('L') || !number() || (take('C') && !number())) return false;
  if (!take('-')) return at == text.size();
  take('L');
  return number() && (!take('C') || number()) && at == text.size();
}

// The few character references that people write in destinations.
std::string without_references(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find("&amp;"); at != std::string::npos; at = out.find("&amp;", at + 1))
    out.replace(at, 5, "&");
  return out;
}

std::string decode(std::string_view text) {
  std::string out = percent_decode(text);
  // No file has a NUL in its name: what says so stays as it is written.
  return out.find('\0') == std::string::npos ? out : std::string(text);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  std::size_t begin = text.find_first_not_of(white);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white) + 1 - begin);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

// Calls visit(const SummaryPtr&) for `from` first, then the other open documents, then the closed
// files that could have the name.
template <typename Visit>
void each_with(const Workspace& workspace, std::string_view from, NameForm form,
               std::string_view name, Visit&& visit) {
  if (!from.empty()) {
    if (SummaryPtr own = workspace.summary(from)) visit(own);
  }
  std::vector<SummaryPtr> others;
  for (const auto& [path, document] : workspace.open) {
    if (path != from) others.push_back(document->summary);
  }
  auto add_closed = [&](const SummaryPtr& summary) {
    if (summary == nullptr || summary->path == from) return;
    if (workspace.open.find(summary->path) == workspace.open.end()) others.push_back(summary);
  };
  if (workspace.index != nullptr && workspace.index->files == workspace.files) {
    for (const SummaryPtr& summary : files_with(*workspace.index, form, name)) add_closed(summary);
  } else if (workspace.files != nullptr) {
    for (const auto& [path, summary] : *workspace.files) add_closed(summary);
  }
  std::sort(others.begin(), others.end(),
            [](const SummaryPtr& a, const SummaryPtr& b) { return a->path < b->path; });
  for (const SummaryPtr& summary : others) visit(summary);
}

}  // namespace

DocumentPtr make_document(std::string path, std::int64_t version, markdown::Document text,
                          const plan::Declared& declared, const Document* previous,
                          std::string_view root) {
  if (previous != nullptr && previous->path != path) previous = nullptr;
  auto document = std::make_shared<Document>();
  document->root_size = previous != nullptr ? previous->root_size
                        : workspace::is_inside(path, root) && !root.empty()
                            ? static_cast<std::uint32_t>(root.size())
                            : 0;
  if (root.empty()) root = directory_of(directory_of(path));
  const std::size_t within = workspace::is_inside(path, root) ? root.size() : 0;
  document->path_within =
      previous != nullptr ? previous->path_within : static_cast<std::uint32_t>(within);
  document->path = std::move(path);
  document->version = version;
  document->text = std::move(text);
  const std::string_view within_root =
      std::string_view(document->path).substr(document->path_within);
  document->plan = plan::understand(document->text, {within_root, declared},
                                    previous == nullptr ? nullptr : previous->plan.get());
  document->summary =
      previous == nullptr
          ? summarise(document->path, document->root(), document->text, *document->plan)
          : summarise_again(document->path, document->root(), document->text, *document->plan,
                            *previous->summary);
  document->definitions = define(*document->plan, previous);
  return document;
}

DocumentPtr ready_for_edits(const Document& document) {
  auto ready = std::make_shared<Document>(document);
  ready->summary = summarise_again(document.path, document.root(), document.text, *document.plan,
                                   *document.summary);
  return ready;
}

DocumentPtr with_text(const Document& document, markdown::Document text) {
  const plan::Plan& plan = *document.plan;
  plan::Declared declared{{},
                          plan.anchor_style,
                          plan.own_schema,
                          plan.is_kind_template,
                          plan.wiki_links,
                          plan.vocabulary};
  if (plan.kind_source == plan::KindSource::declared && !plan.declared) declared.kind = plan.kind;
  return make_document(document.path, document.version, std::move(text), declared, &document);
}

SummaryPtr Workspace::summary(std::string_view path) const {
  if (auto found = open.find(path); found != open.end()) return found->second->summary;
  if (files == nullptr) return nullptr;
  auto found = files->find(path);
  return found == files->end() ? nullptr : found->second;
}

DocumentPtr Workspace::document(std::string_view path) const {
  if (auto found = open.find(path); found != open.end()) return found->second;
  if (disk == nullptr || !disk->load) return nullptr;
  return disk->load(std::string(path));
}

bool Workspace::is_inside(std::string_view path) const { return !root_of(path).empty(); }

std::string_view Workspace::root_of(std::string_view path) const {
  return workspace::root_of(path, roots);
}

std::string Workspace::real_path(std::string_view path) const {
  std::string out(path);
  if (aliases == nullptr || aliases->empty()) return out;
  // Each step may lead to a folder with links of its own; a circle ends somewhere.
  for (int step = 0; step < 16; ++step) {
    const auto alias = std::find_if(aliases->begin(), aliases->end(), [&](const auto& one) {
      return workspace::is_inside(out, one.first);
    });
    if (alias == aliases->end()) return out;
    out = alias->second + out.substr(alias->first.size());
  }
  return out;
}

Target resolve(std::string_view document_path, std::string_view destination) {
  destination = trimmed(destination);
  if (destination.size() >= 2 && destination.front() == '<' && destination.back() == '>') {
    destination = destination.substr(1, destination.size() - 2);
  }
  Target target;
  if (plan::is_placeholder_destination(destination)) {
    target.kind = Target::Kind::placeholder;
    return target;
  }
  if (has_scheme(destination) || destination.starts_with("//")) {
    target.kind = Target::Kind::external;
    return target;
  }
  std::string written = without_references(destination);
  std::string_view rest = written;
  if (std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    std::string_view fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
    // `#:~:text=…` points at words of the page, not at an anchor.
    std::size_t directive = fragment.find(":~:");
    target.has_fragment = directive != 0;
    target.fragment = decode(fragment.substr(0, directive));
    target.line_fragment = is_line_fragment(target.fragment);
  }
  rest = rest.substr(0, rest.find('?'));
  target.kind = Target::Kind::file;
  if (rest.empty()) {
    target.path = document_path;
  } else if (has_drive(rest)) {
    std::string path = decode(rest);
    std::replace(path.begin(), path.end(), '\\', '/');
    path[0] = lower(path[0]);
    target.path = join({}, path);
  } else if (rest.front() == '/') {
    target.kind = Target::Kind::site_absolute;
    target.path = join("/", decode(rest));
  } else {
    target.path = join(directory_of(document_path), decode(rest));
  }
  return target;
}

std::string path_of_address(std::string_view address) {
  constexpr std::string_view scheme = "file://";
  if (!equal_ignoring_case(address.substr(0, scheme.size()), scheme)) return {};
  address.remove_prefix(scheme.size());
  if (address.starts_with("localhost/")) address.remove_prefix(9);
  if (!address.starts_with('/')) return {};
  const bool drive = address.size() > 2 && address[2] == ':';  // file:///c:/docs
  address = address.substr(0, address.find_first_of("#?"));
  return join("/", decode(address.substr(drive ? 1 : 0)));
}

Target seen_from_root(std::string_view root, std::string_view destination) {
  const std::size_t first = destination.find_first_not_of('/');
  if (first == std::string_view::npos) return {};
  // A document in that folder would see it so.
  return resolve(root.ends_with('/') ? std::string(root) : std::string(root) + '/',
                 destination.substr(first));
}

Target resolve(const Workspace& workspace, const Document& document, const plan::Mention& mention) {
  if (mention.placeholder) {
    Target target;
    target.kind = Target::Kind::placeholder;
    return target;
  }
  if (mention.wiki) return resolve_wiki(workspace, document, mention.target);
  bool reference = mention.form == plan::MentionForm::link &&
                   (mention.link_form == markdown::LinkForm::full ||
                    mention.link_form == markdown::LinkForm::collapsed ||
                    mention.link_form == markdown::LinkForm::shortcut);
  if (mention.form == plan::MentionForm::link &&
      (mention.link_form == markdown::LinkForm::autolink ||
       mention.link_form == markdown::LinkForm::bare)) {
    Target target;
    target.kind = Target::Kind::external;  // also `www.…` and `a@b.example`, which have no scheme
    return target;
  }
  if (!reference) return resolve(document.path, mention.target);
  if (document.definitions == nullptr) return {};
  auto found = document.definitions->find(mention.label_key);
  return found == document.definitions->end() ? Target{} : resolve(document.path, found->second);
}

std::vector<FoundEntity> find_entities(const Workspace& workspace, std::string_view from,
                                       std::string_view name) {
  name = trimmed(name);
  std::vector<FoundEntity> out;
  if (name.empty()) return out;
  each_with(workspace, from, NameForm::id, name, [&](const SummaryPtr& summary) {
    for (const NamedEntity& entity : summary->entities) {
      if (!entity.id.empty() && equal_ignoring_case(entity.id, name)) {
        out.push_back({summary, &entity});
      }
    }
  });
  if (!out.empty()) return out;
  std::string key = plan::normalise(name);
  if (key.empty()) return out;
  each_with(workspace, from, NameForm::key, key, [&](const SummaryPtr& summary) {
    for (const NamedEntity& entity : summary->entities) {
      if (entity.key == key) out.push_back({summary, &entity});
    }
  });
  return out;
}

namespace {

// Whether what a link says leads to the path, or to the folder whose front page that is.
bool leads_to(const Workspace& workspace, const std::string& said, std::string_view path) {
  if (said == path) return true;
  const Followed found = follow(workspace, said);
  return found.path == path ||
         (found.existence == Existence::folder && front_page(workspace, found.path) == path);
}

}  // namespace

std::vector<SummaryPtr> linking_to(const Workspace& workspace, std::string_view path) {
  std::vector<SummaryPtr> out;
  const auto collect = [&](const std::string& said_as) {
    const std::string key = link_key(said_as);
    each_with(workspace, {}, NameForm::target, key, [&](const SummaryPtr& summary) {
      const auto& targets = summary->targets;
      const bool links = std::binary_search(targets.begin(), targets.end(), path) ||
                         std::any_of(targets.begin(), targets.end(), [&](const std::string& said) {
                           return link_key(said) == key && leads_to(workspace, said, path);
                         });
      if (links) out.push_back(summary);
    });
  };
  collect(std::string(path));
  if (workspace.aliases != nullptr) {
    for (const auto& [alias, real] : *workspace.aliases)
      if (workspace::is_inside(path, real)) collect(alias + std::string(path.substr(real.size())));
  }
  // What a wiki link leads to, all files decide.
  const FileNames names = file_names(workspace);
  const std::string key = wiki_key(path);
  each_with(workspace, {}, NameForm::wiki, key, [&](const SummaryPtr& summary) {
    const auto& targets = summary->targets;
    const WikiHome home{summary->path, workspace.root_of(summary->path)};
    auto at = std::lower_bound(targets.begin(), targets.end(), wiki_target({}));
    for (; at != targets.end(); ++at) {
      const auto written = wiki_path(*at);
      if (!written) break;
      if (wiki_key(*written) == key && find_wiki_file(names, home, *written) == path)
        return out.push_back(summary);
    }
  });
  std::sort(out.begin(), out.end(),
            [](const SummaryPtr& a, const SummaryPtr& b) { return a->path < b->path; });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<SummaryPtr> named(const Workspace& workspace, std::string_view name) {
  std::vector<SummaryPtr> out;
  const std::string folded = text::fold_case(name);
  if (workspace.all_in_files && workspace.index != nullptr &&
      workspace.index->files == workspace.files) {
    for (const SummaryPtr& found : files_with(*workspace.index, NameForm::file_name, folded)) {
      if (found != nullptr && text::fold_case(basename_of(found->path)) == folded)
        out.push_back(workspace.summary(found->path));
    }
    std::sort(out.begin(), out.end(),
              [](const SummaryPtr& a, const SummaryPtr& b) { return a->path < b->path; });
    return out;
  }
  each_with(workspace, {}, NameForm::file_name, folded, [&](const SummaryPtr& summary) {
    if (text::fold_case(basename_of(summary->path)) == folded) out.push_back(summary);
  });
  return out;
}

}  // namespace pland::workspace
