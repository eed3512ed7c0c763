#include "server/written.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <numeric>
#include <string_view>
#include <utility>

#include "protocol/codec.h"

namespace pland::server {
namespace {

using Chapter = WrittenReport::Chapter;

constexpr std::uint64_t seed = 0xcbf29ce484222325;
constexpr std::uint64_t factor = 0x9e3779b97f4a7c15;

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = std::hash<std::string_view>{}(text)*factor;
  return hash ^ hash >> 29;
}

// Which of a chapter's findings are told, asked in their order.
class Told {
 public:
  explicit Told(const WrittenReport::Cut& cut) : level_(cut.level), left_(cut.of_level) {}
  bool operator()(const rules::Finding& finding) {
    if (finding.severity != level_) return finding.severity < level_;
    if (left_ == 0) return false;
    --left_;
    return true;
  }

 private:
  rules::Severity level_;
  std::uint32_t left_;
};

void write_chapter(const Edge& edge, const workspace::Document& document,
                   const plan::PlacedChapter& place, Chapter& out) {
  std::string text;
  out.lasts = true;
  out.leads_to.clear();
  out.hash = 0;
  out.factor = 1;
  Told is_told(out.cut);
  for (const rules::Finding& finding : *out.findings) {
    if (!is_told(finding)) continue;
    if (!text.empty()) text += ',';
    const std::size_t begin = text.size();
    protocol::JsonWriter writer(text);
    write(writer, edge.diagnostic(document, finding, place.offset));
    out.hash = out.hash * factor + hash_of(std::string_view(text).substr(begin));
    out.factor *= factor;
    const std::uint32_t size = place.chapter->bytes;
    out.lasts &= finding.span.begin < size && finding.span.end < size;
    for (const rules::Related& related : finding.related) {
      const bool in_chapter = related.chapter != plan::no_index;
      out.lasts &= in_chapter;
      if (in_chapter)
        out.leads_to.emplace_back(related.chapter, document.plan->chapters[related.chapter].line);
    }
  }
  out.text = std::make_shared<const std::string>(std::move(text));
}

bool holds(const Chapter& old, const Chapter& now, const std::vector<plan::PlacedChapter>& places) {
  return old.lasts && old.line == now.line && old.cut == now.cut &&
         std::all_of(old.leads_to.begin(), old.leads_to.end(), [&](const auto& one) {
           return one.first < places.size() && places[one.first].line == one.second;
         });
}

WrittenReport::Counts counts_of(const std::vector<rules::Finding>& findings) {
  WrittenReport::Counts out{};
  for (const rules::Finding& finding : findings) ++out[static_cast<std::size_t>(finding.severity)];
  return out;
}

// Cuts what is more than a client may have; how many findings that leaves out.
std::uint32_t cut(std::vector<Chapter>& chapters, std::uint32_t most) {
  WrittenReport::Counts all{};
  for (const Chapter& chapter : chapters)
    for (std::size_t i = 0; i < all.size(); ++i) all[i] += chapter.counts[i];
  const std::uint32_t count = std::accumulate(all.begin(), all.end(), 0U);
  if (most == 0 || count <= most) return 0;
  std::size_t level = 0;
  std::uint32_t left = most;
  while (left >= all[level]) left -= all[level++];
  for (Chapter& chapter : chapters) {
    chapter.cut = {static_cast<rules::Severity>(level), std::min(left, chapter.counts[level])};
    left -= chapter.cut.of_level;
  }
  return count - most;
}

// Said at the text's beginning, where nobody has to look for it.
std::string left_out_text(std::uint32_t count) {
  protocol::Diagnostic told;
  told.severity = protocol::DiagnosticSeverity::Information;
  told.source = "pland";
  told.message =
      fmt::format("{} more {} not shown: `pland check` tells all (setting \"diagnostics.limit\")",
                  count, count == 1 ? "finding is" : "findings are");
  std::string text;
  protocol::JsonWriter writer(text);
  write(writer, told);
  return text;
}

}  // namespace

std::string WrittenReport::result_id(std::uint64_t opened) const {
  return fmt::format("{:016x}", opened == 0 ? id : id * factor + opened);
}

protocol::WrittenDiagnostics WrittenReport::items() const {
  protocol::WrittenDiagnostics out;
  out.texts.reserve(chapters.size() + 1);
  for (const Chapter& chapter : chapters)
    if (!chapter.text->empty()) out.texts.push_back(chapter.text);
  if (left_out != nullptr) out.texts.push_back(left_out);
  return out;
}

WrittenReport write_report(const Edge& edge, const workspace::Document& document,
                           const rules::DocumentReport& report, const WrittenReport* last) {
  const auto& places = document.plan->chapters;
  WrittenReport out;
  std::vector<std::uint32_t> indices;
  for (std::uint32_t i = 0; i < report.chapters.size(); ++i) {
    if (report.chapters[i] == nullptr) continue;
    Chapter& chapter = out.chapters.emplace_back();
    chapter.findings = report.chapters[i]->findings;
    chapter.line = places[i].line;
    indices.push_back(i);
  }
  // An edit leaves the ends of a document alone.
  const std::size_t count = out.chapters.size();
  const std::size_t old_count = last == nullptr ? 0 : last->chapters.size();
  const std::size_t least = std::min(count, old_count);
  std::size_t front = 0, back = 0;
  while (front < least && last->chapters[front].findings == out.chapters[front].findings) ++front;
  while (back < least - front &&
         last->chapters[old_count - 1 - back].findings == out.chapters[count - 1 - back].findings)
    ++back;
  const auto before = [&](std::size_t i) -> const Chapter* {
    if (i < front) return &last->chapters[i];
    return i + back >= count ? &last->chapters[i + old_count - count] : nullptr;
  };
  for (std::size_t i = 0; i < count; ++i) {
    Chapter& chapter = out.chapters[i];
    const Chapter* old = before(i);
    chapter.counts = old != nullptr ? old->counts : counts_of(*chapter.findings);
  }
  const std::uint32_t left_out = cut(out.chapters, edge.most_findings);
  out.id = seed;
  for (std::size_t i = 0; i < count; ++i) {
    Chapter& chapter = out.chapters[i];
    const Chapter* old = before(i);
    if (old != nullptr && holds(*old, chapter, places))
      chapter = *old;
    else
      write_chapter(edge, document, places[indices[i]], chapter);
    out.id = out.id * chapter.factor + chapter.hash;
  }
  if (left_out != 0) {
    out.left_out = std::make_shared<const std::string>(left_out_text(left_out));
    out.id = out.id * factor + hash_of(*out.left_out);
  }
  return out;
}

protocol::WrittenDiagnostics write_findings(const Edge& edge, const workspace::Document& document,
                                            const std::vector<rules::Finding>& findings) {
  protocol::WrittenDiagnostics out;
  for (const rules::Finding& finding : findings) {
    std::string text;
    protocol::JsonWriter writer(text);
    write(writer, edge.diagnostic(document, finding, 0));
    out.texts.push_back(std::make_shared<const std::string>(std::move(text)));
  }
  return out;
}

}  // namespace pland::server
