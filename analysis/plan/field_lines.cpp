#include "analysis/plan/field_lines.h"

#include <algorithm>

#include "analysis/plan/entities.h"
#include "analysis/plan/quantity.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

constexpr std::size_t longest_label = 64;  // bytes
constexpr std::size_t longest_plain_label = 40;
constexpr std::size_t longest_remark = 256;  // in parentheses, between label and colon

std::uint32_t skip_spaces(std::string_view text, std::uint32_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

std::uint32_t skip_marks(std::string_view text, std::uint32_t at) {
  while (true) {
    at = skip_spaces(text, at);
    std::size_t size = text::emoji_size(text, at);
    if (size == 0) return at;
    at += static_cast<std::uint32_t>(size);
  }
}

// The bytes of a colon at `at` (ASCII or full width), 0 where there is none.
std::uint32_t colon_size(std::string_view text, std::uint32_t at) {
  if (at < text.size() && text[at] == ':') return 1;
  return text.substr(std::min<std::size_t>(at, text.size())).starts_with("\xef\xbc\x9a") ? 3 : 0;
}

std::uint32_t dash_size(std::string_view text, std::uint32_t at) {
  std::string_view rest = text.substr(std::min<std::size_t>(at, text.size()));
  if (rest.starts_with("\xe2\x80\x94") || rest.starts_with("\xe2\x80\x93")) return 3;
  return rest.starts_with("- ") ? 1 : 0;
}

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end && (text[span.begin] == ' ' || text[span.begin] == '\t'))
    ++span.begin;
  while (span.end > span.begin && (text[span.end - 1] == ' ' || text[span.end - 1] == '\t'))
    --span.end;
  return span;
}

bool is_label_text(std::string_view label, std::size_t longest) {
  return !label.empty() && label.size() <= longest && label.find(". ") == std::string_view::npos &&
         label.find("http") == std::string_view::npos;
}

std::optional<FieldLine> bold_line(const markdown::Plain& plain, std::uint32_t begin,
                                   std::uint32_t end) {
  std::string_view text = std::string_view(plain.text).substr(0, end);
  std::uint32_t at = skip_marks(text, begin);
  // Spans are in the order of their ends.
  const auto strong = std::upper_bound(plain.strong.begin(), plain.strong.end(), at,
                                       [](std::uint32_t a, Span span) { return a < span.end; });
  if (strong == plain.strong.end() || strong->begin < begin || strong->begin > at ||
      strong->end > end)
    return std::nullopt;
  FieldLine line;
  line.label = trimmed(text, {std::max(at, strong->begin), strong->end});
  std::string_view label = line.label.of(text);
  bool inside = label.ends_with(':') || label.ends_with("\xef\xbc\x9a");
  std::uint32_t behind = strong->end;
  if (inside) {
    line.label.end -= label.ends_with(':') ? 1 : 3;
    line.form = FieldForm::colon_inside;
  } else {
    behind = skip_spaces(text, behind);
    if (behind < end && text[behind] == '(') {
      auto close = text.substr(0, behind + longest_remark).find(')', behind);
      if (close != std::string_view::npos &&
          colon_size(text, static_cast<std::uint32_t>(close + 1)) != 0) {
        behind = static_cast<std::uint32_t>(close + 1);
      }
    }
    if (std::uint32_t colon = colon_size(text, behind)) {
      behind += colon;
      line.form = FieldForm::colon_outside;
    } else if (std::uint32_t dash = dash_size(text, behind)) {
      behind += dash;
      line.form = FieldForm::dash;
    } else {
      return std::nullopt;
    }
  }
  line.label = trimmed(text, line.label);
  if (!is_label_text(line.label.of(text), longest_label)) return std::nullopt;
  line.value = {behind, end};
  return line;
}

std::optional<FieldLine> plain_line(const markdown::Plain& plain, std::uint32_t begin,
                                    std::uint32_t end, const Vocabulary* words) {
  std::string_view text = std::string_view(plain.text).substr(0, end);
  std::uint32_t at = skip_marks(text, begin);
  const std::string_view near = text.substr(0, at + longest_plain_label + 3);
  std::size_t colon = near.find(':', at);
  std::uint32_t size = 1;
  if (const std::size_t wide = near.find("\xef\xbc\x9a", at); wide < colon) {
    colon = wide;
    size = 3;
  }
  if (colon == std::string_view::npos || colon - at > longest_plain_label) return std::nullopt;
  FieldLine line;
  line.label = trimmed(text, {at, static_cast<std::uint32_t>(colon)});
  if (!is_label_text(line.label.of(text), longest_plain_label)) return std::nullopt;
  line.value = {static_cast<std::uint32_t>(colon) + size, end};
  // `12:30`, `std::string` and a URL have colons without a space.
  if (line.value.begin < end && text[line.value.begin] != ' ' && size == 1) return std::nullopt;
  const std::string_view label = line.label.of(text);
  if (field_role(label, words)) return line;
  const auto role = section_role(label, words);
  const bool metrics = role == SectionRole::success_metrics || role == SectionRole::criteria;
  return metrics || is_key_result_label(label) ? std::optional(line) : std::nullopt;
}

