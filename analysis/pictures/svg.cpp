#include "analysis/pictures/svg.h"

#include <cmath>

#include "analysis/pictures/words.h"

namespace pland::pictures {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : plain(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string number(double value) {
  const double tenths = std::round(value * 10);
  const auto whole = static_cast<long long>(tenths / 10);
  const auto rest = std::llabs(static_cast<long long>(tenths) % 10);
  const char* sign = tenths < 0 && whole == 0 && rest != 0 ? "-" : "";
  return rest == 0 ? fmt::format("{}", whole) : fmt::format("{}{}.{}", sign, whole, rest);
}

Svg& Svg::text(double x, double y, std::string_view css_class, std::string_view words,
               std::string_view anchor) {
  if (words.empty()) return *this;
  // The next line of a text, or another text.
  std::pair place{x, std::string(css_class)};
  if (!words_.empty()) words_ += place == last_ ? " " : ", ";
  words_ += words;
  last_ = std::move(place);
  put("<text x=\"{}\" y=\"{}\" class=\"{}\"", number(x), number(y), css_class);
  if (!anchor.empty()) put(" text-anchor=\"{}\"", anchor);
  return put(">{}</text>\n", escaped(words));
}

Svg& Svg::box(double x, double y, double width, double height, double radius,
              std::string_view css_class) {
  return put("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" class=\"{}\"/>\n",
             number(x), number(y), number(width), number(height), number(radius), css_class);
}

Svg& Svg::line(double x1, double y1, double x2, double y2, std::string_view css_class) {
  return put("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", number(x1),
             number(y1), number(x2), number(y2), css_class);
}

Svg& Svg::path(std::string_view data, std::string_view css_class) {
  return put("<path d=\"{}\" class=\"{}\"/>\n", data, css_class);
}

}  // namespace pland::pictures
