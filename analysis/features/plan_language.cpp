#include "analysis/features/plan_language.h"

#include <algorithm>
#include <array>

#include "analysis/plan/date.h"
#include "analysis/plan/languages.h"
#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::FieldRole;
using plan::LanguageSet;

constexpr std::size_t most_languages = 8;
constexpr std::size_t enough_labels = 500;  // to tell a language

struct Votes {
  std::array<int, most_languages + 1> of{};  // by language, English last
  std::size_t labels = 0;

  void add(LanguageSet languages, bool english, int weight) {
    for (std::size_t i = 0; i < most_languages; ++i)
      if ((languages >> i & 1) != 0) of[i] += weight;
    if (english) of[most_languages] += weight;
  }
  void add_label(std::string_view normal) {
    ++labels;
    if (normal == "status") return;  // of half the world
    add(plan::languages_of_label(normal),
        plan::field_role_of_normal(normal) || plan::section_role_of_normal(normal), 1);
  }
  void add_status(std::string_view words) {
    const std::string normal = plan::normalise(words);
    if (normal.empty()) return;
    add(plan::languages_of_status(normal), plan::read_status(normal).status.has_value(), 3);
  }
};

bool is_status_label(const plan::Field& field, std::string_view normal) {
  return field.role == FieldRole::status || normal == "status" ||
         (plan::languages_of_label(normal) != 0 && normal != "ziel" &&
          plan::languages_of_status(plan::normalise(field.value_text)) != 0);
}

void count(const plan::ChapterFacts& facts, Votes& votes) {
  for (const plan::Section& section : facts.sections)
    if (!section.key.empty()) votes.add_label(section.key);
  for (const plan::Field& field : facts.fields) {
    if (field.form == plan::FieldForm::table_row) continue;  // columns count once
    const std::string normal = plan::normalise(field.label_text);
    votes.add_label(normal);
    if (is_status_label(field, normal)) votes.add_status(status_words(field.value_text));
    if (votes.labels > enough_labels) return;
  }
  for (const plan::Table& table : facts.tables) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const std::string normal = plan::normalise(table.columns[column].name);
      votes.add_label(normal);
      const bool status = table.columns[column].role == FieldRole::status || normal == "status" ||
                          plan::languages_of_label(normal) != 0;
      for (std::size_t row = 0; status && row < table.rows.size() && row < 16; ++row)
        if (column < table.rows[row].size())
          votes.add_status(status_words(table.rows[row][column].plain));
    }
    if (votes.labels > enough_labels) return;
  }
  for (const plan::Item& item : facts.items)
    for (const plan::StatusFact& fact : item.statuses)
      if (fact.source == plan::StatusFact::Source::title && fact.form != plan::StatusForm::emoji)
        votes.add_status(status_words(facts.text(fact.span)));
}

// The usual words have small letters of Latin-1 only beside ASCII: é, í.
std::string upper(std::string_view words) {
  std::string out(words);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if ('a' <= out[i] && out[i] <= 'z') out[i] = static_cast<char>(out[i] - 32);
    const auto second = static_cast<unsigned char>(out[i]);
    if (i > 0 && static_cast<unsigned char>(out[i - 1]) == 0xC3 && second >= 0xA0 && second != 0xB7)
      out[i] = static_cast<char>(second - 0x20);
  }
  return out;
}

}  // namespace

PlanLanguage language_of(const workspace::Document& document) {
  PlanLanguage out;
  Votes votes;
  for (const plan::PlacedChapter& placed : document.plan->chapters) {
    if (out.own == nullptr) out.own = placed.facts->before.vocabulary;
    count(*placed.facts, votes);
    if (votes.labels > enough_labels) break;
  }
  out.likelihood = plan::locales();
  const auto votes_for = [&, all = plan::locales()](std::string_view locale) {
    const auto at = std::find(all.begin(), all.end(), locale) - all.begin();
    return votes.of[static_cast<std::size_t>(at)];
  };
  std::stable_sort(out.likelihood.begin(), out.likelihood.end(),
                   [&](auto a, auto b) { return votes_for(a) > votes_for(b); });
  if (votes_for(out.likelihood.front()) > votes.of[most_languages])
    out.locale = out.likelihood.front();
  out.words = out.own;
  const bool known =
      out.locale.empty() ||
      plan::own_status(plan::usual_status(out.locale, plan::Status::done), out.own.get());
  if (!known) {
    auto words = out.own ? std::make_shared<plan::Vocabulary>(*out.own)
                         : std::make_shared<plan::Vocabulary>();
    plan::add_locale(out.locale, *words);
    out.words = std::move(words);
  }
  return out;
}

