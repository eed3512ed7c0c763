#include "analysis/features/references.h"

#include <algorithm>
#include <map>

#include "analysis/features/definition.h"
#include "analysis/features/name_uses.h"

namespace pland::features {
namespace {

using plan::MentionForm;
using workspace::Anchor;
using workspace::Document;
using workspace::DocumentPtr;
using workspace::Workspace;
using Role = Reference::Role;

template <typename Visit>
void each_mention(const Document& document, Visit&& visit) {
  for (const plan::PlacedChapter& chapter : document.plan->chapters)
    for (const plan::Mention& mention : chapter.facts->mentions)
      if (!mention.placeholder) visit(mention, chapter.offset);
}

class Search {
 public:
  Search(const Workspace& workspace, const Subject& subject)
      : workspace_(workspace), subject_(subject) {
    if (subject.entities.empty()) return;
    // What names the plan's item means the roadmap's initiative as well.
    std::vector<FoundEntity> named = subject.entities;
    for (const FoundEntity& own : subject.entities)
      for (FoundEntity& other : told_elsewhere(workspace, own)) alike_.push_back(std::move(other));
    named.insert(named.end(), alike_.begin(), alike_.end());
    names_.emplace(workspace, std::move(named));
  }

  std::vector<Reference> in(const DocumentPtr& document) {
    found_.clear();
    document_ = document;
    switch (subject_.kind) {
      case Subject::Kind::heading:
        links_to_heading();
        break;
      case Subject::Kind::file:
        links_to_file();
        break;
      case Subject::Kind::definition:
        uses_of_label();
        break;
      case Subject::Kind::address:
        links_to_address();
        break;
      case Subject::Kind::value:
        values();
        break;
      case Subject::Kind::entity:
        break;
    }
    if (names_) names();
    std::sort(found_.begin(), found_.end(), [](const Reference& a, const Reference& b) {
      return std::pair{a.span.begin, b.span.end} < std::pair{b.span.begin, a.span.end};
    });
    // A name within a link is the link's text, or the heading's own.
    std::vector<Reference> out;
    for (Reference& one : found_) {
      const bool within = !out.empty() && out.back().span.contains(one.span);
      if (!within) out.push_back(std::move(one));
    }
    return out;
  }

  // The documents that could have any, each once.
  std::vector<DocumentPtr> documents(const DocumentPtr& asked) {
    std::map<std::string, DocumentPtr, std::less<>> out;
    const auto add = [&](DocumentPtr document) {
      if (document != nullptr) out.emplace(document->path, std::move(document));
    };
    add(workspace_.document(subject_.path));
    add(asked);
    const bool by_path =
        subject_.kind == Subject::Kind::heading || subject_.kind == Subject::Kind::file;
    if (by_path) {
      for (const workspace::SummaryPtr& summary : linking_to(workspace_, subject_.path))
        add(workspace_.document(summary->path));
    }
    const bool by_words =
        subject_.kind == Subject::Kind::address || subject_.kind == Subject::Kind::value;
    if (by_words || names_) {
      const auto wanted = [&](std::string_view path, std::string_view bytes) {
        return (by_words && bytes.find(subject_.words) != std::string_view::npos) ||
               (names_ && names_->may_be_in(path, bytes));
      };
      each_document_with(workspace_, wanted,
                         [&](DocumentPtr document) { add(std::move(document)); });
    }
    std::vector<DocumentPtr> list{asked};
    for (auto& [path, document] : out)
      if (path != asked->path) list.push_back(std::move(document));
    return list;
  }

 private:
  void add(Role role, Span span) { found_.push_back({role, document_, span, nullptr, 0}); }
  void add(const plan::Mention& mention, std::uint32_t base) {
    found_.push_back({Role::link, document_, mention.span.shifted(base), &mention, base});
  }

