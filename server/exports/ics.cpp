#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/date.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "server/exports/export.h"

namespace pland::server {
namespace {

// RFC 5545, 3.1: no line is longer than 75 bytes; what goes on begins with a space. Characters stay
// whole.
void line(std::string& out, std::string text) {
  std::string_view rest = text;
  constexpr std::size_t longest = 75;
  std::size_t room = longest;
  while (rest.size() > room) {
    const std::size_t size = text::round_down(rest, room);
    out += rest.substr(0, size);
    out += "\r\n ";
    rest.remove_prefix(size);
    room = longest - 1;
  }
  out += rest;
  out += "\r\n";
}

// RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c != '\r') out += c;
  }
  return out;
}

std::string compact(plan::Date date) {
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year), static_cast<int>(date.month),
                     static_cast<int>(date.day));
}

// FNV-1a: the same thing has the same name in every export, so a calendar moves it.
std::string uid(std::string_view file, std::string_view what, std::string_view title) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const std::string_view part : {file, what, title}) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    hash = (hash ^ 0xff) * 0x100000001b3u;
  }
  return fmt::format("{:016x}@pland", hash);
}

class Calendar {
 public:
  explicit Calendar(const Exported& exported) : exported_(exported) {
    line(out_, "BEGIN:VCALENDAR");
    line(out_, "VERSION:2.0");
    line(out_, "PRODID:-//pland//pland " PLAND_VERSION "//EN");
    line(out_, "CALSCALE:GREGORIAN");
  }

  void add(const ExportedDocument& document) {
    const features::DocumentModel& model = document.model;
    const std::string file = workspace::relative_to(model.path, exported_.root);
    for (const features::ModelEntity& entity : model.entities) {
      const auto at = [&] {
        return fmt::format("{}:{}", file, line_of(document, entity.name.begin));
      };
      if (entity.end && !entity.closed)
        event(file, plan::name(entity.kind), entity.title, entity.title, *entity.end, at());
      if (!entity.closed && entity.review)
        event(file, "review", entity.title, fmt::format("Review: {}", entity.title), *entity.review,
              at());
    }
    if (model.next_review)
      event(file, "review", "", fmt::format("Review: {}", model.title), *model.next_review, file);
  }

  std::string end() {
    line(out_, "END:VCALENDAR");
    return std::move(out_);
  }

 private:
  void event(std::string_view file, std::string_view what, std::string_view title,
             std::string_view summary, plan::Date day, const std::string& place) {
    line(out_, "BEGIN:VEVENT");
    line(out_, "UID:" + uid(file, what, title));
    line(out_, fmt::format("DTSTAMP:{}T000000Z", compact(exported_.today)));
    line(out_, "DTSTART;VALUE=DATE:" + compact(day));
    line(out_, "DTEND;VALUE=DATE:" + compact(plan::from_days(plan::to_days(day) + 1)));
    line(out_, "SUMMARY:" + escaped(summary));
    line(out_, "DESCRIPTION:" + escaped(place));
    line(out_, fmt::format("CATEGORIES:{}", what));
    line(out_, "TRANSP:TRANSPARENT");
    line(out_, "END:VEVENT");
  }

  const Exported& exported_;
  std::string out_;
};

}  // namespace

std::string export_ics(const Exported& exported) {
  Calendar calendar(exported);
  for (const ExportedDocument& document : exported.documents) calendar.add(document);
  return calendar.end();
}

}  // namespace pland::server
