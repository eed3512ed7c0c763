# Writes OUTPUT, a C++ table of PAGES: {path below ROOT, bytes}. Run by the build (see CMakeLists.txt).
# The bytes are written as numbers, so no page can break out of a string literal.
set(body "")
set(table "")
set(index 0)
foreach(page IN LISTS PAGES)
  file(READ ${page} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  file(RELATIVE_PATH name ${ROOT} ${page})
  string(APPEND body "const unsigned char page_${index}[] = {${bytes}0};\n")
  string(APPEND table
    "    Page{\"${name}\", {reinterpret_cast<const char*>(page_${index}), sizeof(page_${index}) - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT}
"#include \"analysis/pages.h\"\n\nnamespace pland {\nnamespace {\n${body}const Page table[] = {\n${table}    Page{{}, {}},\n};\n}  // namespace\n\nstd::span<const Page> pages() { return {table, ${index}}; }\n}  // namespace pland\n")
