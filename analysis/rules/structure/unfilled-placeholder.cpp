// Text of a template that nobody replaced. Only what can be nothing else: an honest "TBD" in a
// plan is an answer. A document that is mostly placeholders is a template, and is told so once.
// Where its path says that it is there to be copied, nobody waits for it: that is information.
//
// In a document of a kind that somebody made a template for, whatever stands in brackets there is a
// placeholder as well, word for word: no cue is needed.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/path_words.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

struct Left {  // a placeholder that was left in
  std::uint32_t chapter = 0;
  Span span;
  std::string text;
  std::uint32_t section = 0;
  const plan::Mention* link = nullptr;  // whose destination it is
};

// "[One paragraph]" of a template that is not one of ours, as plain text; links, checkboxes and
// footnotes are none.
std::vector<std::string> brackets_of(const plan::KindSchema* schema) {
  std::vector<std::string> out;
  if (schema == nullptr) return out;
  const auto& own = plan::kinds();
  if (std::any_of(own.begin(), own.end(), [&](const auto& one) { return &one == schema; }))
    return out;
  const std::string_view text = schema->text;
  for (auto open = text.find('['); open != std::string_view::npos;
       open = text.find('[', open + 1)) {
    const auto close = text.find_first_of("[]", open + 1);
    if (close == std::string_view::npos || text[close] != ']') continue;
    const char behind = close + 1 < text.size() ? text[close + 1] : ' ';
    constexpr std::size_t least = 3;  // bytes within
    if (close - open <= least || text[open + 1] == '^' || behind == '(' || behind == '[' ||
        behind == ':' || behind == ']')
      continue;
    std::string plain;
    for (const char c : text.substr(open, close + 1 - open)) {
      if (c == '*' || c == '`') continue;
      plain += c == '\n' || c == '\r' ? ' ' : c;
    }
    if (std::find(out.begin(), out.end(), plain) == out.end()) out.push_back(std::move(plain));
  }
  return out;
}

// Where these stand in a chapter: in text, not in code, links and quotes.
struct Copied {
  Span span;
  std::string text;
  std::uint32_t section = 0;
};
std::vector<Copied> copied_in(const plan::ChapterFacts& facts,
                              const std::vector<std::string>& brackets) {
  std::vector<Copied> out;
  if (brackets.empty()) return out;
  for (const plan::Run& run : facts.runs) {
    const std::string& text = run.plain.text;
    if (run.quoted || text.find('[') == std::string::npos) continue;
    for (const std::string& bracket : brackets) {
      for (auto at = text.find(bracket); at != std::string::npos; at = text.find(bracket, at + 1)) {
        const auto begin = static_cast<std::uint32_t>(at);
        const Span span{begin, begin + static_cast<std::uint32_t>(bracket.size())};
        const auto holds = [&](Span other) {
          return other.begin < span.end && span.begin < other.end;
        };
        if (std::any_of(run.plain.code.begin(), run.plain.code.end(), holds) ||
            std::any_of(run.plain.linked.begin(), run.plain.linked.end(), holds))
          continue;
        out.push_back({run.plain.source(span), bracket, run.section});
      }
    }
  }
  return out;
}

Glance glance(const ChapterInput& input) {
  return copied_in(input.facts, brackets_of(input.schema)).empty() ? 0 : 1;
}

// Released versions are history: nobody fills them in any more.
bool is_history(const plan::Plan& plan, std::uint32_t chapter, std::uint32_t section) {
  if (plan.kind != plan::DocumentKind::changelog) return false;
  for (auto entry = plan.entry_of(chapter, section); entry < plan.outline.size();
       entry = plan.outline[entry].parent)
    if (plan.section(entry).role == plan::SectionRole::unreleased) return false;
  return true;
}

// In a document of no kind, brackets in prose may be meant (a prompt, a form letter): only what
// belongs to something recognised is looked at.
bool is_recognised(const plan::Plan& plan, std::uint32_t chapter, std::uint32_t section,
                   Span span) {
  if (plan.kind != plan::DocumentKind::none || plan.is_template) return true;
  const plan::ChapterFacts& facts = *plan.chapters[chapter].facts;
  const auto around = [&](const auto& fact) { return fact.span.contains(span); };
  if (std::any_of(facts.entities.begin(), facts.entities.end(), around) ||
      std::any_of(facts.metrics.begin(), facts.metrics.end(), around))
    return true;
  for (auto entry = plan.entry_of(chapter, section); entry < plan.outline.size();
       entry = plan.outline[entry].parent)
    if (plan.section(entry).unit != plan::EntityKind::none) return true;
  return false;
}

