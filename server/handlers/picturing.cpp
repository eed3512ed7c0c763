// Plans as pictures.
#include <algorithm>
#include <utility>

#include "analysis/features/timeline.h"
#include "analysis/pictures/timeline_svg.h"
#include "analysis/pictures/timeline_text.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

std::optional<TimelineResult> timeline(const Asked& asked, const TimelineParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  TimelineResult out;
  if (document != nullptr) {
    out.version.value = static_cast<std::int32_t>(document->version);
  } else {
    const std::string path = snapshot.path_of(params.textDocument.uri);
    if (snapshot.workspace->is_inside(path)) document = snapshot.workspace->document(path);
  }
  if (document == nullptr) return std::nullopt;
  auto drawn = features::timeline(*snapshot.workspace, *document, snapshot.settings_of(*document));
  if (!drawn) return std::nullopt;
  drawn = features::nearest(*std::move(drawn), pictures::most_lanes, pictures::most_cards);
  constexpr std::uint32_t widest = 10000;
  if (params.format == TimelineFormat::Svg)
    out.svg = pictures::timeline_svg(
        *drawn, static_cast<int>(std::min(params.width.value_or(1200), widest)));
  else
    out.text = pictures::timeline_text(
        *drawn, {static_cast<int>(std::min(params.width.value_or(80), widest)), false});
  const auto add = [&](const auto& one, std::string title, Span name) {
    out.cards.push_back({one.id, std::move(title), range_of(snapshot, *document, one.span),
                         range_of(snapshot, *document, name)});
  };
  for (const features::TimelineLane& lane : drawn->lanes) {
    for (const features::TimelineCard& card : lane.cards) add(card, card.title, card.name);
    add(lane, lane.name, lane.heading);
  }
  return out;
}

}  // namespace pland::server
