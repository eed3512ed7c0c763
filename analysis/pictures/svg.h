// Elements of SVG, written as text: what is common to all pictures.
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>
#include <utility>

namespace pland::pictures {

// Text for XML, also within quotes; made `plain` before.
std::string escaped(std::string_view text);
// "12", "12.5": at most one decimal.
std::string number(double value);

class Svg {
 public:
  template <typename... Arguments>
  Svg& put(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    out_ += fmt::format(format, std::forward<Arguments>(arguments)...);
    return *this;
  }
  Svg& text(double x, double y, std::string_view css_class, std::string_view words,
            std::string_view anchor = {});
  Svg& box(double x, double y, double width, double height, double radius,
           std::string_view css_class);
  Svg& line(double x1, double y1, double x2, double y2, std::string_view css_class);
  Svg& path(std::string_view data, std::string_view css_class);
  // A group with a role and a name, which is told of what is drawn in it: `inside` draws that. The
  // name is the words of its texts, in their order, as somebody who sees them would say them.
  template <typename Inside>
  Svg& named_group(std::string_view attributes, std::string_view description, Inside inside) {
    std::string before = std::exchange(out_, {});
    words_.clear();
    inside();
    const std::string drawn = std::exchange(out_, std::move(before));
    return put("<g {} aria-label=\"{}\" aria-description=\"{}\">\n{}</g>\n", attributes,
               escaped(words_), escaped(description), drawn);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  // Of the texts since the group began, and where the last of them is.
  std::string words_;
  std::pair<double, std::string> last_;
};

}  // namespace pland::pictures