// "X% of copies" beside "Y% of copies": letters for shares that are to be told apart, as in
// algebra.
bool is_variable(const plan::ChapterFacts& facts, const plan::PlaceholderFact& placeholder) {
  if (placeholder.form != plan::PlaceholderForm::amount) return false;
  const auto letter = placeholder.text.find('X');
  if (letter == std::string::npos || placeholder.text.find('X', letter + 1) != std::string::npos ||
      placeholder.text.starts_with('['))
    return false;
  std::string next = placeholder.text;
  next[letter] = 'Y';
  return std::any_of(facts.runs.begin(), facts.runs.end(), [&](const plan::Run& run) {
    if (run.section != placeholder.section) return false;
    const std::string& text = run.plain.text;
    const auto at = text.find(next);
    return at != std::string::npos && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(');
  });
}

// "Use [Feature Name] in titles.": a guide speaks of what its readers shall write. Words stand
// right before and behind it.
bool is_spoken_of(const plan::ChapterFacts& facts, const plan::PlaceholderFact& placeholder) {
  if (placeholder.form != plan::PlaceholderForm::bracket) return false;
  const auto is_letter = [](char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); };
  return std::any_of(facts.runs.begin(), facts.runs.end(), [&](const plan::Run& run) {
    if (run.heading || !run.plain.source_span.contains(placeholder.span)) return false;
    const std::string_view text = run.plain.text;
    const auto at = text.find(placeholder.text);
    if (at == std::string_view::npos || at < 2) return false;
    const std::string_view behind = text.substr(at + placeholder.text.size());
    return text[at - 1] == ' ' && is_letter(text[at - 2]) && behind.size() > 1 &&
           behind[0] == ' ' && is_letter(behind[1]);
  });
}

// "$N", "$Xk": in a document that is no template a figure may be withheld on purpose.
bool is_withheld(const plan::PlaceholderFact& placeholder) {
  return placeholder.form == plan::PlaceholderForm::amount &&
         (placeholder.text.starts_with('$') || placeholder.text.starts_with("€"));
}

std::vector<Left> left_in(const plan::Plan& plan, std::uint32_t c, bool to_copy,
                          const std::vector<std::string>& brackets) {
  const plan::ChapterFacts& facts = *plan.chapters[c].facts;
  const bool advises = plan.kind == plan::DocumentKind::guide && !plan.is_template && !to_copy &&
                       !plan.titled_by_placeholder;
  std::vector<Left> out;
  for (const plan::PlaceholderFact& placeholder : facts.placeholders) {
    if (placeholder.strength != plan::PlaceholderStrength::certain) continue;
    if (is_history(plan, c, placeholder.section)) continue;
    if (!is_recognised(plan, c, placeholder.section, placeholder.span)) continue;
    if (is_variable(facts, placeholder)) continue;
    if (advises && is_spoken_of(facts, placeholder)) continue;
    if (!plan.is_template && !to_copy && is_withheld(placeholder)) continue;
    out.push_back({c, placeholder.span, placeholder.text, placeholder.section, nullptr});
  }
  for (const plan::Mention& mention : facts.mentions) {
    if (!mention.placeholder || mention.in_quote || mention.destination.empty()) continue;
    const bool again = std::any_of(out.begin(), out.end(), [&](const Left& left) {
      return left.span.contains(mention.destination) || mention.span.contains(left.span);
    });
    if (again || is_history(plan, c, mention.section)) continue;
    out.push_back(
        {c, mention.destination, facts.text(mention.destination), mention.section, &mention});
  }
  for (Copied& copied : copied_in(facts, brackets)) {
    const bool again = std::any_of(out.begin(), out.end(), [&](const Left& left) {
      return left.span.begin < copied.span.end && copied.span.begin < left.span.end;
    });
    if (!again && !is_history(plan, c, copied.section))
      out.push_back({c, copied.span, std::move(copied.text), copied.section, nullptr});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Left& a, const Left& b) { return a.span.begin < b.span.begin; });
  return out;
}