  void links_to_heading() {
    const workspace::SummaryPtr summary = workspace_.summary(subject_.path);
    if (summary == nullptr) return;
    const Anchor* wanted = anchor_of_slug(*summary, subject_.slug);
    if (wanted == nullptr) return;
    if (document_->path == subject_.path) {
      // The document at hand may be newer than what is known of the file.
      if (const Anchor* own = anchor_of_slug(*document_->summary, subject_.slug))
        add(Role::declaration, own->place.span);
    }
    each_mention(*document_, [&](const plan::Mention& mention, std::uint32_t base) {
      if (!mention.has_fragment && mention.label_key.empty()) return;
      const auto file = mentioned_file(workspace_, *document_, mention);
      if (!file || file->target.path != subject_.path || file->target.fragment.empty() ||
          file->target.line_fragment)
        return;
      if (find_anchor(*summary, file->target.fragment) == wanted) add(mention, base);
    });
  }

  void links_to_file() {
    each_mention(*document_, [&](const plan::Mention& mention, std::uint32_t base) {
      const auto file = mentioned_file(workspace_, *document_, mention);
      if (!file || file->target.path != subject_.path) return;
      if (document_->path == subject_.path && mention.path.empty()) return;  // its own `#anchor`
      add(mention, base);
    });
  }

  void uses_of_label() {
    if (document_->path != subject_.path) return;
    bool defined = false;
    each_mention(*document_, [&](const plan::Mention& mention, std::uint32_t base) {
      if (mention.label_key != subject_.words) return;
      if (mention.form == MentionForm::link) return add(mention, base);
      // Of several definitions the first counts (CommonMark 0.31.2, section 4.7).
      if (std::exchange(defined, true)) return;
      found_.push_back({Role::declaration, document_, mention.label.shifted(base), &mention, base});
    });
  }

  void links_to_address() {
    each_mention(*document_, [&](const plan::Mention& mention, std::uint32_t base) {
      if (workspace::resolve(workspace_, *document_, mention).kind !=
          workspace::Target::Kind::external)
        return;
      if (address_of(*document_, mention) == subject_.words) add(mention, base);
    });
  }

  void values() {
    const std::string key = plan::normalise(subject_.words);
    for (const plan::PlacedChapter& chapter : document_->plan->chapters) {
      for (const plan::Field& field : chapter.facts->fields) {
        if (field.role != subject_.role || field.value.empty()) continue;
        const std::string value = chapter.facts->text(field.value);
        for (const Span part : value_parts(subject_.role, value)) {
          if (plan::normalise(part.of(value)) == key)
            add(Role::name, part.shifted(field.value.begin + chapter.offset));
        }
      }
    }
  }

  void names() {
    for (const NameUse& use : names_->in(*document_)) add(Role::name, use.span);
    for (const FoundEntity& own : subject_.entities) add_name(Role::declaration, own);
    for (const FoundEntity& other : alike_) add_name(Role::alike, other);
  }

  // The name of an entity, without the number in front of it.
  void add_name(Role role, const FoundEntity& found) {
    if (found.document->path != document_->path) return;
    for (const workspace::NamedEntity& entity : document_->summary->entities) {
      if (entity.key != found.entity->key || entity.place.begin != found.entity->place.begin)
        continue;
      Span name = entity.place.span;
      name.begin += ordinal_size(document_->text.text(name));
      add(role, name);
    }
  }

  const Workspace& workspace_;
  const Subject& subject_;
  std::vector<FoundEntity> alike_;  // in other documents
  std::optional<NameUses> names_;
  DocumentPtr document_;
  std::vector<Reference> found_;
};

}  // namespace

std::vector<Reference> references_in(const Workspace& workspace, const DocumentPtr& document,
                                     const Subject& subject) {
  return Search(workspace, subject).in(document);
}

std::vector<Reference> references(const Workspace& workspace, const DocumentPtr& asked,
                                  const Subject& subject) {
  Search search(workspace, subject);
  std::vector<Reference> out;
  for (const DocumentPtr& document : search.documents(asked)) {
    for (Reference& one : search.in(document)) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace pland::features
