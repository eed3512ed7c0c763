#include "tests/support/lockstep.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "analysis/rules/report.h"
#include "analysis/text/columns.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/names.h"
#include "analysis/workspace/path.h"
#include "tests/support/plan_dump.h"
#include "tests/support/tree_dump.h"

namespace pland::tests {
namespace {

constexpr std::string_view neighbour =
    "# Plan\n\n## Goals\n\n### Lamps\n\n- [ ] **Lamp**: one\n\n<a id=\"here\"></a>\n";

const rules::Settings& settings() {
  static const rules::Settings all = [] {
    rules::Settings out;
    if (const auto today = plan::first_date("2026-12-01")) out.today = today->date;
    out.revision = 1;
    return out;
  }();
  return all;
}

// All rules, those that are off by default among them.
const rules::Selection& all_rules() {
  static const rules::Selection all = [] {
    rules::Selection out;
    out.select = {"all"};
    return out;
  }();
  return all;
}

// A folder with one other plan to link to, and nothing else.
workspace::Workspace world_of(const std::string& path) {
  const std::string other = workspace::join(workspace::directory_of(path), "PLAN.md");
  auto document = workspace::make_document(other, 0, markdown::Document::parse(neighbour));
  workspace::Workspace out;
  out.roots = {std::string(workspace::directory_of(path))};
  out.files = std::make_shared<const std::map<std::string, workspace::SummaryPtr, std::less<>>>(
      std::map<std::string, workspace::SummaryPtr, std::less<>>{{other, document->summary}});
  out.disk = std::make_shared<workspace::Disk>(
      workspace::Disk{[other](const std::string& asked) -> workspace::DiskEntry {
                        if (asked == other) return {workspace::Existence::file, other};
                        if (text::fold_case(asked) == text::fold_case(other))
                          return {workspace::Existence::missing, other};
                        return {};
                      },
                      [other, document](const std::string& asked) -> workspace::DocumentPtr {
                        return asked == other ? document : nullptr;
                      }});
  out.exports_revision = 1;
  return out;
}

std::string dump(const workspace::Place& place) {
  return fmt::format("{}-{} {}:{}-{}:{}", place.span.begin, place.span.end, place.begin.line,
                     place.begin.column, place.end.line, place.end.column);
}

std::string dump(const workspace::Summary& summary) {
  std::string out = fmt::format(
      "{} {} {} \"{}\" \"{}\" {} {} {} {} {} {}\n", summary.path, name(summary.kind),
      static_cast<int>(summary.kind_source), summary.title, summary.purpose,
      summary.last_updated ? to_iso(*summary.last_updated) : "-", summary.milestones,
      summary.open_initiatives, summary.open_tasks, summary.done_tasks, summary.is_template);
  for (const workspace::Anchor& anchor : summary.anchors) {
    // Which of them a link reaches: the first of those with the same slug.
    const workspace::Anchor* first = anchor.slug.empty() ? nullptr : summary.anchor(anchor.slug);
    out += fmt::format("anchor {} \"{}\" {} {} {} {}\n", anchor.slug, anchor.title, anchor.level,
                       anchor.plain_columns, dump(anchor.place),
                       first == nullptr ? -1 : first - summary.anchors.data());
  }
  for (const workspace::NamedEntity& entity : summary.entities)
    out += fmt::format("{} {} \"{}\" {} {} \"{}\" {} {}..{} {} {}\n", name(entity.kind),
                       entity.status ? static_cast<int>(*entity.status) : -1, entity.title,
                       entity.key, entity.id, entity.detail, entity.owner, entity.days.first,
                       entity.days.last, entity.plain_columns, dump(entity.place));
  for (const workspace::Shipped& shipped : summary.shipped)
    out += fmt::format("shipped {} {}\n", shipped.name, shipped.offset);
  std::set<std::uint32_t> numbers;
  summary.each_number([&](std::uint32_t number) { numbers.insert(number); });
  std::uint64_t said = 0;
  for (const std::uint32_t number : numbers) said = said * 31 + number;
  out += fmt::format("says {} things: {}\n", numbers.size(), said);
  for (const std::string& target : summary.targets) out += "target " + target + "\n";
  for (const std::string& parent : summary.parents) out += "parent " + parent + "\n";
  for (const std::string& import : summary.imports) out += "import " + import + "\n";
  return out;
}

// The lines at which two texts part.
std::string first_difference(std::string_view what, std::string_view is, std::string_view must) {
  std::size_t at = 0;
  while (at < is.size() && at < must.size() && is[at] == must[at]) ++at;
  const auto line = [at](std::string_view text) {
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return text.substr(begin, text.find('\n', at) - begin);
  };
  return fmt::format("{}\n  is   {}\n  must {}", what, line(is), line(must));
}

// Finds the first span that breaks a law, and keeps what to say of it.
class Laws {
 public:
  explicit Laws(std::uint32_t size) : all_{0, size} {}

