#include "protocol/codec.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "protocol/capabilities.h"
#include "protocol/types.h"

using namespace pland::protocol;

namespace {

// Decodes `text` and gives the error, or the value written again.
template <class T>
std::string again(std::string_view text) {
  auto parsed = parse_json(text);
  if (!parsed.error.empty()) return parsed.error;
  T value;
  auto error = decode(parsed.json.root("params"), value);
  return error.empty() ? to_json(value) : error;
}

}  // namespace

TEST_CASE("what is written can be read, and is the same") {
  auto same = [](auto tag, std::string_view text) { CHECK(again<decltype(tag)>(text) == text); };
  same(Position{}, R"({"line":4294967295,"character":0})");
  same(Diagnostic{},
       R"({"range":{"start":{"line":1,"character":2},"end":{"line":3,"character":4}},)"
       R"("severity":2,"code":"broken-anchor","codeDescription":{"href":"https://x"},)"
       R"("source":"pland","message":"\"m\"","tags":[1],"relatedInformation":[)"
       R"({"location":{"uri":"file:///x","range":{"start":{"line":0,"character":0},)"
       R"("end":{"line":0,"character":0}}},"message":"r"}],"data":{"a":[1,null]}})");
  same(Diagnostic{},
       R"({"range":{"start":{"line":1,"character":2},"end":{"line":3,"character":4}},)"
       R"("code":17,"message":""})");
  same(OptionalVersionedTextDocumentIdentifier{}, R"({"uri":"untitled:1","version":null})");
  same(SelectionRange{}, R"({"range":{"start":{"line":1,"character":2},"end":{"line":3,)"
                         R"("character":4}},"parent":{"range":{"start":{"line":0,"character":0},)"
                         R"("end":{"line":9,"character":9}}}})");
  same(CreateFile{}, R"({"kind":"create","uri":"file:///x","options":{"overwrite":false}})");
  same(SetTraceParams{}, R"({"value":"verbose"})");
  same(std::map<std::string, std::vector<int>>{}, R"({"a\"b":[1,2],"c":[]})");
}

TEST_CASE("an error says what was expected where, and what was there") {
  CHECK(again<HoverParams>(R"({"textDocument":{"uri":7},"position":{"line":0,"character":0}})") ==
        "expected string at params.textDocument.uri, got number");
  CHECK(
      again<HoverParams>(R"({"textDocument":{"uri":""},"position":{"line":"1","character":0}})") ==
      "expected integer at params.position.line, got string");
  CHECK(again<HoverParams>(R"({"textDocument":{"uri":""},"position":{"line":-1,"character":0}})") ==
        "expected integer in range at params.position.line");
  CHECK(again<HoverParams>(R"({"textDocument":{"uri":""},"position":{"line":4294967296}})") ==
        "expected integer in range at params.position.line");
  CHECK(again<HoverParams>(R"({"textDocument":{"uri":""},"position":{"line":1.5}})") ==
        "expected integer at params.position.line, got number");
  CHECK(again<HoverParams>(
            R"({"textDocument":{"uri":""},"position":{"line":18446744073709551615}})") ==
        "expected integer in range at params.position.line");
  CHECK(again<HoverParams>(R"({"position":{}})") ==
        "expected object at params.textDocument, got nothing");
  CHECK(again<HoverParams>("null") == "expected object at params, got null");
  CHECK(again<DidChangeTextDocumentParams>(
            R"({"textDocument":{"uri":"","version":1},"contentChanges":[{"text":"a"},)"
            R"({"range":{"start":{"line":[],"character":0}},"text":"b"}]})") ==
        "expected integer at params.contentChanges[1].range.start.line, got array");
  CHECK(again<SetTraceParams>(R"({"value":"loud"})") ==
        R"(expected "off" or "messages" or "verbose" at params.value, got string)");
  CHECK(again<CreateFile>(R"({"kind":"delete"})") ==
        R"(expected "create" at params.kind, got string)");
  CHECK(again<std::map<std::string, int>>(R"({"a":true})") ==
        "expected integer at params.a, got boolean");
}

TEST_CASE("what need not be there may be missing or null, and what is unknown is no matter") {
  CHECK(again<TextDocumentContentChangeEvent>(R"({"range":null,"text":"a","rangeLength":3})") ==
        R"({"text":"a"})");
  CHECK(again<DocumentDiagnosticParams>(R"({"textDocument":{"uri":"u","more":[[]]}})") ==
        R"({"textDocument":{"uri":"u"}})");
  CHECK(again<Null>(R"([1,2])") == "null");
  CHECK(again<Position>(R"({"line":3.0,"character":1})") == R"({"line":3,"character":1})");
}

TEST_CASE("an integer enum keeps what a newer client knows") {
  CHECK(again<CompletionContext>(R"({"triggerKind":9})") == R"({"triggerKind":9})");
}

TEST_CASE("an empty optional is left out as a member and null as a whole") {
  CHECK(to_json(std::optional<Hover>()) == "null");
  CHECK(to_json(Hover{.contents = {MarkupKind::Markdown, "x"}}) ==
        R"({"contents":{"kind":"markdown","value":"x"}})");
  CHECK(to_json(std::variant<std::vector<Location>, int>(5)) == "5");
}

