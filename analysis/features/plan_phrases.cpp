#include "analysis/features/plan_phrases.h"

#include <array>
#include <fmt/format.h>

namespace pland::features {
namespace {

// {0} is what it is about, {1} and {2} are periods. Nouns where a verb would have to agree with a
// name whose gender nobody knows.
struct Phrases {
  std::string_view locale;
  std::array<std::string_view, 4> of;  // as Phrase
};

constexpr Phrases english = {"",
                             {"{0} closed", "{0} carried over to {1}",
                              "{0} carried over from {1} to {2}", "{0} dropped from {1}"}};
constexpr Phrases phrases[] = {
    {"de",
     {"{0} abgeschlossen", "{0} übernommen in {1}", "{0} von {1} nach {2} übernommen",
      "{0} aus {1} gestrichen"}},
    {"es", {"Cierre de {0}", "{0} pasa a {1}", "{0} pasa de {1} a {2}", "{0} sale de {1}"}},
    {"fr",
     {"Clôture de {0}", "Report à {1} : {0}", "Report de {1} à {2} : {0}", "Abandon en {1} : {0}"}},
    {"pt",
     {"Encerramento de {0}", "{0} passa para {1}", "{0} passa de {1} para {2}", "{0} sai de {1}"}},
    {"ja", {"{0}を終了", "{0}を{1}へ繰り越し", "{0}を{1}から{2}へ繰り越し", "{0}を{1}から除外"}},
    {"zh", {"{0}已结束", "{0}移至{1}", "{0}从{1}移至{2}", "{0}从{1}中移除"}},
};

}  // namespace

std::string say(std::string_view locale, Phrase phrase, std::string_view first,
                std::string_view second, std::string_view third) {
  const Phrases* found = &english;
  for (const Phrases& one : phrases)
    if (one.locale == locale) found = &one;
  return fmt::format(fmt::runtime(found->of[static_cast<std::size_t>(phrase)]), first, second,
                     third);
}

}  // namespace pland::features