// The item that is nothing but the placeholder: it may go as a whole.
const plan::Item* whole_item(const plan::ChapterFacts& facts, Span span) {
  for (const plan::Item& item : facts.items)
    if (item.placeholder && !item.row && item.text.contains(span)) return &item;
  return nullptr;
}

// Where the placeholder is all that its item says, the item's line may go.
bool delete_line(const DocumentInput& input, const Left& left, Finding& finding) {
  const plan::PlacedChapter& chapter = input.plan.chapters[left.chapter];
  const plan::Item* item = whole_item(*chapter.facts, left.span);
  if (item == nullptr) return false;
  const std::uint32_t line = input.text.position(left.span.begin + chapter.offset).line;
  const bool alone = input.text.position(item->span.begin + chapter.offset).line == line &&
                     input.text.position(left.span.end + chapter.offset).line == line;
  if (!alone) return false;
  const std::uint32_t next =
      line + 1 < input.text.line_count() ? input.text.line_span(line + 1).begin : input.text.size();
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Delete the line";
  fix.safe = false;
  fix.edits.push_back({"", {input.text.line_span(line).begin, next}, ""});
  return true;
}

void offer(const DocumentInput& input, const Left& left, Finding& finding) {
  const plan::PlacedChapter& chapter = input.plan.chapters[left.chapter];
  const Span span = left.span.shifted(chapter.offset);
  if (left.link != nullptr) {
    if (left.link->form != plan::MentionForm::link || left.link->text.empty()) return;
    Fix& fix = finding.fixes.emplace_back();
    fix.title = "Keep the text, without a link";
    fix.safe = false;
    fix.edits.push_back(
        {"", left.link->span.shifted(chapter.offset), chapter.facts->text(left.link->text)});
    return;
  }
  const std::string_view example = plan::example_of(left.text);
  if (!example.empty()) {
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Write \"{}\"", shortened(example, 40));
    fix.safe = false;
    fix.edits.push_back({"", span, std::string(example)});
  }
  if (delete_line(input, left, finding) || !example.empty()) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Write TBD";  // which is an answer, and stays silent
  fix.safe = false;
  fix.edits.push_back({"", span, "TBD"});
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (plan.is_kind_template) return;
  const bool to_copy = plan::path_words(input.path).to_copy;
  const std::vector<std::string> brackets = brackets_of(plan.schema);
  std::vector<Left> all;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const bool copied = c < input.glances.size() && input.glances[c] != 0;
    if (!copied && (plan.chapters[c].holds & plan::holds_placeholders) == 0) continue;
    for (Left& left : left_in(plan, c, to_copy, brackets)) all.push_back(std::move(left));
  }
  if (all.empty()) return;
  constexpr std::size_t many = 3;
  // Nobody has begun to fill it in.
  const bool untouched =
      all.size() >= many && !brackets.empty() &&
      std::all_of(brackets.begin(), brackets.end(), [&](const std::string& bracket) {
        return std::any_of(all.begin(), all.end(),
                           [&](const Left& left) { return left.text == bracket; });
      });
  const bool titled = plan.titled_by_placeholder && all.size() > 1;
  if (plan.is_template || titled || untouched || (to_copy && all.size() >= many)) {
    const auto first = std::min_element(all.begin(), all.end(), [&](const Left& a, const Left& b) {
      return a.span.begin + plan.chapters[a.chapter].offset <
             b.span.begin + plan.chapters[b.chapter].offset;
    });
    Finding& finding = report.add(
        first->span.shifted(plan.chapters[first->chapter].offset),
        fmt::format("A template: {} {} to be filled in", counted(all.size(), "placeholder"),
                    all.size() == 1 ? "waits" : "wait"));
    if (to_copy) finding.severity = Severity::information;
    return;
  }
  for (const Left& left : all) {
    const plan::PlacedChapter& chapter = plan.chapters[left.chapter];
    Finding& finding = report.add(
        left.span.shifted(chapter.offset),
        left.link != nullptr ? fmt::format("The link leads nowhere yet: ({})", left.text)
                             : fmt::format("Template text left in: {}", shortened(left.text)));
    if (to_copy) finding.severity = Severity::information;
    name_section_entity(finding, *chapter.facts, left.section);
    offer(input, left, finding);
  }
}

}  // namespace

extern const Rule unfilled_placeholder = {
    .name = "unfilled-placeholder",
    .group = "structure",
    .severity = Severity::warning,
    .summary = "Text of a template was not replaced",
    .document = judge_document,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