  bool hold() const { return broken_.empty(); }
  const std::string& broken() const { return broken_; }
  void fail(std::string text) {
    if (hold()) broken_ = std::move(text);
  }
  void inside(std::string_view what, Span part, Span whole) {
    if (part.begin <= part.end && (part.empty() || whole.contains(part)) && all_.contains(part))
      return;
    fail(fmt::format("{} {}..{} is not in {}..{}", what, part.begin, part.end, whole.begin,
                     whole.end));
  }
  void inside(std::string_view what, Span part) { inside(what, part, all_); }

 private:
  Span all_;
  std::string broken_;
};

void check_facts(const plan::ChapterFacts& facts, Laws& laws) {
  std::uint32_t from = 0;
  for (const plan::Section& section : facts.sections) {
    laws.inside("section", section.span);
    laws.inside("title", section.title_span, section.span);
    laws.inside("body", section.body);
    if (section.span.begin < from) laws.fail(fmt::format("section at {}", section.span.begin));
    if (section.body.begin < section.span.end)
      laws.fail(fmt::format("body at {}", section.body.begin));
    from = section.body.end;
    if (section.period) laws.inside("period", section.period->span, section.title_span);
    for (const plan::StatusFact& status : section.statuses)
      laws.inside("section's status", status.span, section.title_span);
  }
  for (const plan::Field& field : facts.fields) {
    laws.inside("field", field.span);
    laws.inside("label", field.label);
    laws.inside("value", field.value);
  }
  for (const plan::Item& item : facts.items) {
    laws.inside("item", item.span);
    laws.inside("item's text", item.text, item.span);
    laws.inside("item's name", item.name_span, item.span);
    laws.inside("checkbox", item.checkbox, item.span);
    if (item.parent != plan::no_index)
      laws.inside("item in its parent", item.span, facts.items[item.parent].span);
    for (const plan::StatusFact& status : item.statuses) laws.inside("item's status", status.span);
  }
  for (const plan::Table& table : facts.tables) {
    laws.inside("table", table.span);
    for (const auto& row : table.rows)
      for (const auto& cell : row) laws.inside("cell", cell.span, table.span);
  }
  for (const plan::Container& container : facts.containers)
    laws.inside("container", container.label);
  for (const plan::Metric& metric : facts.metrics) laws.inside("metric", metric.span);
  for (const plan::Entity& entity : facts.entities) {
    laws.inside("entity", entity.span);
    laws.inside("name", entity.name_span, entity.span);
    for (const plan::StatusFact& status : entity.statuses) laws.inside("status", status.span);
  }
  from = 0;
  for (const plan::Mention& mention : facts.mentions) {
    laws.inside("mention", mention.span);
    for (const Span part : {mention.text, mention.destination, mention.path, mention.fragment})
      laws.inside("mention's part", part);
  }
  for (const plan::Directive& directive : facts.directives) {
    laws.inside("directive", directive.span);
    laws.inside("names", directive.names_span, directive.span);
    for (const auto& [rule, span] : directive.rules)
      laws.inside("rule's name", span, directive.span);
  }
  for (const plan::PlaceholderFact& found : facts.placeholders)
    laws.inside("placeholder", found.span);
  for (const plan::Run& run : facts.runs) {
    laws.inside("run", run.plain.source_span);
    if (run.section >= facts.sections.size()) laws.fail("run without section");
  }
  for (const plan::NestedHeading& heading : facts.nested_headings)
    laws.inside("nested heading", heading.span);
  for (const Span id : facts.html_ids) laws.inside("id", id);
}

void check_findings(const std::vector<rules::Finding>& findings, Laws& laws) {
  std::uint32_t from = 0;
  for (const rules::Finding& finding : findings) {
    laws.inside(finding.rule->name, finding.span);
    if (finding.span.begin < from) laws.fail(fmt::format("{} out of order", finding.rule->name));
    from = finding.span.begin;
    for (const rules::Related& related : finding.related)
      if (related.path.empty()) laws.inside("related place", related.span);
    for (const rules::Fix& fix : finding.fixes) {
      std::vector<Span> spans;
      for (const rules::Edit& edit : fix.edits)
        if (edit.path.empty()) spans.push_back(edit.span);
      std::sort(spans.begin(), spans.end());
      std::uint32_t end = 0;
      for (const Span span : spans) {
        laws.inside("edit", span);
        if (span.begin < end) laws.fail(fmt::format("fix of {} overlaps", finding.rule->name));
        end = span.end;
      }
    }
  }
}

// Every offset at which a character starts, but between \r and \n, which end a line together, is
// the place that its line and column lead to. Of a long line some of them.
void check_positions(const markdown::Document& document, Laws& laws) {
  constexpr std::uint32_t many = 256;
  const std::string text = document.text();
  std::uint32_t begin = 0;
  for (std::uint32_t number = 0; laws.hold(); ++number) {
    auto end = static_cast<std::uint32_t>(std::min(text.find_first_of("\r\n", begin), text.size()));
    const Span span = document.line_span(number);
    if (span != Span{begin, end})
      return laws.fail(
          fmt::format("line {} is {}..{}, not {}..{}", number, span.begin, span.end, begin, end));
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const std::uint32_t step = 1 + static_cast<std::uint32_t>(line.size()) / many;
    for (std::uint32_t column = 0; column <= line.size();) {
      if (document.position(begin + column) != markdown::Position{number, column})
        return laws.fail(fmt::format("position of {}", begin + column));
      for (const auto encoding :
           {text::Encoding::utf8, text::Encoding::utf16, text::Encoding::utf32}) {
        const std::uint32_t units = text::column_of(line, column, encoding);
        if (text::offset_of(line, units, encoding) != column)
          return laws.fail(fmt::format("offset {} in {}", begin + column, name(encoding)));
      }
      if (column == line.size()) break;
      for (std::uint32_t i = 0; i < step && column < line.size(); ++i)
        column += text::decode(line, column).size;
    }
    if (end == text.size()) {
      if (document.line_count() != number + 1) laws.fail("number of lines");
      return;
    }
    begin = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
  }
}

}  // namespace

Lockstep::Lockstep(std::string path, std::string text, markdown::SegmentSizes sizes)
    : text_(std::move(text)), sizes_(sizes), workspace_(world_of(path)) {
  document_ = workspace::make_document(path, 1, markdown::Document::parse(text_, sizes_));
  workspace_.open[std::move(path)] = document_;
}

void Lockstep::edit(const TextEdit& edit) {
  const auto size = static_cast<std::uint32_t>(text_.size());
  const std::uint32_t begin = std::min(edit.span.begin, size);
  const std::uint32_t end = std::clamp(edit.span.end, begin, size);
  text_.replace(begin, end - begin, edit.text);
  workspace::DocumentPtr next =
      workspace::make_document(document_->path, document_->version + 1,
                               document_->text.edit(edit.span, edit.text), {}, document_.get());
  // As the server does.
  if (workspace::same_anchors(*document_->summary, *next->summary))
    workspace::note_changes(workspace_, *document_->summary, *next->summary);
  else
    ++workspace_.exports_revision;
  document_ = std::move(next);
  workspace_.open[document_->path] = document_;
}

std::string Lockstep::difference(std::uint32_t compared) {
  if (document_->text.text() != text_) return "the text itself";
  auto parsed = markdown::Document::parse(text_, sizes_);
  std::string where;
  if ((compared & Compared::trees) && !same(document_->text, parsed, &where))
    return "tree: " + where;
  if (!(compared & (Compared::plans | Compared::findings))) return {};

  const auto fresh =
      workspace::make_document(document_->path, document_->version, std::move(parsed));
  if (compared & Compared::plans) {
    if (!same(*document_->plan, *fresh->plan, &where)) return "plan: " + where;
    const std::string is = dump(*document_->summary), must = dump(*fresh->summary);
    if (is != must) return first_difference("summary", is, must);
    if (*document_->definitions != *fresh->definitions) return "definitions";
    if (!same_exports(*document_->summary, *fresh->summary)) return "exports";
  }
  return compared & Compared::findings ? difference_of_findings(*fresh) : "";
}

std::string Lockstep::difference_of_findings(const workspace::Document& fresh) {
  verdict_ = rules::judge(workspace_, *document_, settings(), all_rules(), verdict_.get());
  report_ = rules::report(*document_, verdict_, all_rules(), report_.get());
  findings_ = rules::findings(*document_, *report_);
  workspace::Workspace other = workspace_;
  other.open[fresh.path] = std::make_shared<const workspace::Document>(fresh);
  const auto verdict = rules::judge(other, fresh, settings(), all_rules(), nullptr);
  std::string is, must;
  for (const rules::Finding& finding : findings_) is += dump(finding);
  for (const rules::Finding& finding : rules::findings(fresh, verdict, all_rules()))
    must += dump(finding);
  return is == must ? "" : first_difference("findings", is, must);
}

std::string dump(const rules::Finding& finding) {
  std::string out =
      fmt::format("{}-{} {} {} \"{}\" {} \"{}\"", finding.span.begin, finding.span.end,
                  rules::name(finding.severity), finding.rule->name, finding.message,
                  plan::name(finding.entity_kind), finding.entity_title);
  for (const rules::Related& related : finding.related)
    out += fmt::format(" related {} {}-{} \"{}\"", related.path, related.span.begin,
                       related.span.end, related.message);
  for (const rules::Fix& fix : finding.fixes) {
    out += fmt::format(" fix \"{}\" {} {} {} {} \"{}\"", fix.title, fix.safe, fix.preferred,
                       fix.snippet, fix.create_path.value_or("-"), fix.create_text);
    for (const rules::Edit& edit : fix.edits)
      out += fmt::format(" edit {} {}-{} \"{}\"", edit.path, edit.span.begin, edit.span.end,
                         edit.text);
  }
  return out + "\n";
}

std::string broken_place(const workspace::Document& document,
                         const std::vector<rules::Finding>& findings) {
  if (std::string broken = broken_span(document.text); !broken.empty()) return "tree: " + broken;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    Laws laws(chapter.chapter->bytes);
    check_facts(*chapter.facts, laws);
    if (!laws.hold())
      return fmt::format("facts of the chapter at {}: {}", chapter.offset, laws.broken());
  }
  Laws laws(document.text.size());
  check_findings(findings, laws);
  if (!laws.hold()) return "findings: " + laws.broken();
  check_positions(document.text, laws);
  return laws.hold() ? "" : "positions: " + laws.broken();
}

}  // namespace pland::tests
