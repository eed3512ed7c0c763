#include "server/written.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
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

void write_chapter(const Edge& edge, const workspace::Document& document,
                   const plan::PlacedChapter& place, Chapter& out) {
  std::string text;
  out.lasts = true;
  out.leads_to.clear();
  out.hash = 0;
  out.factor = 1;
  for (const rules::Finding& finding : *out.findings) {
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

bool holds(const Chapter& old, std::uint32_t line, const std::vector<plan::PlacedChapter>& places) {
  return old.lasts && old.line == line &&
         std::all_of(old.leads_to.begin(), old.leads_to.end(), [&](const auto& one) {
           return one.first < places.size() && places[one.first].line == one.second;
         });
}

}  // namespace

std::string WrittenReport::result_id() const { return fmt::format("{:016x}", id); }

protocol::WrittenDiagnostics WrittenReport::items() const {
  protocol::WrittenDiagnostics out;
  out.texts.reserve(chapters.size());
  for (const Chapter& chapter : chapters) out.texts.push_back(chapter.text);
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
  out.id = seed;
  for (std::size_t i = 0; i < count; ++i) {
    Chapter& chapter = out.chapters[i];
    const Chapter* old = i < front           ? &last->chapters[i]
                         : i + back >= count ? &last->chapters[i + old_count - count]
                                             : nullptr;
    if (old != nullptr && holds(*old, chapter.line, places))
      chapter = *old;
    else
      write_chapter(edge, document, places[indices[i]], chapter);
    out.id = out.id * chapter.factor + chapter.hash;
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
