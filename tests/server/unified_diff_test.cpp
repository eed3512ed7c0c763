// The law of a diff: applied to the one text it gives the other. Applied by a few lines here, which
// read it as `patch` does, and once by Git in fix_test.cpp.
#include "server/unified_diff.h"

#include <charconv>
#include <doctest/doctest.h>
#include <random>
#include <string>
#include <string_view>

using pland::server::unified_diff;

namespace {

std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
  text.remove_prefix(line.size());
  return line;
}

// The text after the patch; where the patch does not fit, something else than anybody expects.
std::string applied(std::string_view before, std::string_view diff) {
  if (diff.empty()) return std::string(before);
  std::string out;
  take_line(diff);
  take_line(diff);
  std::size_t line_number = 1;
  while (!diff.empty()) {
    std::string_view line = take_line(diff);
    if (!line.starts_with("@@ -")) return "no hunk: " + std::string(line);
    std::size_t first = 0, count = 1;
    const char* end = line.data() + line.size();
    auto at = std::from_chars(line.data() + 4, end, first).ptr;
    if (*at == ',') std::from_chars(at + 1, end, count);
    if (count == 0) ++first;
    for (; line_number < first; ++line_number) out += take_line(before);
    while (!diff.empty() && !diff.starts_with("@@")) {
      std::string text(take_line(diff));
      if (diff.starts_with("\\ No newline")) {
        take_line(diff);
        text.pop_back();
      }
      const char sign = text[0];
      text.erase(0, 1);
      if (sign != '+') {
        if (take_line(before) != text) return "does not fit: " + text;
        ++line_number;
      }
      if (sign != '-') out += text;
    }
  }
  return out + std::string(before);
}

}  // namespace

TEST_SUITE("unified diff") {
  TEST_CASE("a change with its context") {
    CHECK(unified_diff("a.md", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nfive\n6\n7\n8\n") ==
          "--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
    CHECK(unified_diff("a.md", "x\n", "x\n").empty());
  }

  TEST_CASE("ends without a newline, nothing at all, new files") {
    CHECK(unified_diff("a", "x", "x\n") ==
          "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
    CHECK(unified_diff("a", "", "x\n") == "--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+x\n");
    CHECK(unified_diff("a", "x\n", "") == "--- a/a\n+++ b/a\n@@ -1 +0,0 @@\n-x\n");
    CHECK(unified_diff("a", "", "x\n", true) == "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n");
  }

  TEST_CASE("names that need quotes") {
    CHECK(unified_diff("a \"b\"\n.md", "", "x\n").starts_with(R"(--- "a/a \"b\"\012.md")"));
    CHECK(unified_diff("a b", "", "x\n").starts_with("--- a/a b\t\n"));
    CHECK(unified_diff("hafen/größe", "", "x\n").starts_with("--- a/hafen/größe\n"));
  }

  TEST_CASE("the shortest way, in few hunks") {
    const std::string before = "a\nb\nc\na\nb\nb\na\n", after = "c\nb\na\nb\na\nc\n";
    const std::string diff = unified_diff("a", before, after);
    CHECK(applied(before, diff) == after);
    std::size_t changed = 0;
    for (std::string_view rest = diff; !rest.empty();) {
      const std::string_view line = take_line(rest);
      changed += (line[0] == '-' || line[0] == '+') && !line.starts_with("--- ") &&
                 !line.starts_with("+++ ");
    }
    CHECK(changed == 5);  // the example of Myers' article
  }

  TEST_CASE("applied, it gives the other text") {
    std::mt19937 random(20261127);
    for (int round = 0; round < 3000; ++round) {
      auto text = [&](int lines) {
        std::string out;
        for (int i = 0; i < lines; ++i) {
          out += "abcde"[random() % 5];
          out += random() % 7 == 0 ? "\r\n" : "\n";
        }
        if (random() % 3 == 0 && !out.empty()) out.pop_back();
        return out;
      };
      const std::string before = text(static_cast<int>(random() % 30));
      std::string after = random() % 2 == 0 ? text(static_cast<int>(random() % 30)) : before;
      for (unsigned edits = random() % 4; edits > 0 && !after.empty(); --edits) {
        after.insert(random() % after.size(), random() % 2 == 0 ? "x\n" : "y");
      }
      CAPTURE(before);
      CAPTURE(after);
      CHECK(applied(before, unified_diff("a", before, after)) == after);
    }
  }

  TEST_CASE("two long texts with nothing in common are no trouble") {
    std::string before, after;
    for (int i = 0; i < 20000; ++i) {
      before += "old " + std::to_string(i) + "\n";
      after += "new " + std::to_string(i) + "\n";
    }
    CHECK(applied(before, unified_diff("a", before, after)) == after);
  }
}