// "KPIs — 3 new partners": behind a dash metrics stand only where there is one, for a dash may be
// anything ("KPI - a dashboard").
std::optional<FieldLine> dashed_metrics(const markdown::Plain& plain, std::uint32_t begin,
                                        std::uint32_t end, const Vocabulary* words) {
  const std::string_view text = std::string_view(plain.text).substr(0, end);
  const std::uint32_t at = skip_marks(text, begin);
  const std::string_view near = text.substr(0, at + longest_plain_label + 5);
  for (const std::string_view dash : {" — ", " – ", " - "}) {
    const std::size_t found = near.find(dash, at);
    if (found == std::string_view::npos || found == at) continue;
    FieldLine line;
    line.label = {at, static_cast<std::uint32_t>(found)};
    line.value = {static_cast<std::uint32_t>(found + dash.size()), end};
    if (field_role_of_normal(normalise(line.label.of(text)), words) != FieldRole::success_metrics)
      continue;
    if (has_target(measure(line.value.of(text)).measure)) return line;
  }
  return std::nullopt;
}

// Where a value ends because another label follows, and where that begins.
struct Joint {
  std::uint32_t end, next;
};
// … behind ` | `, ` · ` or ` • `; the line's end where none does.
Joint next_field(const markdown::Plain& plain, std::uint32_t at, std::uint32_t end,
                 const Vocabulary* words) {
  const std::string_view text = std::string_view(plain.text).substr(0, end);
  Joint first{end, end};
  for (const std::string_view mark : {" | ", " \u00b7 ", " \u2022 "}) {
    for (std::size_t found = text.find(mark, at); found < first.end;
         found = text.find(mark, found + 1)) {
      const auto behind = static_cast<std::uint32_t>(found + mark.size());
      if (!bold_line(plain, behind, end) && !plain_line(plain, behind, end, words)) continue;
      first = {static_cast<std::uint32_t>(found), behind};
      break;
    }
  }
  return first;
}

// The fields of one line, appended; none when it begins with no label.
bool read_line(const markdown::Plain& plain, std::uint32_t begin, std::uint32_t end,
               const Vocabulary* words, std::vector<FieldLine>& lines) {
  const std::size_t before = lines.size();
  for (std::uint32_t at = begin; at < end;) {
    auto line = bold_line(plain, at, end);
    if (!line) line = plain_line(plain, at, end, words);
    if (!line && lines.size() == before) line = dashed_metrics(plain, at, end, words);
    if (!line) break;
    const Joint joint = next_field(plain, line->value.begin, end, words);
    line->end = joint.end;
    line->value = trimmed(plain.text, {std::min(line->value.begin, line->end), line->end});
    lines.push_back(*line);
    at = joint.next;
  }
  return lines.size() > before;
}

bool has_known_bold_label(const markdown::Plain& plain, std::uint32_t begin, std::uint32_t end,
                          const Vocabulary* words) {
  const auto line = bold_line(plain, begin, end);
  return line && field_role(line->label.of(plain.text), words);
}

bool is_bold_through(const markdown::Plain& plain, std::uint32_t begin, std::uint32_t end) {
  return std::any_of(plain.strong.begin(), plain.strong.end(),
                     [&](Span span) { return span.begin <= begin + 8 && span.end + 8 >= end; });
}

}  // namespace

Span leading_strong(const markdown::Plain& plain) {
  const std::uint32_t at = skip_marks(plain.text, 0);
  for (const Span span : plain.strong)
    if (span.begin <= at && at < span.end) return trimmed(plain.text, {at, span.end});
  return {};
}

std::vector<FieldLine> find_field_lines(const markdown::Plain& plain, const Vocabulary* words) {
  std::vector<FieldLine> lines;
  const auto size = static_cast<std::uint32_t>(plain.text.size());
  bool prose = false;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i <= plain.breaks.size() && begin < size; ++i) {
    const std::uint32_t end = i < plain.breaks.size() ? std::min(plain.breaks[i], size) : size;
    const bool may_be = !prose || has_known_bold_label(plain, begin, end, words);
    if (may_be && read_line(plain, begin, end, words, lines)) {
      prose = false;
    } else if (!lines.empty()) {  // a value that goes on
      lines.back().end = end;
      lines.back().value = trimmed(plain.text, {lines.back().value.begin, end});
    } else if (i > 0 || !is_bold_through(plain, begin, end)) {
      prose = true;
    }
    begin = end + 1;
  }
  return lines;
}

}  // namespace pland::plan
