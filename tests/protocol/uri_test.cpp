#include "protocol/uri.h"

#include <doctest/doctest.h>
#include <random>

using namespace pland::protocol;

TEST_CASE("file URIs name paths") {
  CHECK(path_of_uri("file:///home/a/ROADMAP.md") == "/home/a/ROADMAP.md");
  CHECK(path_of_uri("file://localhost/a") == "/a");
  CHECK(path_of_uri("FILE://LOCALHOST/a") == "/a");
  CHECK(path_of_uri("file:/a") == "/a");
  CHECK(path_of_uri("file:///a%20b%23c%3Fd%25.md") == "/a b#c?d%.md");
  CHECK(path_of_uri("file:///a.md?x#frag") == "/a.md");
  CHECK(path_of_uri("file:///100%zz%4") == "/100%zz%4");
  CHECK(path_of_uri("file:///c%3A/x") == "c:/x");
  CHECK(path_of_uri("file:///C:/x") == "c:/x");
  CHECK(path_of_uri("file:///C:%5Cx") == "c:/x");
  CHECK(path_of_uri("file://host/share/x") == "//host/share/x");
  CHECK(path_of_uri("file:///e%CC%81") == "/e\xCC\x81");  // NFD stays
}

TEST_CASE("what is no file has no path") {
  CHECK_FALSE(path_of_uri("untitled:Untitled-1"));
  CHECK_FALSE(path_of_uri("vscode-vfs://github/a/b"));
  CHECK_FALSE(path_of_uri("file:a.md"));
  CHECK_FALSE(path_of_uri("file:"));
  CHECK_FALSE(path_of_uri("file:///a%00b"));
  CHECK_FALSE(path_of_uri(""));
  CHECK_FALSE(path_of_uri("/a/b"));
}

TEST_CASE("paths become URIs as VS Code writes them") {
  CHECK(uri_of_path("/a b/ü.md") == "file:///a%20b/%C3%BC.md");
  CHECK(uri_of_path("C:\\x\\y (1).md") == "file:///c%3A/x/y%20%281%29.md");
  CHECK(uri_of_path("/a\\b") == "file:///a%5Cb");
  CHECK(uri_of_path("//host/share") == "file://host/share");
  CHECK(uri_of_path("/") == "file:///");
}

TEST_CASE("a path begins at a root, a drive or a host") {
  for (const char* path : {"/", "/a", "c:/a", "C:", "//host/a"}) CHECK(is_absolute_path(path));
  for (const char* other : {"", "a/b", "untitled:x", "c:x", "x:y/z"}) {
    CHECK_FALSE(is_absolute_path(other));
  }
}

TEST_CASE("two spellings of one file are one document, and other schemes stay") {
  CHECK(canonical_uri("file:///C:/A b.md") == "file:///c%3A/A%20b.md");
  CHECK(canonical_uri("file:///c%3a/A%20b.md") == "file:///c%3A/A%20b.md");
  CHECK(canonical_uri("file://localhost/%41") == "file:///A");
  CHECK(canonical_uri("untitled:%41") == "untitled:%41");
  CHECK(canonical_uri("file:relative") == "file:relative");
}

TEST_CASE("a path survives the way to a URI and back") {
  for (std::string path : {"/", "//", "///", "//x", "//x/", "//localhost/x", "/%41", "/a//b", "/..",
                           "c:/x", "c:", "/\xFF\xC3(", "/a?b#c"}) {
    CHECK(path_of_uri(uri_of_path(path)) == path);
  }
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string path = "/xy";  // "/x:" would be a drive
    for (auto left = random() % 12; left > 0; --left) {
      path += static_cast<char>(random() % 3 ? 1 + random() % 255 : "/:%#?\\.c"[random() % 8]);
    }
    const auto uri = uri_of_path(path);
    CHECK(path_of_uri(uri) == path);
    CHECK(canonical_uri(uri) == uri);
  }
}
