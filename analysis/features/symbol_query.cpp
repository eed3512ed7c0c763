#include "analysis/features/symbol_query.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/features/name_match.h"
#include "analysis/features/naming.h"
#include "analysis/plan/period.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::Status;
using workspace::Days;

constexpr std::size_t kinds = static_cast<std::size_t>(EntityKind::revision) + 1;
constexpr std::size_t statuses = static_cast<std::size_t>(Status::superseded) + 1;
constexpr std::uint32_t no_status = 1u << statuses;  // beside the bits of the statuses

std::uint32_t bit(EntityKind kind) { return 1u << static_cast<unsigned>(kind); }
std::uint32_t bit(std::optional<Status> status) {
  return status ? 1u << static_cast<unsigned>(*status) : no_status;
}

// Other words for a kind; "risks" and the like are taken care of.
constexpr std::pair<std::string_view, EntityKind> other_kinds[] = {
    {"heading", EntityKind::none},      {"section", EntityKind::none},
    {"quarter", EntityKind::milestone}, {"item", EntityKind::initiative},
    {"goal", EntityKind::objective},    {"kpi", EntityKind::metric},
    {"key-result", EntityKind::metric}, {"adr", EntityKind::decision},
    {"nongoal", EntityKind::non_goal},  {"todo", EntityKind::task},
    {"version", EntityKind::release},
};

// One word for values of several: "non goal", "in_progress".
std::string value_key(std::string_view value) {
  std::string out = fold_name(value);
  for (char& c : out)
    if (c == ' ' || c == '_') c = '-';
  return out;
}

std::uint32_t kinds_named(std::string_view value) {
  std::string wanted = value_key(value);
  const auto look = [&](auto&& fits) {
    std::uint32_t found = 0;
    for (std::size_t i = 1; i < kinds; ++i) {
      const auto kind = static_cast<EntityKind>(i);
      if (fits(plan::name(kind))) found |= bit(kind);
    }
    for (const auto& [word, kind] : other_kinds)
      if (fits(word)) found |= bit(kind);
    return found;
  };
  const auto exactly = [&](std::string_view name) { return name == wanted; };
  if (const std::uint32_t found = look(exactly)) return found;
  const std::uint32_t begun = look([&](std::string_view name) { return name.starts_with(wanted); });
  if (begun != 0) return begun;
  if (wanted.ends_with("ies")) {
    wanted.replace(wanted.size() - 3, 3, "y");
  } else if (wanted.ends_with('s')) {
    wanted.pop_back();
  }
  return look(exactly);
}

std::uint32_t statuses_named(std::string_view value) {
  const std::string wanted = value_key(value);
  std::uint32_t open = no_status, closed = 0;
  for (std::size_t i = 0; i < statuses; ++i) {
    const auto status = static_cast<Status>(i);
    (plan::is_closed(status) ? closed : open) |= bit(status);
  }
  if (wanted == "open") return open;
  if (wanted == "closed") return closed;
  if (wanted == "none" || wanted == "unknown") return no_status;
  const auto look = [&](auto&& fits) {
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < statuses; ++i) {
      const auto status = static_cast<Status>(i);
      for (const EntityKind of : {EntityKind::initiative, EntityKind::decision})
        if (fits(value_key(plan::name(status, of)))) found |= bit(status);
    }
    return found;
  };
  if (const auto found = look([&](const std::string& name) { return name == wanted; }))
    return found;
  std::string words = wanted;
  std::replace(words.begin(), words.end(), '-', ' ');
  if (const auto read = plan::read_status(words); read.status && read.known)
    return bit(read.status);
  if (std::string_view("open").starts_with(wanted)) return open;
  return look([&](const std::string& name) { return name.starts_with(wanted); });
}

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// "2027Q2" and "2027-h1" the other way round, as titles say it; joints as spaces.
std::string period_spelling(std::string_view value) {
  std::string text(value);
  for (char& c : text)
    if (c == '-' || c == '_' || c == '/') c = ' ';
  const bool year = text.size() >= 6 && std::all_of(text.begin(), text.begin() + 4, is_digit);
  if (!year) return text;
  std::string rest = text.substr(4);
  rest.erase(0, rest.find_first_not_of(' '));
  const bool part = rest.size() >= 2 && std::string_view("qQhH").find(rest[0]) != rest.npos;
  return part ? rest + " " + text.substr(0, 4) : text;
}

