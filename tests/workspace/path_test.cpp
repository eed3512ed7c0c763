#include "analysis/workspace/path.h"

#include <doctest/doctest.h>
#include <string>

using namespace pland::workspace;

TEST_CASE("the parts of a path") {
  CHECK(directory_of("/a/b.md") == "/a");
  CHECK(directory_of("/b.md") == "/");
  CHECK(directory_of("c:/b.md") == "c:");
  CHECK(directory_of("untitled:Untitled-1") == "");
  CHECK(basename_of("/a/b.md") == "b.md");
  CHECK(basename_of("b.md") == "b.md");
  CHECK(basename_of("/a/") == "");
  CHECK(extension_of("/a.b/c.MD") == ".MD");
  CHECK(extension_of("/a.b/c") == "");
  CHECK(extension_of("/a/.md") == "");
  CHECK(is_markdown("/a/b.md"));
  CHECK(is_markdown("B.Markdown"));
  CHECK(is_markdown("b.mkd"));
  CHECK_FALSE(is_markdown("b.mdx"));
  CHECK_FALSE(is_markdown("b.md.txt"));
  CHECK_FALSE(is_markdown("/a/.md"));
}

TEST_CASE("a path seen from a folder") {
  CHECK(join("/a/b", "c.md") == "/a/b/c.md");
  CHECK(join("/a/b", "./c.md") == "/a/b/c.md");
  CHECK(join("/a/b", "../c.md") == "/a/c.md");
  CHECK(join("/a/b", "x//y/./../z") == "/a/b/x/z");
  CHECK(join("/a/b", "../../../../c.md") == "/c.md");  // above the root is the root
  CHECK(join("/", "c.md") == "/c.md");
  CHECK(join("/a/b", "") == "/a/b");
  CHECK(join("/a/b", "docs/") == "/a/b/docs");
  CHECK(join("/a/b", "..") == "/a");
  CHECK(join("/a/b", "/c.md") == "/c.md");
  CHECK(join("c:", "d.md") == "c:/d.md");
  CHECK(join("c:/a", "../../d.md") == "c:/d.md");
  CHECK(join("//host/share", "d.md") == "//host/share/d.md");
  CHECK(join("//host/share/a", "../../../d.md") == "//host/share/d.md");
  CHECK(join("", "a/../../b.md") == "../b.md");
  // Names are bytes: composed and decomposed stay what they are.
  CHECK(join("/a", "caf\u00e9.md") == "/a/caf\u00e9.md");
  CHECK(join("/a", "cafe\u0301.md") == "/a/cafe\u0301.md");
}

TEST_CASE("a path as a link from a folder writes it") {
  CHECK(relative_to("/a/b/c.md", "/a/b") == "c.md");
  CHECK(relative_to("/a/c.md", "/a/b") == "../c.md");
  CHECK(relative_to("/a/x/c.md", "/a/b/d") == "../../x/c.md");
  CHECK(relative_to("/c.md", "/") == "c.md");
  CHECK(relative_to("/a/bc/d.md", "/a/b") == "../bc/d.md");
  CHECK(relative_to("/a/b", "/a/b") == ".");
  CHECK(relative_to("c:/a/b.md", "c:/a") == "b.md");
  CHECK(relative_to("c:/b.md", "c:") == "b.md");
  CHECK(relative_to("d:/b.md", "c:/a") == "d:/b.md");
  CHECK(relative_to("//host/share/b.md", "/a") == "//host/share/b.md");
}

TEST_CASE("going there and back") {
  const char* folders[] = {"/", "/a", "/a/b", "/x/y z"};
  const char* paths[] = {"/c.md", "/a/c.md", "/a/b/c d.md", "/x/y z/\u00fc.md"};
  for (const char* folder : folders)
    for (const char* path : paths) CHECK(join(folder, relative_to(path, folder)) == path);
}

TEST_CASE("inside a folder") {
  CHECK(is_inside("/a/b.md", "/a"));
  CHECK(is_inside("/a/b.md", "/a/"));
  CHECK(is_inside("/a/b.md", "/"));
  CHECK(is_inside("/a", "/a"));
  CHECK_FALSE(is_inside("/ab/c.md", "/a"));
  CHECK_FALSE(is_inside("/a", "/a/b"));
  CHECK_FALSE(is_inside("/a", ""));
}

TEST_CASE("percent-encoding") {
  CHECK(percent_decode("a%20b") == "a b");
  CHECK(percent_decode("%41%4a%4A") == "AJJ");
  CHECK(percent_decode("%C3%BC") == "\u00fc");
  CHECK(percent_decode("100%") == "100%");
  CHECK(percent_decode("100%2") == "100%2");
  CHECK(percent_decode("%zz%2") == "%zz%2");
  CHECK(percent_decode("%2525") == "%25");
  CHECK(percent_encode_path("docs/my plan (2).md") == "docs/my%20plan%20%282%29.md");
  CHECK(percent_encode_path("[id].md") == "%5Bid].md");
  CHECK(percent_encode_path("docs/[id].md") == "docs/[id].md");
  CHECK(percent_encode_path("c#.md") == "c%23.md");
  CHECK(percent_encode_path("why?.md") == "why%3F.md");
  CHECK(percent_encode_path("100%.md") == "100%25.md");
  CHECK(percent_encode_path("../docs/\u00fcber_uns-v1.2.md") == "../docs/\u00fcber_uns-v1.2.md");
  CHECK(percent_encode_path("a\\b") == "a%5Cb");
  CHECK(percent_encode_path("R&D.md") == "R&D.md");
  CHECK(percent_encode_path("a&amp;b.md") == "a%26amp;b.md");
  CHECK(percent_encode_path("note: x.md") == "note%3A%20x.md");  // else `note` would be a scheme
  CHECK(percent_encode_path("a/b:c.md") == "a/b:c.md");
  CHECK(percent_encode_angled("docs/my plan (2).md") == "docs/my plan (2).md");
  CHECK(percent_encode_angled("h#x 100%20.md") == "h%23x 100%2520.md");
  CHECK(percent_encode_angled("a<b>&amp;.md") == "a%3Cb%3E%26amp;.md");
  const char* names[] = {"a b", "50% (draft) #2?.md", "<x>|`y`\"z\"", "caf\u00e9", "&#65;"};
  for (const char* one : names) {
    CHECK(percent_decode(percent_encode_path(one)) == one);
    CHECK(percent_decode(percent_encode_angled(one)) == one);
  }
}