std::string usual_word(const PlanLanguage& language, plan::Status status, std::string_view before) {
  const std::string stood = status_words(before);
  const std::string normal = plan::normalise(stood);
  std::string_view locale = language.locale;
  const LanguageSet languages = plan::languages_of_status(normal);
  const bool team = plan::own_status(normal, language.own.get()).has_value();
  std::string word;
  if (languages != 0) {
    const std::vector<std::string_view> all = plan::locales();
    const auto is_one = [&](std::string_view one) {
      const auto at = std::find(all.begin(), all.end(), one) - all.begin();
      return (languages >> at & 1) != 0;
    };
    const auto likeliest =
        std::find_if(language.likelihood.begin(), language.likelihood.end(), is_one);
    if (likeliest != language.likelihood.end()) locale = *likeliest;
  } else if (!normal.empty() && !team && plan::read_status(normal).status) {
    locale = {};
  }
  // A word of the team's own is answered by another, where it has one that means the same.
  if (team && (languages == 0 ||
               !plan::own_status(plan::usual_status(locale, status), language.own.get()))) {
    for (const auto& [own, means] : language.own->statuses)
      if (word.empty() && means == status) word = own;
  }
  if (word.empty()) word = plan::usual_status(locale, status, normal);
  // As the first letter that stood there: "à faire" is small, "70% complete" has none.
  const bool lower = !stood.empty() && (('a' <= stood[0] && stood[0] <= 'z') ||
                                        (stood.starts_with('\xC3') && stood.size() > 1 &&
                                         static_cast<unsigned char>(stood[1]) >= 0xA0));
  // WIP is no shouting.
  constexpr std::ptrdiff_t longest_acronym = 3;
  const bool shouted =
      std::count_if(stood.begin(), stood.end(), plan::is_upper) > longest_acronym &&
      std::none_of(stood.begin(), stood.end(), plan::is_lower);
  if (shouted) return upper(word);
  if (!lower) word = upper(word.substr(0, 1)) + word.substr(1);
  return word;
}

std::string usual_label(const PlanLanguage& language, plan::FieldRole role) {
  const std::string_view own = plan::usual_label(language.locale, role);
  if (!own.empty()) return std::string(own);
  std::string label(plan::names_of(role).front());
  return upper(label.substr(0, 1)) + label.substr(1);
}

std::string status_words(std::string_view value) {
  std::string rest(value);
  for (const plan::FoundDate& date : plan::find_dates(value))
    std::fill(rest.begin() + date.span.begin, rest.begin() + date.span.end, ' ');
  std::string out;
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t emoji = text::emoji_size(rest, at);
    if (emoji > 0 && !('0' <= rest[at] && rest[at] <= '9')) {
      at += emoji;
      continue;
    }
    const std::size_t size = text::decode(rest, at).size;
    const std::string_view one = std::string_view(rest).substr(at, size);
    at += size;
    constexpr std::string_view marks = "()[]*_:,.";
    const bool joint = (size == 1 && marks.find(one[0]) != std::string_view::npos) || one == "—" ||
                       one == "–" || one == "（" || one == "）" || one == "：" || one == "\uFE0F" ||
                       one == "\uFE0E";
    out += joint ? std::string_view(" ") : one;
  }
  while (out.ends_with(' ') || out.ends_with('-')) out.pop_back();
  out.erase(0, std::min(out.find_first_not_of(" -"), out.size()));
  // "Done on 2026-10-14", "Erledigt am 14.10.2026".
  if (rest != value)
    for (const std::string_view word :
         {" on", " in", " at", " since", " am", " seit", " im", " el", " le", " em", " en"})
      if (out.ends_with(word)) {
        out.erase(out.size() - word.size());
        break;
      }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::optional<SaidStatus> said_status(std::string_view plain, const plan::Vocabulary* words) {
  const std::string core = status_words(plain);
  if (const auto own = plan::own_status(core, words)) return SaidStatus{*own, true};
  const auto found = plan::read_status(plain);
  if (!found.status) return std::nullopt;
  if (core.empty()) return SaidStatus{*found.status, true};
  const auto head = plan::read_status(core);
  return SaidStatus{*found.status,
                    head.status && head.span.begin == 0 && head.span.end == core.size()};
}

}  // namespace pland::features