std::optional<SymbolQuery::When> period_named(std::string_view value,
                                              const rules::Settings& settings) {
  std::optional<plan::FoundPeriod> found;
  for (const std::string& spelling : {std::string(value), period_spelling(value)}) {
    found = plan::find_period(spelling);
    if (found && found->role != plan::PeriodRole::mention) break;
    found.reset();
  }
  if (!found) return std::nullopt;
  plan::Period period = found->period;
  // "Q2" is this year's.
  if (period.is_calendar() && !period.year) period.year = settings.today.year;
  if (const auto range = plan::calendar_range(period, settings.fiscal_year_start))
    return SymbolQuery::When{Days(*range), {}};
  return SymbolQuery::When{{}, fold_name(plan::to_string(period))};
}

// Splits at spaces outside quotes. A quote begins a value, or a word of its own.
struct Token {
  std::string key;  // "kind"; empty for a plain word
  std::string text;
  std::string written;
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode(text, at);
    if (text::is_space(c.code)) {
      at += c.size;
      continue;
    }
    Token token;
    const std::size_t begin = at;
    while (at < text.size()) {
      const text::Decoded next = text::decode(text, at);
      if (text::is_space(next.code)) break;
      if (next.code == ':' && token.key.empty() && at > begin) {
        token.key = fold_name(token.text);
        token.text.clear();
      } else if (next.code == '"' && token.text.empty()) {
        const std::size_t close = text.find('"', at + 1);
        const std::size_t end = close == std::string_view::npos ? text.size() : close;
        token.text = text.substr(at + 1, end - at - 1);
        at = std::min(end + 1, text.size());
        break;
      } else {
        token.text += text.substr(at, next.size);
      }
      at += next.size;
    }
    token.written = text.substr(begin, at - begin);
    tokens.push_back(std::move(token));
  }
  return tokens;
}

// A handle (`@dana`) is a whole word of a name, with or without its sign; others may be under way.
bool owns(std::string_view owner, const std::string& wanted) {
  if (wanted.starts_with('@')) {
    const std::vector<Span> words = words_of(owner);
    return std::any_of(words.begin(), words.end(), [&](Span word) {
      return fold_name(word.of(owner)) == std::string_view(wanted).substr(1);
    });
  }
  NameMatch match({wanted});
  return match.rank(owner).value_or(NameRank::initials) != NameRank::initials;
}

bool can_be_overdue(EntityKind kind) {
  return kind != EntityKind::release && kind != EntityKind::revision &&
         kind != EntityKind::decision && kind != EntityKind::non_goal;
}

bool says_to_come(std::string_view title) {
  const std::string lower = text::lower(title);
  for (const std::string_view word : {"unreleased", "tbd", "upcoming", "planned", "next", "wip",
                                      "in progress", "pending", "yyyy", "xxxx", "??"})
    if (lower.find(word) != std::string::npos) return true;
  return std::none_of(title.begin(), title.end(), is_digit);
}

}  // namespace

bool can_be_open(EntityKind kind, std::string_view title, plan::Date today) {
  if (kind == EntityKind::revision || kind == EntityKind::non_goal) return false;
  if (kind != EntityKind::release) return true;
  const auto day = plan::first_date(title);
  if (day && day->valid) return plan::is_valid(today) && day->date > today;
  // Some tools date no release. One that is to come says so.
  return says_to_come(title);
}

namespace {

std::string kind_values() {
  std::string out;
  for (std::size_t i = 1; i < kinds; ++i)
    out += std::string(plan::name(static_cast<EntityKind>(i))) + ", ";
  return out + "heading";
}

std::string status_values() {
  std::string out = "open, closed, none";
  for (std::size_t i = 0; i < statuses; ++i)
    out += ", " + std::string(plan::name(static_cast<Status>(i)));
  return out;
}

}  // namespace

