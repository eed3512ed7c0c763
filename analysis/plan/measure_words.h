// The English word lists behind quantity.cpp: what names a direction, a quality, a metric, a verb.
// All lower case, in the order of meaning; the compiler sorts them.
//
// Chosen against about a thousand items of public plans (reference/domain.md 7.4). Words that fire
// on concrete statements stay out on purpose: clean, clear, active, correct, value, optimise.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace pland::plan::words {

// A list of words, sorted at compile time so that asking halves it; most words that are asked for
// stand in none, and their first byte and length say so.
template <std::size_t Size>
struct WordSet {
  std::array<std::string_view, Size> words;
  std::array<std::uint32_t, 64> sizes;  // by the first byte's low bits: which sizes there are

  constexpr explicit WordSet(const std::string_view (&list)[Size]) : words{}, sizes{} {
    std::copy(std::begin(list), std::end(list), words.begin());
    std::sort(words.begin(), words.end());
    for (const std::string_view word : words) sizes[slot(word)] |= bit(word);
  }

  static constexpr std::size_t slot(std::string_view word) {
    return static_cast<unsigned char>(word[0]) % 64;
  }
  static constexpr std::uint32_t bit(std::string_view word) {
    return std::uint32_t{1} << std::min<std::size_t>(word.size(), 31);
  }
};

template <std::size_t Size>
constexpr bool contains(const WordSet<Size>& set, std::string_view word) {
  if (word.empty() || (set.sizes[set.slot(word)] & set.bit(word)) == 0) return false;
  return std::binary_search(set.words.begin(), set.words.end(), word);
}

// clang-format off
// -- numbers that are none ------------------------------------------------------------------------
// A number behind one of these is a name: "Phase 2", "Section 508", "Python 3".
inline constexpr WordSet before_identifier({
  "phase", "step", "stage", "sprint", "iteration", "week", "day", "month", "section", "sections",
  "figure", "chapter", "issue", "issues", "pr", "prs", "mr", "story", "stories", "task", "item",
  "option", "milestone", "layer", "wave", "appendix", "table", "rule", "article", "rfc", "kr", "ac",
  "fr", "nfr", "adr", "sc", "req", "version", "versions", "release", "v", "python", "node", "nodejs",
  "java", "jdk", "ubuntu", "debian", "php", "ruby", "go", "rust", "postgres", "postgresql", "mysql",
  "windows", "macos", "ios", "android", "http", "https", "tls", "utf", "sha", "aes", "es", "css",
  "html", "type", "part", "page", "line", "lines", "port", "epic", "ticket", "question", "note",
  "ref", "goal", "objective", "theme", "risk", "decision", "criterion", "metric", "initiative",
  "soc", "gpt", "claude", "opus", "sonnet", "gemini", "llama", "react", "vue", "angular", "svelte", "net",
  "fortune", "formula", "exit", "code", "status", "errno", "error", "plan", "wcag", "react", "vite",
  "next", "tailwind", "django", "rails", "k8s", "kubernetes", "quarter", "q", "fy", "year", "tier",
  "level",
});
// HTTP's codes are names beside these.
inline constexpr WordSet beside_http_code({
  "http", "return", "returns", "returned", "returning", "status", "code", "codes", "error", "errors",
  "response", "responses", "ok", "forbidden", "unauthorized", "not", "respond", "responds", "with",
});

// -- units ----------------------------------------------------------------------------------------
inline constexpr WordSet units({
  "ms", "us", "µs", "μs", "ns", "s", "sec", "secs", "second", "seconds", "min", "mins", "minute",
  "minutes", "h", "hr", "hrs", "hour", "hours", "d", "day", "days", "week", "weeks", "month",
  "months", "quarter", "quarters", "year", "years", "yr", "yrs", "b", "kb", "mb", "gb", "tb", "kib",
  "mib", "gib", "byte", "bytes", "loc", "line", "lines", "px", "percent", "pp", "bps", "rps", "qps",
  "tps", "fps", "rpm", "hz", "khz", "mhz", "ghz", "usd", "eur", "gbp", "x", "times", "fold",
  "points", "pts", "stars", "nines", "db", "kg", "km", "m", "k", "bn", "mbps", "gbps", "req",
});
inline constexpr WordSet time_units({
  "ms", "s", "sec", "second", "seconds", "min", "minute", "minutes", "hour", "hours", "day", "days",
  "week", "weeks", "month", "months", "quarter", "quarters", "year", "years", "business", "sprint",
  "sprints", "click", "clicks", "working",
});
// Scales of a number: "2 million", "5k".
inline constexpr WordSet scales({"k", "m", "b", "bn", "mm", "thousand", "million", "billion"});

