#include "server/reports/xml.h"

#include "analysis/text/unicode.h"

namespace pland::server {

std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded decoded = text::decode(text, at);
    at += decoded.size;
    switch (decoded.code) {
      case '&':
        out += "&amp;";
        continue;
      case '<':
        out += "&lt;";
        continue;
      case '>':
        out += "&gt;";
        continue;
      case '"':
        out += "&quot;";
        continue;
      case '\'':
        out += "&apos;";
        continue;
      case '\t':
        out += "&#9;";
        continue;
      case '\n':
        out += "&#10;";
        continue;
      case '\r':
        out += "&#13;";
        continue;
      default:
        break;
    }
    const bool allowed =
        decoded.valid && decoded.code >= 0x20 && decoded.code != 0xfffe && decoded.code != 0xffff;
    text::append(out, allowed ? decoded.code : text::replacement_character);
  }
  return out;
}

}  // namespace pland::server