TEST_CASE("text is escaped, and what is not UTF-8 is replaced byte by byte") {
  auto written = [](std::string text) { return to_json(text); };
  CHECK(written("a\"\\\n\r\t\b\x1f\x7f") == "\"a\\\"\\\\\\n\\r\\t\\u0008\\u001f\x7f\"");
  CHECK(written(std::string("\0", 1)) == "\"\\u0000\"");
  CHECK(written("é€😀") == "\"é€😀\"");
  CHECK(written("\xC3") == "\"\uFFFD\"");
  CHECK(written("\xC3(") == "\"\uFFFD(\"");
  CHECK(written("\xED\xA0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");  // a surrogate
  CHECK(written("\xC0\x80") == "\"\uFFFD\uFFFD\"");            // overlong
  CHECK(written("\xF4\x90\x80\x80x") == "\"\uFFFD\uFFFD\uFFFD\uFFFDx\"");
  // Every text of two bytes gives what a strict reader takes.
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text = {static_cast<char>(a), static_cast<char>(b)};
      CHECK(nlohmann::json::accept(written(text)));
    }
  }
}

TEST_CASE("a parse has bounds") {
  CHECK(parse_json("[1,2]", {.bytes = 5}).error.empty());
  CHECK(parse_json("[1,2]", {.bytes = 4}).error == "JSON of 5 bytes, more than 4");
  CHECK(parse_json("[[[]]]", {.depth = 3}).error.empty());
  CHECK(parse_json("[[[]]]", {.depth = 2}).error == "JSON nested deeper than 2");
  CHECK(parse_json(R"({"a":[{"b":"[[[[[["}]})", {.depth = 3}).error.empty());
  CHECK(parse_json(R"(["\"[[[[[["])", {.depth = 1}).error.empty());
  CHECK(parse_json("[1]]").error == "invalid JSON at byte 4");
  CHECK(parse_json("").error == "invalid JSON at byte 1");
  CHECK_FALSE(parse_json("\"\xFF\"").error.empty());
  CHECK_FALSE(parse_json(std::string("\0", 1)).error.empty());
  CHECK(parse_json(std::string("[1]\0", 4)).error == "invalid JSON at byte 4");
}

TEST_CASE("a number beyond all bounds costs itself and not the message") {
  auto read = [](std::string_view text) { return parse_json(text).json.root("").text().json; };
  CHECK(read(R"(["1e999 \"2e999",1e999,-9.5E+400,1.5,[2e999]])") ==
        R"(["1e999 \"2e999",1e+308,-1e+308,1.5,[1e+308]])");
  CHECK_FALSE(parse_json("1e999").json.root("").integer());
  CHECK_FALSE(parse_json("[1e999,}").error.empty());
}

TEST_CASE("half a surrogate pair reads as U+FFFD") {
  auto read = [](std::string_view text) { return *parse_json(text).json.root("").string(); };
  CHECK(read(R"("a\ud83db")") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(read(R"("\uDE00\ud83d")") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(read(R"("\ud83d\ud83d\ude00")") == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
  CHECK(read(R"("\ud83d\n")") == "\xEF\xBF\xBD\n");
  CHECK(read(R"("\\ud83d \u00e9")") == "\\ud83d \xC3\xA9");
  CHECK_FALSE(parse_json(R"("\ud83")").error.empty());
  CHECK_FALSE(parse_json(R"(\ud83d)").error.empty());
}

TEST_CASE("deep JSON is refused before anything descends into it") {
  for (std::string_view opening : {"[", "{\"a\":", "[{\"a\":["}) {
    std::string deep;
    while (deep.size() < 20'000'000) deep += opening;
    CHECK(parse_json(deep).error == "JSON nested deeper than 256");
  }
}

TEST_CASE("capabilities that are missing or strange are not there") {
  ClientCapabilities capabilities;
  auto read = [&](std::string_view text) {
    auto parsed = parse_json(text);
    REQUIRE(parsed.error == "");
    CHECK(decode(parsed.json.root("capabilities"), capabilities) == "");
    return capabilities;
  };
  CHECK(read("{}") == ClientCapabilities{});
  CHECK(read("null") == ClientCapabilities{});
  CHECK(read(R"({"textDocument":[],"workspace":{"configuration":"yes"},"general":3})") ==
        ClientCapabilities{});
  CHECK(read(R"({"textDocument":{"diagnostic":{}}})").pull_diagnostics);
  CHECK(read(R"({"general":{"positionEncodings":["utf-8",1,"utf-16"]}})").position_encodings ==
        std::vector<std::string>{"utf-8", "utf-16"});
  CHECK(read(R"({"textDocument":{"hover":{"contentFormat":["plaintext","markdown"]}}})")
            .hover_markdown);
  CHECK(read(R"({"workspace":{"workspaceEdit":{"documentChanges":true,)"
             R"("resourceOperations":["create"]}}})")
            .creates_files);
  CHECK_FALSE(capabilities.renames_files);
}

TEST_CASE("an initialize of any client can be read") {
  InitializeParams params;
  auto parsed =
      parse_json(R"({"processId":null,"rootUri":null,"capabilities":{},"trace":"x",)"
                 R"("workspaceFolders":null,"initializationOptions":{"today":"2025-01-01"}})");
  CHECK(decode(parsed.json.root("params"), params) == "");
  CHECK_FALSE(params.processId);
  CHECK(params.initializationOptions->json == R"({"today":"2025-01-01"})");
}
