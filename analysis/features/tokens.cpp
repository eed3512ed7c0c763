#include "analysis/features/tokens.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/features/cursor.h"
#include "analysis/features/naming.h"
#include "analysis/features/subject.h"
#include "analysis/markdown/lines.h"
#include "analysis/plan/entities.h"

namespace pland::features {
namespace {

using plan::FieldRole;
using plan::no_index;
using plan::Run;

constexpr std::size_t most_markup = 8;  // bytes that may stand before what was read
constexpr std::size_t kinds = static_cast<std::size_t>(TokenKind::id) + 1;

std::uint8_t traits_of(plan::Status status) {
  switch (status) {
    case plan::Status::done:
      return token_settled;
    case plan::Status::doing:
      return token_ongoing;
    case plan::Status::dropped:
    case plan::Status::superseded:
      return token_gone;
    default:
      return 0;
  }
}

// `spans` are in order and disjoint.
bool touches_any(const std::vector<Span>& spans, Span span) {
  auto next = std::partition_point(spans.begin(), spans.end(),
                                   [&](Span other) { return other.end <= span.begin; });
  return next != spans.end() && next->begin < span.end;
}

class TokenReader {
 public:
  explicit TokenReader(const plan::ChapterFacts& facts) : facts_(facts) {
    for (const Run& run : facts.runs) {
      if (!run.quoted) runs_.push_back(&run);
    }
    std::stable_sort(runs_.begin(), runs_.end(), [](const Run* a, const Run* b) {
      return a->plain.source_span.begin < b->plain.source_span.begin;
    });
  }

  std::vector<Token> read() {
    for (const plan::PlaceholderFact& placeholder : facts_.placeholders)
      add(placeholder.span, TokenKind::placeholder);
    for (const Run* run : runs_) times(*run);
    for (const plan::Section& section : facts_.sections) {
      if (section.period) add(section.period->span, TokenKind::period, token_declares);
      statuses(section.statuses);
    }
    for (const plan::Entity& entity : facts_.entities) {
      if (entity.period) {
        const bool own = entity.name_span.contains(entity.period->span);
        add(entity.period->span, TokenKind::period, own ? token_declares : 0);
      }
      statuses(entity.statuses);
      id(entity);
    }
    for (const plan::Item& item : facts_.items) statuses(item.statuses);
    for (const plan::Field& field : facts_.fields) this->field(field);
    for (const plan::Metric& metric : facts_.metrics)
      quantity(metric.span, metric.text, metric.judged);
    return finished();
  }

 private:
  void add(Span span, TokenKind kind, std::uint8_t traits = 0) {
    if (!span.empty()) found_[static_cast<std::size_t>(kind)].push_back({span, kind, traits});
  }

  // Where a plain text stands that was read from `source`: in which run, from which byte on.
  struct Place {
    const Run* run = nullptr;
    std::uint32_t begin = 0;
    Span source(Span part) const { return run->plain.source(part.shifted(begin)); }
  };
  std::optional<Place> place(Span source, std::string_view text) const {
    auto next = std::upper_bound(
        runs_.begin(), runs_.end(), source.begin,
        [](std::uint32_t at, const Run* run) { return at < run->plain.source_span.begin; });
    if (next == runs_.begin() || text.empty()) return std::nullopt;
    const Run* run = *std::prev(next);
    if (!run->plain.source_span.contains(source)) return std::nullopt;
    // Markup before the first word belongs to what was read or does not.
    const std::uint32_t near = plain_offset(run->plain, source.begin);
    const std::uint32_t from = near > 0 ? near - 1 : 0;
    const std::string_view all = run->plain.text;
    const std::size_t begin = all.substr(from, text.size() + most_markup).find(text);
    if (begin == std::string_view::npos) return std::nullopt;
    return Place{run, from + static_cast<std::uint32_t>(begin)};
  }

  // Dates, and the periods of the calendar: "Phase 3" counts where a title leads with it.
  void times(const Run& run) {
    const markdown::Plain& plain = run.plain;
    const auto is_plain = [&](Span span) {
      return !touches_any(plain.code, span) && !touches_any(plain.linked, span);
    };
    for (const plan::FoundDate& date : plan::find_dates(plain.text)) {
      if (date.precision == plan::DatePrecision::day && is_plain(date.span))
        add(plain.source(date.span), TokenKind::date);
    }
    for (const plan::FoundPeriod& period : plan::find_periods(plain.text)) {
      if (period.period.is_calendar() && is_plain(period.span))
        add(plain.source(period.span), TokenKind::period);
    }
    for (const Span struck : plain.struck) struck_.push_back(plain.source(struck));
  }

  void statuses(const std::vector<plan::StatusFact>& statuses) {
    using Source = plan::StatusFact::Source;
    for (const plan::StatusFact& status : statuses) {
      if (status.source == Source::title || status.source == Source::field)
        add(status.span, TokenKind::status, traits_of(status.status));
    }
  }

  void field(const plan::Field& field) {
    if (field.form == plan::FieldForm::front_matter) return;
    if (field.form != plan::FieldForm::heading) add(field.label, TokenKind::label);
    if (!field.role || field.value.empty()) return;
    const auto at = place(field.value, field.value_text);
    if (!at) return;
    switch (*field.role) {
      case FieldRole::status: {
        const plan::StatusValue value = plan::read_status(field.value_text);
        if (value.status && !value.span.empty())
          add(at->source(value.span), TokenKind::status, traits_of(*value.status));
        break;
      }
      case FieldRole::owner:
        for (const Span part : value_parts(FieldRole::owner, field.value_text))
          add(at->source(part), TokenKind::owner);
        break;
      case FieldRole::identifier:
        add(field.value, TokenKind::id, token_declares);
        break;
      case FieldRole::baseline:
      case FieldRole::target:
      case FieldRole::current_value:
        quantity(field.value, field.value_text, plan::measure(field.value_text));
        break;
      default:
        if (refers(field.role)) named_ids(field, *at);
        break;
    }
  }

