#include "tests/support/plan_dump.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <vector>

#include "analysis/plan/kind.h"

namespace pland::tests {
namespace {

using plan::ChapterFacts;
using plan::no_index;

using Out = fmt::memory_buffer;

template <typename... Arguments>
void put(Out& out, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Arguments>(arguments)...);
}

template <typename T>
int number(const std::optional<T>& value) {
  return value ? static_cast<int>(*value) : -1;
}

void put(Out& out, Span span) { put(out, " {}-{}", span.begin, span.end); }

void put(Out& out, const std::vector<Span>& spans) {
  for (const Span span : spans) put(out, span);
  put(out, ";");
}

void put(Out& out, const std::vector<plan::StatusFact>& statuses) {
  for (const plan::StatusFact& fact : statuses) {
    put(out, " status {} {} {}", name(fact.status), static_cast<int>(fact.source),
        static_cast<int>(fact.form));
    put(out, fact.span);
  }
}

void put(Out& out, const std::optional<plan::FoundPeriod>& found) {
  if (!found) return;
  const plan::Period& period = found->period;
  put(out, " period {} {} {}{}{} {} {} {} {} {}", to_string(period), static_cast<int>(found->role),
      period.fiscal, period.open_ended, static_cast<int>(period.horizon), period.year.value_or(-1),
      period.number.value_or(-1), period.last_year.value_or(-1), period.last_number.value_or(-1),
      period.label);
  put(out, found->span);
  if (!found->months) return;
  put(out, " months {} {}", found->months->first, found->months->last);
  put(out, {found->months->span, found->months->first_span, found->months->last_span});
}

void put(Out& out, const std::optional<plan::Amount>& amount) {
  if (!amount) return put(out, " -");
  put(out, " {}", amount->number);
  put(out, amount->span);
  put(out, amount->unit);
}

void put(Out& out, const plan::Measurability& judged) {
  put(out, " {} {} {}", name(judged.measure), judged.has_baseline, judged.has_deadline);
  put(out, judged.evidence);
  put(out, judged.deadline);
  if (!judged.quantity) return;
  const plan::Quantity& quantity = *judged.quantity;
  put(out, " quantity {} {} {}", static_cast<int>(quantity.comparator), quantity.relative,
      static_cast<int>(quantity.direction));
  put(out, quantity.span);
  put(out, std::optional(quantity.target));
  put(out, quantity.upper);
  put(out, quantity.baseline);
  put(out, quantity.out_of);
}

void put(Out& out, const plan::Context& context) {
  put(out, "context {} {}", name(context.kind), context.titled);
  for (const plan::Ancestor& above : context.ancestors)
    put(out, " <{} {} {} {} {} {}>", above.level, number(above.role), name(above.unit),
        name(above.members), above.closed, above.has_period);
  put(out, "\n");
}

void put_sections(Out& out, const ChapterFacts& facts) {
  for (const plan::Section& section : facts.sections) {
    put(out, "section {} \"{}\" {} {} {} {} {} {}", section.level, section.title,
        number(section.role), name(section.unit), name(section.members), section.entity,
        section.measured_goal, section.blocks);
    put(out, {section.span, section.title_span, section.body});
    put(out, section.period);
    put(out, section.statuses);
    put(out, "\n");
  }
}

void put_fields(Out& out, const ChapterFacts& facts) {
  for (const plan::Field& field : facts.fields) {
    put(out, "field \"{}\" \"{}\" {} {} {} {} {} {} {}", field.label_text, field.value_text,
        number(field.role), number(field.section_role), static_cast<int>(field.form), field.section,
        field.item, field.entity, field.next);
    put(out, {field.span, field.label, field.value});
    put(out, "\n");
  }
}

void put_items(Out& out, const ChapterFacts& facts) {
  for (const plan::Item& item : facts.items) {
    put(out, "item \"{}\" \"{}\" {} {}{}{}{} {} {} {} {} {} {} {} {}", item.plain, item.name,
        number(item.checked), item.struck, item.ordered, item.row, item.placeholder, item.depth,
        item.section, item.parent, item.container, item.label, item.table, item.entity,
        item.metric);
    put(out, {item.span, item.text, item.name_span, item.checkbox});
    put(out, item.statuses);
    put(out, "\n");
  }
  for (const plan::Table& table : facts.tables) {
    put(out, "table {} {}", table.section, table.metadata);
    put(out, table.span);
    for (const auto& column : table.columns)
      put(out, " \"{}\" {}", column.name, number(column.role));
    for (const std::uint32_t item : table.items) put(out, " {}", item);
    for (const std::uint32_t cells : table.written) put(out, " {}", cells);
    for (const auto& row : table.rows)
      for (const auto& cell : row) {
        put(out, " \"{}\"", cell.plain);
        put(out, cell.span);
      }
    put(out, "\n");
  }
}

void put_metrics(Out& out, const ChapterFacts& facts) {
  for (const plan::Container& container : facts.containers) {
    put(out, "container \"{}\" {} {} {} {} {} {} {} {}", container.title,
        static_cast<int>(container.strictness), container.heading, container.section,
        container.item, container.metrics, container.filled, container.content, container.column);
    put(out, container.label);
    put(out, "\n");
  }
  for (const plan::Metric& metric : facts.metrics) {
    put(out, "metric \"{}\" {} {} {} {} {} {}", metric.text, static_cast<int>(metric.strictness),
        metric.done, metric.measurable_child, metric.container, metric.section, metric.item);
    put(out, metric.span);
    put(out, " \"{}\" \"{}\" \"{}\"", metric.baseline, metric.target, metric.due);
    put(out, metric.judged);
    put(out, "\n");
  }
}

void put_entities(Out& out, const ChapterFacts& facts) {
  for (const plan::Entity& entity : facts.entities) {
    put(out, "{} \"{}\" {} {} {} {} {} {} {} {}", name(entity.kind), entity.title, entity.key,
        entity.id, entity.section, entity.item, entity.is_section, entity.placeholder,
        entity.first_field, entity.last_field);
    put(out, {entity.span, entity.name_span});
    put(out, entity.period);
    put(out, entity.statuses);
    put(out, "\n");
  }
}

void put_mentions(Out& out, const ChapterFacts& facts) {
  for (const plan::Reference& reference : facts.references) {
    put(out, "reference {} {} \"{}\" {} {} {}", static_cast<int>(reference.relation),
        static_cast<int>(reference.form), reference.target, reference.field, reference.entity,
        reference.mention);
    put(out, reference.span);
    put(out, "\n");
  }
  for (const plan::Mention& mention : facts.mentions) {
    put(out, "mention {} {} \"{}\" \"{}\" {}{}{}{}{} {}", static_cast<int>(mention.form),
        static_cast<int>(mention.link_form), mention.target, mention.label_key, mention.image,
        mention.wiki, mention.has_fragment, mention.placeholder, mention.in_quote, mention.up,
        mention.section);
    put(out, {mention.span, mention.text, mention.destination, mention.path, mention.fragment,
              mention.label});
    put(out, "\n");
  }
  for (const plan::Directive& directive : facts.directives) {
    put(out, "directive {} \"{}\" \"{}\"", static_cast<int>(directive.kind), directive.reason,
        directive.value);
    put(out, {directive.span, directive.names_span});
    for (const auto& [rule, span] : directive.rules) {
      put(out, " {}", rule);
      put(out, span);
    }
    put(out, "\n");
  }
  for (const plan::Import& import : facts.imports) {
    put(out, "import \"{}\" {} {}", import.target, import.in_quote, import.section);
    put(out, {import.span, import.path, import.behind});
  }
}

void put_text(Out& out, const ChapterFacts& facts) {
  for (const plan::PlaceholderFact& found : facts.placeholders) {
    put(out, "placeholder \"{}\" {} {} {}", found.text, static_cast<int>(found.form),
        static_cast<int>(found.strength), found.section);
    put(out, found.span);
    put(out, "\n");
  }
  for (const plan::Run& run : facts.runs) {
    put(out, "run \"{}\" {} {} {} {}", run.plain.text, run.section, run.item, run.heading,
        run.quoted);
    put(out, run.plain.source_span);
    for (const auto* spans :
         {&run.plain.code, &run.plain.struck, &run.plain.strong, &run.plain.linked})
      put(out, *spans);
    for (const std::uint32_t at : run.plain.breaks) put(out, " {}", at);
    for (const auto& [text, source] : run.plain.map) put(out, " {}={}", text, source);
    put(out, "\n");
  }
  for (const plan::NestedHeading& heading : facts.nested_headings) {
    put(out, "nested \"{}\"", heading.title);
    put(out, heading.span);
    put(out, "\n");
  }
  put(out, "ids");
  put(out, facts.html_ids);
  put(out, " updated {} declared {} certain {} words {}\n",
      facts.last_updated ? to_iso(*facts.last_updated) : "-", number(facts.declared), facts.certain,
      facts.words);
}

std::string dump_whole(const plan::Plan& plan) {
  Out out;
  put(out,
      "{} source {} schema {} title \"{}\" updated {} declared {} template {} placeholders {} "
      "words {} share {} chapters {} record {}\n",
      name(plan.kind), static_cast<int>(plan.kind_source),
      plan.schema == nullptr ? "" : plan.schema->title, plan.title,
      plan.last_updated ? to_iso(*plan.last_updated) : "-", number(plan.declared), plan.is_template,
      plan.placeholders, plan.words, plan.share, plan.chapters.size(),
      plan.record_status ? name(*plan.record_status) : "-");
  for (const plan::PlacedChapter& chapter : plan.chapters)
    put(out, "chapter {} {}\n", chapter.offset, chapter.line);
  for (std::uint32_t i = 0; i < plan.outline.size(); ++i) {
    const plan::OutlineEntry& entry = plan.outline[i];
    put(out, "entry {} {} {} {} {} \"{}\" {}\n", entry.chapter, entry.section, entry.parent,
        entry.end, entry.level, plan.slugs[i],
        i < plan.schema_sections.size() ? plan.schema_sections[i] : no_index);
  }
  std::vector<std::pair<std::string, std::uint32_t>> anchors(plan.anchors->begin(),
                                                             plan.anchors->end());
  std::sort(anchors.begin(), anchors.end());
  for (const auto& [slug, entry] : anchors) put(out, "anchor {} {}\n", slug, entry);
  return fmt::to_string(out);
}

bool same_text(const std::string& a, const std::string& b, std::string_view what,
               std::string* where) {
  if (a == b) return true;
  if (where == nullptr) return false;
  const auto first = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto line = [](const std::string& text, std::size_t at) {
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return text.substr(begin, text.find('\n', at) - begin);
  };
  *where = fmt::format("{}\n  is   {}\n  must {}", what,
                       line(a, static_cast<std::size_t>(first.first - a.begin())),
                       line(b, static_cast<std::size_t>(first.second - b.begin())));
  return false;
}

// -- what is recognised ---------------------------------------------------------------------------

struct Line {
  std::uint32_t at;
  std::string text;
};

std::string words_of(const std::vector<plan::StatusFact>& statuses) {
  std::string out;
  for (const plan::StatusFact& fact : statuses) out += fmt::format(", {}", name(fact.status));
  return out;
}

void show_entities(const ChapterFacts& facts, std::vector<Line>& lines) {
  for (const plan::Entity& entity : facts.entities)
    lines.push_back(
        {entity.span.begin,
         fmt::format("{} \"{}\"{}{}{}{}", name(entity.kind), entity.title,
                     entity.period ? " " + to_string(entity.period->period) : "",
                     entity.id.empty() ? "" : " #" + entity.id, words_of(entity.statuses),
                     entity.placeholder ? ", placeholder" : "")});
}

void show_fields(const ChapterFacts& facts, std::vector<Line>& lines) {
  for (const plan::Field& field : facts.fields) {
    const std::string label =
        field.role ? std::string(name(*field.role)) : fmt::format("field \"{}\"", field.label_text);
    const std::string of = field.entity == no_index
                               ? ""
                               : fmt::format(" of \"{}\"", facts.entities[field.entity].title);
    lines.push_back({field.span.begin, fmt::format("{} \"{}\"{}", label, field.value_text, of)});
  }
}

void show_metrics(const ChapterFacts& facts, std::vector<Line>& lines) {
  constexpr std::string_view names[] = {"strict", "criteria", "weak"};
  for (const plan::Container& container : facts.containers)
    lines.push_back(
        {container.label.begin,
         fmt::format("{} \"{}\" {} of {}{}", names[static_cast<std::size_t>(container.strictness)],
                     container.title, container.filled, container.metrics,
                     container.content ? "" : ", empty")});
  for (const plan::Metric& metric : facts.metrics)
    lines.push_back(
        {metric.span.begin,
         fmt::format("metric \"{}\" {}{}{}", metric.text, name(metric.judged.measure),
                     metric.done ? ", done" : "", metric.measurable_child ? ", by a child" : "")});
}

void show_sections(const ChapterFacts& facts, std::vector<Line>& lines) {
  for (const plan::Section& section : facts.sections) {
    if (section.level == 0) continue;
    std::string period;
    if (section.period)
      period = fmt::format(" {}{}", to_string(section.period->period),
                           section.period->role == plan::PeriodRole::document ? " (document)" : "");
    lines.push_back(
        {section.span.begin, fmt::format("section \"{}\"{}{}{}", section.title,
                                         section.role ? " " + std::string(name(*section.role)) : "",
                                         period, words_of(section.statuses))});
  }
}

void show_items(const ChapterFacts& facts, std::vector<Line>& lines) {
  for (const plan::Item& item : facts.items) {
    if (item.entity != no_index || item.metric != no_index || item.row) continue;
    lines.push_back({item.span.begin,
                     fmt::format("item \"{}\"{}{}{}{}", item.plain,
                                 item.checked ? (*item.checked ? " [x]" : " [ ]") : "",
                                 item.struck ? ", struck" : "", words_of(item.statuses),
                                 item.depth > 0 ? fmt::format(", depth {}", item.depth) : "")});
  }
}

void show_mentions(const ChapterFacts& facts, std::vector<Line>& lines) {
  constexpr std::string_view forms[] = {"link", "definition", "path", "box"};
  for (const plan::Mention& mention : facts.mentions)
    lines.push_back(
        {mention.span.begin,
         fmt::format("{} \"{}\"{}{}{}",
                     mention.wiki ? "wiki" : forms[static_cast<std::size_t>(mention.form)],
                     mention.target.empty() ? mention.label_key : mention.target,
                     mention.placeholder ? ", placeholder" : "", mention.up ? ", up" : "",
                     mention.in_quote ? ", quoted" : "")});
  for (const plan::Import& import : facts.imports)
    lines.push_back({import.span.begin, fmt::format("import \"{}\"{}", import.target,
                                                    import.in_quote ? ", quoted" : "")});
}

void show_directives(const ChapterFacts& facts, std::vector<Line>& lines) {
  constexpr std::string_view kinds[] = {"kind",       "ignore-next-line", "ignore",
                                        "ignore-end", "ignore-file",      "unknown"};
  for (const plan::Directive& directive : facts.directives) {
    std::string text = fmt::format("directive {}", kinds[static_cast<std::size_t>(directive.kind)]);
    if (!directive.value.empty()) text += " " + directive.value;
    for (const auto& [rule, span] : directive.rules) text += " " + rule;
    if (!directive.reason.empty()) text += " -- " + directive.reason;
    lines.push_back({directive.span.begin, std::move(text)});
  }
}

}  // namespace