bool SymbolQuery::wants_headings() const {
  if (statuses || !owners.empty() || wants_days()) return false;
  return !kinds || (*kinds & bit(EntityKind::none)) != 0;
}

SymbolQuery read_query(std::string_view text, const rules::Settings& settings) {
  SymbolQuery query;
  const auto narrow = [](std::optional<std::uint32_t>& set, std::uint32_t more) {
    set = set.value_or(0xffffffff) & more;
  };
  // What no value is said of is said of nothing: all would look like an answer.
  const auto find_nothing = [&] { narrow(query.kinds, 0); };
  for (Token& token : tokens_of(text)) {
    if (token.key == "kind") {
      const std::uint32_t named = token.text.empty() ? 0 : kinds_named(token.text);
      narrow(query.kinds, named);
      if (named == 0) query.problems.push_back({token.written, kind_values()});
    } else if (token.key == "status") {
      const std::uint32_t named = token.text.empty() ? 0 : statuses_named(token.text);
      narrow(query.statuses, named);
      if (named == 0) query.problems.push_back({token.written, status_values()});
      query.open = query.open || (named != 0 && named == statuses_named("open"));
    } else if (token.key == "owner") {
      const std::size_t name = token.text.find_first_not_of('@');
      if (name == std::string::npos) {
        find_nothing();
        continue;
      }
      query.owners.push_back((name > 0 ? "@" : "") + fold_name(token.text.substr(name)));
    } else if (token.key == "q") {
      // What is no period (yet) is no time at all.
      const auto when = period_named(token.text, settings);
      query.periods.push_back(when.value_or(SymbolQuery::When{}));
      if (!when)
        query.problems.push_back(
            {token.written,
             "a period: 2027Q2, \"Q2 2027\", 2027-H1, 2027, \"March 2027\", \"Phase 2\""});
    } else if (!token.key.empty()) {
      query.no_conditions.push_back(token.written);
      query.words.push_back(std::move(token.written));
    } else if (token.written == "overdue") {
      query.overdue = true;
    } else if (!token.text.empty()) {
      query.words.push_back(std::move(token.text));
    }
  }
  return query;
}

workspace::Days days_of(const workspace::NamedEntity& entity, const rules::Settings& settings) {
  // The summary knows no settings; what the period is it says in words.
  if (!settings.fiscal_year_start || entity.detail.empty()) return entity.days;
  constexpr std::string_view joint = " \u00b7 ";
  const std::size_t at = entity.detail.find(joint);
  const std::string_view words =
      at == std::string_view::npos ? entity.detail : entity.detail.substr(at + joint.size());
  const auto found = plan::find_period(words);
  if (!found) return entity.days;
  const auto range = plan::calendar_range(found->period, settings.fiscal_year_start);
  return range ? Days(*range) : entity.days;
}

bool meets(const SymbolQuery& query, const workspace::NamedEntity& entity, Days days,
           const rules::Settings& settings) {
  if (query.kinds && (*query.kinds & bit(entity.kind)) == 0) return false;
  // A release that has its day is out, whether it says so or not.
  const bool out = entity.kind == EntityKind::release && days.known() &&
                   plan::is_valid(settings.today) && days.first <= Days::number(settings.today);
  const auto status = out && !entity.status ? std::optional(Status::done) : entity.status;
  if (query.statuses && (*query.statuses & bit(status)) == 0) return false;
  if (query.open && !can_be_open(entity.kind, entity.title, settings.today)) return false;
  for (const std::string& owner : query.owners)
    if (entity.owner.empty() || !owns(entity.owner, owner)) return false;
  for (const SymbolQuery::When& when : query.periods) {
    if (!when.name.empty()) {
      if (!fold_name(entity.detail).ends_with(when.name)) return false;
    } else if (!when.days.known() || !days.known() || !days.overlaps(when.days)) {
      return false;
    }
  }
  if (query.overdue) {
    const bool open = !entity.status || !plan::is_closed(*entity.status);
    if (!open || !can_be_overdue(entity.kind) || !plan::is_valid(settings.today)) return false;
    if (!days.known() || days.last >= Days::number(settings.today)) return false;
  }
  return true;
}

}  // namespace pland::features