// -- comparators ----------------------------------------------------------------------------------
inline constexpr WordSet up_words({
  "increase", "increases", "increased", "increasing", "grow", "grows", "grown", "growth", "raise",
  "raises", "raised", "rise", "rises", "more", "higher", "greater", "gain", "gains", "boost",
  "boosts", "expand", "double", "doubles", "triple", "exceed", "exceeds", "improvement", "uplift",
  "maximize", "maximise", "up",
});
inline constexpr WordSet down_words({
  "reduce", "reduces", "reduced", "reducing", "reduction", "reductions", "decrease", "decreases",
  "decreased", "cut", "cuts", "lower", "lowers", "lowered", "fewer", "less", "shrink", "shrinks",
  "drop", "drops", "decline", "declines", "shorten", "shortens", "minimize", "minimise", "halve",
  "halves", "halved", "savings", "saving", "down", "faster", "quicker", "shorter", "fall", "falls",
});
// "30 % faster", "20 % fewer": a number with one of these is relative.
inline constexpr WordSet relative_words({
  "increase", "increases", "reduction", "decrease", "faster", "slower", "fewer", "more", "less",
  "higher", "lower", "improvement", "growth", "uplift", "cheaper", "smaller", "savings", "better",
  "quicker", "shorter", "gain", "drop", "decline", "saved",
});

// -- directions without a target ------------------------------------------------------------------
inline constexpr WordSet direction_heads({
  "improve", "improves", "improved", "improving", "improvement", "improvements", "increase",
  "increases", "increased", "increasing", "reduce", "reduces", "reduced", "reducing", "reduction",
  "decrease", "decreases", "decreased", "decreasing", "better", "faster", "fewer", "more", "less",
  "higher", "lower", "greater", "enhance", "enhanced", "boost", "boosted", "grow", "growing",
  "minimize", "minimise", "minimized", "minimal", "maximize", "maximise", "accelerate",
  "accelerated", "strengthen", "strengthened", "shorten", "shorter", "quicker", "easier",
  "smoother", "simpler", "stronger", "lessen", "deepen", "cheaper",
});
// At the end of a short phrase: "Developer satisfaction improved".
inline constexpr WordSet direction_ends({
  "improves", "improved", "improving", "increases", "increased", "increasing", "decreases",
  "decreased", "decreasing", "reduced", "reduces", "grows", "growing", "growth", "improvement",
  "improvements", "increase", "decrease", "reduction", "faster", "better", "rises", "rising",
  "declines", "declining",
});
// Before the head: "Significantly faster builds", "A better experience".
inline constexpr WordSet before_head({
  "to", "a", "an", "the", "much", "even", "further", "overall", "continued", "ongoing",
  "measurable", "significant", "noticeable", "substantial", "general", "and", "we", "will",
  "should", "must", "help", "helps", "continue", "continuously", "also",
});
// Behind "more", "lower" and the like these make a name, not a direction.
inline constexpr WordSet not_directed({
  "than", "information", "info", "details", "bound", "bounds", "case", "level", "order", "priority",
  "limit", "about", "on", "or", "complex", "tests", "work", "research", "context",
});

// Before a thing these say what it is like; with an outcome behind, a statement.
inline constexpr WordSet described_heads({
  "improved", "enhanced", "better", "faster", "easier", "simpler", "smoother", "stronger",
  "cheaper", "quicker", "shorter", "accelerated", "strengthened", "minimized", "minimal",
});
inline constexpr WordSet outcomes({
  "shipped", "launched", "released", "deployed", "delivered", "live", "merged", "published",
  "adopted", "enabled", "implemented", "completed", "complete", "built", "done", "available",
  "installed", "introduced", "finished",
});
// Behind "make it".
inline constexpr WordSet comparatives({
  "faster", "better", "easier", "simpler", "smoother", "stronger", "cheaper", "quicker", "shorter",
  "smaller", "safer", "friendlier", "nicer", "cleaner", "lighter", "leaner",
});
// What is optimised when no thing is named.
inline constexpr WordSet metric_nouns_optimised({
  "performance", "speed", "latency", "costs", "cost", "efficiency", "throughput", "quality",
  "experience", "usability", "productivity",
});