std::string dump(const ChapterFacts& facts) {
  Out out;
  put(out, facts.before);
  put(out, facts.after);
  put_sections(out, facts);
  put_fields(out, facts);
  put_items(out, facts);
  put_metrics(out, facts);
  put_entities(out, facts);
  put_mentions(out, facts);
  put_text(out, facts);
  return fmt::to_string(out);
}

bool same(const plan::Plan& a, const plan::Plan& b, std::string* where) {
  if (!same_text(dump_whole(a), dump_whole(b), "the whole", where)) return false;
  for (std::size_t i = 0; i < a.chapters.size(); ++i) {
    if (a.chapters[i].facts == b.chapters[i].facts) continue;
    if (!same_text(dump(*a.chapters[i].facts), dump(*b.chapters[i].facts),
                   fmt::format("chapter {}", i), where))
      return false;
  }
  return true;
}

std::string recognised(const plan::Plan& plan, std::uint32_t shown) {
  std::string out;
  for (const plan::PlacedChapter& chapter : plan.chapters) {
    const ChapterFacts& facts = *chapter.facts;
    std::vector<Line> lines;
    if (shown & Shown::sections) show_sections(facts, lines);
    if (shown & Shown::entities) show_entities(facts, lines);
    if (shown & Shown::fields) show_fields(facts, lines);
    if (shown & Shown::metrics) show_metrics(facts, lines);
    if (shown & Shown::items) show_items(facts, lines);
    if (shown & Shown::mentions) show_mentions(facts, lines);
    if (shown & Shown::directives) show_directives(facts, lines);
    if (shown & Shown::placeholders)
      for (const plan::PlaceholderFact& found : facts.placeholders)
        lines.push_back(
            {found.span.begin,
             fmt::format(
                 "placeholder \"{}\" {}", found.text,
                 found.strength == plan::PlaceholderStrength::certain ? "certain" : "soft")});
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.at < b.at; });
    for (const Line& line : lines) out += line.text + "\n";
  }
  return out;
}

std::string recognised(std::string_view path, std::string_view text, std::uint32_t shown) {
  const auto document = markdown::Document::parse(text);
  return recognised(*plan::understand(document, {path, {}}, nullptr), shown);
}

}  // namespace pland::tests