  // `Depends on: TEN-3, Partner API`.
  void named_ids(const plan::Field& field, const Place& at) {
    for (const Span part : reference_parts(field.value_text)) {
      const std::string id = plan::explicit_id(part.of(field.value_text));
      if (!id.empty()) add_id(at, part.begin, field.value_text, id, 0);
    }
  }

  void id(const plan::Entity& entity) {
    if (entity.id.empty()) return;
    if (const auto at = place(entity.name_span, entity.id))
      add_id(*at, 0, entity.id, entity.id, token_declares);
  }

  void add_id(const Place& at, std::uint32_t from, std::string_view text, const std::string& id,
              std::uint8_t traits) {
    const auto begin = static_cast<std::uint32_t>(text.find(id, from));
    const Span span{begin, begin + static_cast<std::uint32_t>(id.size())};
    if (!touches_any(at.run->plain.linked, span.shifted(at.begin)))
      add(at.source(span), TokenKind::id, traits);
  }

  void quantity(Span source, std::string_view text, const plan::Measurability& judged) {
    if (!judged.quantity) return;
    const auto at = place(source, text);
    if (!at) return;
    const plan::Quantity& quantity = *judged.quantity;
    const auto add_amount = [&](const plan::Amount& amount) {
      if (amount.span.end <= text.size()) add(at->source(amount.span), TokenKind::quantity);
    };
    add_amount(quantity.target);
    for (const auto& part : {quantity.upper, quantity.baseline, quantity.out_of}) {
      if (part) add_amount(*part);
    }
  }

  // What is left of a list when the words are gone that another list has: of each token the part
  // before. Both lists are disjoint and in order.
  static std::vector<Token> without(const std::vector<Token>& tokens,
                                    const std::vector<Token>& taken) {
    std::vector<Token> out;
    auto next = taken.begin();
    for (Token token : tokens) {
      while (next != taken.end() && next->span.end <= token.span.begin) ++next;
      if (next != taken.end() && next->span.begin < token.span.end) {
        if (next->span.begin <= token.span.begin) continue;
        token.span.end = next->span.begin;
      }
      out.push_back(token);
    }
    return out;
  }

  static void make_disjoint(std::vector<Token>& tokens) {
    std::stable_sort(tokens.begin(), tokens.end(), [](const Token& a, const Token& b) {
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      if (a.span.end != b.span.end) return a.span.end > b.span.end;
      return a.traits > b.traits;  // what more is said of
    });
    std::uint32_t end = 0;
    std::erase_if(tokens, [&](const Token& token) {
      const bool gone = token.span.begin < end;
      if (!gone) end = token.span.end;
      return gone;
    });
  }

  std::vector<Token> finished() {
    std::vector<Token> all;
    for (std::vector<Token>& layer : found_) {
      make_disjoint(layer);
      std::vector<Token> rest = without(layer, all);
      std::vector<Token> merged(all.size() + rest.size());
      std::merge(all.begin(), all.end(), rest.begin(), rest.end(), merged.begin(),
                 [](const Token& a, const Token& b) { return a.span.begin < b.span.begin; });
      all = std::move(merged);
    }
    mark_struck(all);
    return in_lines(all);
  }

  void mark_struck(std::vector<Token>& tokens) {
    std::sort(struck_.begin(), struck_.end());
    auto next = struck_.begin();
    for (Token& token : tokens) {
      while (next != struck_.end() && next->end <= token.span.begin) ++next;
      if (next != struck_.end() && next->contains(token.span)) token.traits |= token_gone;
    }
  }

  // Each token's part of each line, without the spaces around it and the marks of a quote or the
  // indentation that the next line begins with.
  std::vector<Token> in_lines(const std::vector<Token>& tokens) const {
    std::vector<Token> out;
    out.reserve(tokens.size());
    for (const Token& token : tokens) {
      const std::string text = facts_.text(token.span);
      for (std::size_t at = 0; at < text.size();) {
        const markdown::Line line = markdown::line_at(text, at);
        auto end = static_cast<std::uint32_t>(at + line.text.size());
        auto begin = static_cast<std::uint32_t>(at);
        const auto is_edge = [&](std::uint32_t i) {
          return markdown::is_blank(text[i]) || (at > 0 && i == begin && text[i] == '>');
        };
        while (begin < end && is_edge(begin)) ++begin;
        while (end > begin && markdown::is_blank(text[end - 1])) --end;
        Token part = token;
        part.span = Span{begin, end}.shifted(token.span.begin);
        if (begin < end) out.push_back(part);
        at = line.next;
      }
    }
    return out;
  }

  const plan::ChapterFacts& facts_;
  std::vector<const Run*> runs_;  // without those in quotes, in text order
  std::array<std::vector<Token>, kinds> found_;
  std::vector<Span> struck_;
};

}  // namespace

std::vector<Token> tokens(const plan::ChapterFacts& facts) { return TokenReader(facts).read(); }

}  // namespace pland::features