// -- qualities ------------------------------------------------------------------------------------
inline constexpr WordSet qualities({
  "robust", "seamless", "seamlessly", "intuitive", "easy", "easily", "friendly", "high", "efficient",
  "efficiently", "scalable", "reliable", "reliably", "stable", "smooth", "smoothly", "fast", "good",
  "great", "excellent", "positive", "satisfied", "satisfaction", "happy", "delightful", "delight",
  "comprehensive", "adequate",  "sufficient", "significant", "significantly",
  "meaningful", "effective", "effectively", "strong", "polished", "modern", "maintainable",
  "performant", "quickly", "minimal", "powerful", "flexible", "quality", "pleasant", "elegant",
  "engaging", "reasonable", "acceptable", "optimal", "healthy", "vibrant", "thriving", "engaged",
  "sustainable", "consistent", "happier", "rich", "streamlined", "simple", "transparent", 
});

// -- metrics without a value ----------------------------------------------------------------------
inline constexpr WordSet metric_nouns({
  "rate", "rates", "time", "times", "score", "scores", "coverage", "adoption", "latency",
  "throughput", "uptime", "downtime", "retention", "churn", "conversion", "satisfaction", "nps",
  "csat", "mrr", "arr", "revenue", "velocity", "accuracy", "count", "counts", "usage", "engagement",
  "growth", "mttr", "mttd", "popularity", "productivity", "availability", "frequency", "volume",
  "percentage", "ratio", "precision", "recall", "cost", "costs", "dau", "mau", "wau", "signups",
  "downloads", "sentiment", "turnover", "margin", "cac", "ltv", "clv", "mttf", "mtbf", "cadence",
});
inline constexpr WordSet metric_starts({
  "number of", "share of", "percentage of", "percent of", "proportion of", "average", "mean time",
  "median", "total number", "rate of", "count of", "frequency of", "ratio of", "amount of",
  "cost per", "cost of", "time to", "time from", "time spent", "time between", "volume of", "# of",
  "% of",
});

// -- statements -----------------------------------------------------------------------------------
inline constexpr WordSet auxiliaries({
  "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "can", "must", "should",
  "will", "shall", "does", "do", "did", "may", "cannot", "isn't", "aren't", "doesn't", "don't",
  "won't", "can't", "didn't", "not", "never", "nothing", "neither", "via",
});
inline constexpr WordSet quantifiers({
  "all", "every", "each", "any", "both", "entire", "only", "exactly", "always", "everyone",
  "anyone", "everything", "same", "identical",
});
inline constexpr WordSet conditionals({
  "when", "if", "given", "then", "unless", "whenever", "once", "until", "before", "after", "while",
  "where", "instead", "rather", "so",
});
inline constexpr WordSet verbs({
  "pass", "work", "run", "exist", "return", "support", "handle", "load", "render", "show", "display",
  "appear", "open", "close", "start", "stop", "complete", "succeed", "fail", "build", "compile",
  "deploy", "launch", "ship", "use", "include", "contain", "cover", "provide", "allow", "enable",
  "prevent", "block", "detect", "report", "log", "track", "follow", "match", "meet", "satisfy",
  "comply", "conform", "respect", "require", "need", "accept", "reject", "validate", "verify",
  "check", "test", "produce", "generate", "create", "update", "save", "store", "persist", "sync",
  "receive", "send", "respond", "reply", "call", "trigger", "fire", "emit", "install", "upgrade",
  "migrate", "integrate", "connect", "link", "refer", "reference", "resolve", "remain", "stay",
  "keep", "hold", "maintain", "survive", "recover", "restart", "scale", "protect", "encrypt",
  "authenticate", "authorize", "define", "describe", "document", "explain", "state", "list", "name",
  "identify", "make", "take", "get", "give", "put", "add", "remove", "delete", "replace", "move",
  "copy", "import", "export", "read", "write", "parse", "understand", "know", "see", "find",
  "choose", "select", "click", "type", "enter", "submit", "view", "access", "reach", "go", "come",
  "become", "help", "attribute", "recommend", "adopt", "contribute", "join", "earn", "pay", "buy",
  "share", "surface", "emerge", "mature", "function", "behave", "perform", "operate", "participate",
  "tell", "agree", "approve", "sign", "review", "present", "own", "lead", "drive", "align", "depend",
  "look", "feel", "say", "fit", "compare", "degrade", "transition", "establish", "deliver",
  "publish", "release", "implement", "set", "hire", "conduct", "train", "finish", "finalize",
  "ensure", "achieve", "obtain", "land", "introduce", "configure", "convert", "refactor", "rewrite",
  "consolidate", "design", "develop", "prepare", "plan", "automate", "extend", "expose", "apply",
  "collect", "measure", "monitor", "analyze", "investigate", "evaluate", "answer", "ask", "let",
  "turn", "bring", "offer", "win", "sell", "demonstrate", "confirm", "preserve", "mirror", "limit",
  "restrict", "enforce", "reset", "retry", "cache", "index", "search", "filter", "sort",
  "merge", "push", "pull", "commit", "iterate", "discuss", "focus", "coordinate", "reflect",
});
// Words in -ed that are no participles of something done.
inline constexpr WordSet not_done({
  "need", "speed", "feed", "seed", "embed", "indeed", "based", "related", "detailed", "advanced",
  "limited", "unified", "exceed", "proceed", "succeed", "hundred", "red", "bed", "weed", "breed",
  "improved", "increased", "reduced", "decreased", "enhanced", "satisfied", "accelerated",
  "boosted", "strengthened", "minimized", "engaged", "polished", "streamlined",
});
inline constexpr WordSet irregular_participles({
  "built", "sent", "written", "shown", "met", "kept", "held", "made", "done", "set", "run", "known",
  "found", "seen", "read", "given", "taken", "chosen", "drawn", "driven", "live", "green", "ready",
  "available", "possible", "visible", "present", "complete", "true", "false", "unchanged", "intact",
  "understood", "hidden", "proven", "won", "sold", "paid", "left", "lost", "caught", "thrown",
  "in place", "discoverable", "reproducible", "compatible", "compliant", "comparable", "enabled",
  "aware", "able", "unable", "unaffected", "independent", "idempotent", "deterministic", "public",
});
// -- none of something ----------------------------------------------------------------------------
inline constexpr WordSet not_a_thing({
  "matter", "doubt", "need", "more", "less", "fewer", "later", "other", "one", "way", "and", "or",
  "the", "a", "is", "of",
});
// -- measured against something -------------------------------------------------------------------
// A norm, and what leads to it: "per the spec", "within budget".
inline constexpr WordSet norms({
  "slo", "slos", "sla", "slas", "requirement", "requirements", "threshold", "thresholds", "budget",
  "budgets", "spec", "specs", "specification", "specifications", "benchmark", "benchmarks", "target",
  "targets", "limit", "limits", "quota", "criteria", "schedule", "contract", "parity", "guidelines",
  "standard", "standards", "nfr", "prd",
});
inline constexpr WordSet before_norm({
  "per", "meet", "meets", "meeting", "met", "within", "against", "vs", "versus", "than", "above",
  "below", "under", "over", "satisfy", "satisfies", "match", "matches", "matching", "exceed",
  "exceeds", "according", "relative", "compared", "following", "follows", "beyond", "on", "hit",
  "hits",
});
// A state to compare with: "faster than today".
inline constexpr WordSet states({
  "before", "today", "previous", "current", "existing", "last", "industry", "competitors", "now",
  "average", "manual", "alternatives",
});
inline constexpr WordSet before_state({
  "against", "vs", "versus", "than", "over", "below", "under", "above", "match", "matches",
  "matching", "exceed", "exceeds", "relative", "compared", "beyond",
});
// -- deadlines ------------------------------------------------------------------------------------
inline constexpr WordSet before_event({
  "by", "before", "until", "till", "end", "prior", "ahead", "within", "at", "upon",
});
inline constexpr WordSet events({
  "launch", "release", "beta", "alpha", "ga", "mvp", "eoy", "eoq", "eom", "eod", "year", "quarter",
  "month", "week", "sprint", "monday", "tuesday", "wednesday", "thursday", "friday", "january",
  "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
  "december", "spring", "summer", "autumn", "fall", "winter", "christmas", "year-end", "merge",
  "deadline", "phase", "milestone", "go-live", "deployment",
});
// Behind a bare "by" these say how something is grouped.
inline constexpr WordSet spans_of_time({
  "year", "quarter", "month", "week", "sprint", "release", "phase", "milestone", "deployment",
});
// clang-format on

}  // namespace pland::plan::words
