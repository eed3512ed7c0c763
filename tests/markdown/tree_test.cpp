// Exact spans, written as the source text that they cover. Nearly every construct that a plan could
// hold stands here once, with its dump (see dump.h): a change in any span shows as a changed line.
#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "analysis/markdown/document.h"
#include "tests/support/tree_dump.h"

using pland::markdown::Document;

namespace {

// Bytes that a source file cannot hold, or that nobody sees in one, are written as in a dump.
std::string written(std::string_view text) {
  std::string out(text);
  const std::pair<std::string_view, std::string_view> marks[] = {
      {"␍", "\r"}, {"⇥", "\t"}, {"␀", std::string_view("\0", 1)}, {"⎘", "\xef\xbb\xbf"}};
  for (const auto& [mark, byte] : marks) {
    for (std::size_t at = 0; (at = out.find(mark, at)) != std::string::npos; at += byte.size()) {
      out.replace(at, mark.size(), byte);
    }
  }
  return out;
}

// The dump of `markdown`; the first line of `expected` is empty, so that it can start on its own.
void check(std::string_view markdown, std::string_view expected) {
  const Document document = Document::parse(written(markdown));
  CAPTURE(markdown);
  CHECK(pland::tests::broken_span(document) == "");
  CHECK("\n" + pland::tests::dump(document) == expected);
}

}  // namespace

TEST_CASE("headings") {
  check(R"(# Title
)",
        R"(
heading 1 ‹# Title› content ‹Title›
  text ‹Title›
)");
  check(R"(## Title with # closing ##   
)",
        R"(
heading 2 ‹## Title with # closing ##   › content ‹Title with # closing›
  text ‹Title with # closing›
)");
  check(R"(###### six ######
####### seven
)",
        R"(
heading 6 ‹###### six ######› content ‹six›
  text ‹six›
paragraph ‹####### seven›
  text ‹####### seven›
)");
  check(R"(#
##   
### ###
)",
        R"(
heading 1 ‹#› content ‹›
heading 2 ‹##   › content ‹›
heading 3 ‹### ###› content ‹›
)");
  check(R"(#no heading
)",
        R"(
paragraph ‹#no heading›
  text ‹#no heading›
)");
  check(R"(  # indented `code` *em*
)",
        R"(
heading 1 ‹# indented `code` *em*› content ‹indented `code` *em*›
  text ‹indented ›
  code ‹`code`› content ‹code›
  text ‹ ›
  emphasis ‹*em*› content ‹em›
    text ‹em›
)");
  check(R"(Setext *one*
===
)",
        R"(
heading 1 setext ‹Setext *one*⏎===› content ‹Setext *one*›
  text ‹Setext ›
  emphasis ‹*one*› content ‹one›
    text ‹one›
)");
  check(R"(Two
lines  
---
)",
        R"(
heading 2 setext ‹Two⏎lines  ⏎---› content ‹Two⏎lines›
  text ‹Two›
  soft break ‹›
  text ‹lines›
)");
  check(R"(> # quoted
> Setext
> ---
> after
)",
        R"(
quote ‹> # quoted⏎> Setext⏎> ---⏎> after›
  heading 1 ‹# quoted› content ‹quoted›
    text ‹quoted›
  heading 2 setext ‹Setext⏎> ---› content ‹Setext›
    text ‹Setext›
  paragraph ‹after›
    text ‹after›
)");
  check(R"(- # in item
  ===
- Item
  ---
)",
        R"(
list - ‹- # in item⏎  ===⏎- Item⏎  ---›
  item ‹- # in item⏎  ===› marker ‹-›
    heading 1 ‹# in item› content ‹in item›
      text ‹in item›
    paragraph ‹===›
      text ‹===›
  item ‹- Item⏎  ---› marker ‹-›
    heading 2 setext ‹Item⏎  ---› content ‹Item›
      text ‹Item›
)");
  check(R"(text
# interrupts
text
)",
        R"(
paragraph ‹text›
  text ‹text›
heading 1 ‹# interrupts› content ‹interrupts›
  text ‹interrupts›
paragraph ‹text›
  text ‹text›
)");
  check(R"(# a\# #
# b #\#
)",
        R"(
heading 1 ‹# a\# #› content ‹a\#›
  text ‹a›
  text ‹#›
heading 1 ‹# b #\#› content ‹b #\#›
  text ‹b #›
  text ‹#›
)");
  check(R"(# [link](x.md#y) end
)",
        R"(
heading 1 ‹# [link](x.md#y) end› content ‹[link](x.md#y) end›
  link ‹[link](x.md#y)› inline text ‹link› path ‹x.md› fragment ‹y›
    text ‹link›
  text ‹ end›
)");
  check(R"(## 
para
)",
        R"(
heading 2 ‹## › content ‹›
paragraph ‹para›
  text ‹para›
)");
  check(R"(# Title
)",
        R"(
heading 1 ‹# Title› content ‹Title›
  text ‹Title›
)");
  check(R"(Title
===)",
        R"(
heading 1 setext ‹Title⏎===› content ‹Title›
  text ‹Title›
)");
  check(R"(# ⇥ tabs ⇥#⇥
)",
        R"(
heading 1 ‹# ⇥ tabs ⇥#⇥› content ‹⇥ tabs ⇥#⇥›
  text ‹⇥ tabs ⇥#⇥›
)");
}

TEST_CASE("links and definitions") {
  check(R"([text](path/to.md#frag "a title") end
)",
        R"(
paragraph ‹[text](path/to.md#frag "a title") end›
  link ‹[text](path/to.md#frag "a title")› inline text ‹text› path ‹path/to.md› fragment ‹frag› title ‹a title›
    text ‹text›
  text ‹ end›
)");
  check(R"([a](<with space.md#f g> 'single') [b](x.md (paren))
)",
        R"(
paragraph ‹[a](<with space.md#f g> 'single') [b](x.md (paren))›
  link ‹[a](<with space.md#f g> 'single')› inline text ‹a› angled path ‹with space.md› fragment ‹f g› title ‹single›
    text ‹a›
  text ‹ ›
  link ‹[b](x.md (paren))› inline text ‹b› path ‹x.md› title ‹paren›
    text ‹b›
)");
  check(R"([esc](a\)b.md#c\#d) [ent](a&amp;b.md?x=1&copy=2#s) [par](a(b(c)).md) [\]](x)
)",
        R"(
paragraph ‹[esc](a\)b.md#c\#d) [ent](a&amp;b.md?x=1&copy=2#s) [par](a(b(c)).md) [\]](x)›
  link ‹[esc](a\)b.md#c\#d)› inline text ‹esc› path ‹a\)b.md› fragment ‹c\#d›
    text ‹esc›
  text ‹ ›
  link ‹[ent](a&amp;b.md?x=1&copy=2#s)› inline text ‹ent› path ‹a&amp;b.md?x=1&copy=2› fragment ‹s›
    text ‹ent›
  text ‹ ›
  link ‹[par](a(b(c)).md)› inline text ‹par› path ‹a(b(c)).md›
    text ‹par›
  text ‹ ›
  link ‹[\]](x)› inline text ‹\]› path ‹x›
    text ‹]›
)");
  check(R"([empty]() [angle](<>) [hash](#) [file#](file.md#) [query](a.md?x#y)
)",
        R"(
paragraph ‹[empty]() [angle](<>) [hash](#) [file#](file.md#) [query](a.md?x#y)›
  link ‹[empty]()› inline text ‹empty› path ‹›
    text ‹empty›
  text ‹ ›
  link ‹[angle](<>)› inline text ‹angle› angled path ‹›
    text ‹angle›
  text ‹ ›
  link ‹[hash](#)› inline text ‹hash› path ‹› fragment ‹›
    text ‹hash›
  text ‹ ›
  link ‹[file#](file.md#)› inline text ‹file#› path ‹file.md› fragment ‹›
    text ‹file#›
  text ‹ ›
  link ‹[query](a.md?x#y)› inline text ‹query› path ‹a.md?x› fragment ‹y›
    text ‹query›
)");
  check(R"([ spaced ]( x.md   "t"  ) and [two
lines](
x.md
"multi
line")
)",
        R"(
paragraph ‹[ spaced ]( x.md   "t"  ) and [two⏎lines](⏎x.md⏎"multi⏎line")›
  link ‹[ spaced ]( x.md   "t"  )› inline text ‹ spaced › path ‹x.md› title ‹t›
    text ‹ spaced ›
  text ‹ and ›
  link ‹[two⏎lines](⏎x.md⏎"multi⏎line")› inline text ‹two⏎lines› path ‹x.md› title ‹multi⏎line›
    text ‹two›
    soft break ‹›
    text ‹lines›
)");
  check(R"([full][label] [label][] [label] [unknown] [un][known]

[label]: target.md#part "Title"
)",
        R"(
paragraph ‹[full][label] [label][] [label] [unknown] [un][known]›
  link ‹[full][label]› full text ‹full› label ‹label›
    text ‹full›
  text ‹ ›
  link ‹[label][]› collapsed text ‹label› label ‹label›
    text ‹label›
  text ‹ ›
  link ‹[label]› shortcut text ‹label› label ‹label›
    text ‹label›
  text ‹ [unknown] [un][known]›
definition of ‹[label]: target.md#part "Title"› label ‹label› path ‹target.md› fragment ‹part› title ‹Title›
)");
  check(R"([Full][  LaBeL
two ] and [*em* `c`][label two]

[label two]: <t.md>
)",
        R"(
paragraph ‹[Full][  LaBeL⏎two ] and [*em* `c`][label two]›
  link ‹[Full][  LaBeL⏎two ]› full text ‹Full› label ‹  LaBeL⏎two ›
    text ‹Full›
  text ‹ and ›
  link ‹[*em* `c`][label two]› full text ‹*em* `c`› label ‹label two›
    emphasis ‹*em*› content ‹em›
      text ‹em›
    text ‹ ›
    code ‹`c`› content ‹c›
definition of ‹[label two]: <t.md>› label ‹label two› angled path ‹t.md›
)");
  check(R"([![alt *em*](img.png "it")](page.md#x) and ![ref][r] ![r] ![r][]

[r]: pic.svg
)",
        R"(
paragraph ‹[![alt *em*](img.png "it")](page.md#x) and ![ref][r] ![r] ![r][]›
  link ‹[![alt *em*](img.png "it")](page.md#x)› inline text ‹![alt *em*](img.png "it")› path ‹page.md› fragment ‹x›
    image ‹![alt *em*](img.png "it")› inline text ‹alt *em*› path ‹img.png› title ‹it›
      text ‹alt ›
      emphasis ‹*em*› content ‹em›
        text ‹em›
  text ‹ and ›
  image ‹![ref][r]› full text ‹ref› label ‹r›
    text ‹ref›
  text ‹ ›
  image ‹![r]› shortcut text ‹r› label ‹r›
    text ‹r›
  text ‹ ›
  image ‹![r][]› collapsed text ‹r› label ‹r›
    text ‹r›
definition of ‹[r]: pic.svg› label ‹r› path ‹pic.svg›
)");
  check(
      R"(<https://example.com/a#b> <mail@example.com> https://bare.example/x#y, www.example.org/a(b) c@d.ef.
)",
      R"(
paragraph ‹<https://example.com/a#b> <mail@example.com> https://bare.example/x#y, www.example.org/a(b) c@d.ef.›
  link ‹<https://example.com/a#b>› autolink text ‹https://example.com/a#b› path ‹https://example.com/a› fragment ‹b›
    text ‹https://example.com/a#b›
  text ‹ ›
  link ‹<mail@example.com>› autolink text ‹mail@example.com› path ‹mail@example.com›
    text ‹mail@example.com›
  text ‹ ›
  link ‹https://bare.example/x#y› bare text ‹https://bare.example/x#y› path ‹https://bare.example/x› fragment ‹y›
    text ‹https://bare.example/x#y›
  text ‹, ›
  link ‹www.example.org/a(b)› bare text ‹www.example.org/a(b)› path ‹www.example.org/a(b)›
    text ‹www.example.org/a(b)›
  text ‹ ›
  link ‹c@d.ef› bare text ‹c@d.ef› path ‹c@d.ef›
    text ‹c@d.ef›
  text ‹.›
)");
  check(R"(*https://a.bc* (https://a.bc/d) **www.a.bc** `https://a.bc`
)",
        R"(
paragraph ‹*https://a.bc* (https://a.bc/d) **www.a.bc** `https://a.bc`›
  emphasis ‹*https://a.bc*› content ‹https://a.bc›
    link ‹https://a.bc› bare text ‹https://a.bc› path ‹https://a.bc›
      text ‹https://a.bc›
  text ‹ (›
  link ‹https://a.bc/d› bare text ‹https://a.bc/d› path ‹https://a.bc/d›
    text ‹https://a.bc/d›
  text ‹) ›
  strong ‹**www.a.bc**› content ‹www.a.bc›
    link ‹www.a.bc› bare text ‹www.a.bc› path ‹www.a.bc›
      text ‹www.a.bc›
  text ‹ ›
  code ‹`https://a.bc`› content ‹https://a.bc›
)");
  check(R"([a](b[c](d) [e](f
)",
        R"(
paragraph ‹[a](b[c](d) [e](f›
  text ‹[a](b›
  link ‹[c](d)› inline text ‹c› path ‹d›
    text ‹c›
  text ‹ [e](f›
)");
  check(R"(![](a.png)[](b.md)
)",
        R"(
paragraph ‹![](a.png)[](b.md)›
  image ‹![](a.png)› inline text ‹› path ‹a.png›
  link ‹[](b.md)› inline text ‹› path ‹b.md›
)");
  check(R"(\[no](x) !\[no](x) [yes\](x) \![link](y)
)",
        R"(
paragraph ‹\[no](x) !\[no](x) [yes\](x) \![link](y)›
  text ‹[no](x) !›
  text ‹[no](x) [yes›
  text ‹](x) ›
  text ‹!›
  link ‹[link](y)› inline text ‹link› path ‹y›
    text ‹link›
)");
  check(R"([a](b "c" d) [a](b"c") [a]( b) [a] (b)
)",
        R"(
paragraph ‹[a](b "c" d) [a](b"c") [a]( b) [a] (b)›
  text ‹[a](b "c" d) ›
  link ‹[a](b"c")› inline text ‹a› path ‹b"c"›
    text ‹a›
  text ‹ ›
  link ‹[a]( b)› inline text ‹a› path ‹b›
    text ‹a›
  text ‹ [a] (b)›
)");
  check(R"([Q&amp;A](x.md "T &amp; \"q\"")
)",
        R"(
paragraph ‹[Q&amp;A](x.md "T &amp; \"q\"")›
  link ‹[Q&amp;A](x.md "T &amp; \"q\"")› inline text ‹Q&amp;A› path ‹x.md› title ‹T &amp; \"q\"›
    text ‹Q›
    entity ‹&amp;›
    text ‹A›
)");
  check(R"(> [quoted
> link](x.md
> "title")
> [ref
> two]

[ref two]: y.md
)",
        R"(
quote ‹> [quoted⏎> link](x.md⏎> "title")⏎> [ref⏎> two]›
  paragraph ‹[quoted⏎> link](x.md⏎> "title")⏎> [ref⏎> two]›
    link ‹[quoted⏎> link](x.md⏎> "title")› inline text ‹quoted⏎> link› path ‹x.md› title ‹title›
      text ‹quoted›
      soft break ‹›
      text ‹link›
    soft break ‹›
    link ‹[ref⏎> two]› shortcut text ‹ref⏎> two› label ‹ref⏎> two›
      text ‹ref›
      soft break ‹›
      text ‹two›
definition of ‹[ref two]: y.md› label ‹ref two› path ‹y.md›
)");
  check(R"([a]: one.md
[A]: two.md
[a] [A]
)",
        R"(
paragraph ‹[a] [A]›
  link ‹[a]› shortcut text ‹a› label ‹a›
    text ‹a›
  text ‹ ›
  link ‹[A]› shortcut text ‹A› label ‹A›
    text ‹A›
definition of ‹[a]: one.md› label ‹a› path ‹one.md›
definition of ‹[A]: two.md› label ‹A› path ‹two.md›
)");
  check(R"([foo]: /url "multi
line title"
[bar]:
  <b c>
  'other'
[baz]: /z (paren)
[foo] [bar] [baz]
)",
        R"(
paragraph ‹[foo] [bar] [baz]›
  link ‹[foo]› shortcut text ‹foo› label ‹foo›
    text ‹foo›
  text ‹ ›
  link ‹[bar]› shortcut text ‹bar› label ‹bar›
    text ‹bar›
  text ‹ ›
  link ‹[baz]› shortcut text ‹baz› label ‹baz›
    text ‹baz›
definition of ‹[foo]: /url "multi⏎line title"› label ‹foo› path ‹/url› title ‹multi⏎line title›
definition of ‹[bar]:⏎  <b c>⏎  'other'› label ‹bar› angled path ‹b c› title ‹other›
definition of ‹[baz]: /z (paren)› label ‹baz› path ‹/z› title ‹paren›
)");
  check(R"(> [q]: quoted.md#x
> 'title'

- [l]: listed.md
- text [l] [q]
)",
        R"(
quote ‹> [q]: quoted.md#x⏎> 'title'›
list - ‹- [l]: listed.md⏎- text [l] [q]›
  item ‹- [l]: listed.md› marker ‹-›
  item ‹- text [l] [q]› marker ‹-›
    paragraph ‹text [l] [q]›
      text ‹text ›
      link ‹[l]› shortcut text ‹l› label ‹l›
        text ‹l›
      text ‹ ›
      link ‹[q]› shortcut text ‹q› label ‹q›
        text ‹q›
definition of ‹[q]: quoted.md#x⏎> 'title'› label ‹q› path ‹quoted.md› fragment ‹x› title ‹title›
definition of ‹[l]: listed.md› label ‹l› path ‹listed.md›
)");
  check(R"([^1]: A note here.
[^1] text[^1]
)",
        R"(
paragraph ‹[^1]: A note here.⏎[^1] text[^1]›
  text ‹[^1]: A note here.›
  soft break ‹›
  text ‹[^1] text[^1]›
footnote of ‹[^1]: A note here.› label ‹^1› path ‹›
)");
  check(R"([x]: /u "t" junk
[y]: /u
"t" junk
)",
        R"(
paragraph ‹[x]: /u "t" junk⏎[y]: /u⏎"t" junk›
  text ‹[x]: /u "t" junk›
  soft break ‹›
  text ‹[y]: /u›
  soft break ‹›
  text ‹"t" junk›
)");
  check(R"([a]: x)",
        R"(
definition of ‹[a]: x› label ‹a› path ‹x›
)");
  check(R"(para
[notdef]: x
)",
        R"(
paragraph ‹para⏎[notdef]: x›
  text ‹para›
  soft break ‹›
  text ‹[notdef]: x›
)");
  check(R"([a]: <>
[b]:
)",
        R"(
paragraph ‹[b]:›
  text ‹[b]:›
definition of ‹[a]: <>› label ‹a› angled path ‹›
)");
  check(R"(# H
[d]: e
text [d]
)",
        R"(
heading 1 ‹# H› content ‹H›
  text ‹H›
paragraph ‹text [d]›
  text ‹text ›
  link ‹[d]› shortcut text ‹d› label ‹d›
    text ‹d›
definition of ‹[d]: e› label ‹d› path ‹e›
)");
  check(R"([a[b]c](d) [a](e) [[f]](g) [[f]][h]

[f]: f.md
[h]: h.md
)",
        R"(
paragraph ‹[a[b]c](d) [a](e) [[f]](g) [[f]][h]›
  link ‹[a[b]c](d)› inline text ‹a[b]c› path ‹d›
    text ‹a[b]c›
  text ‹ ›
  link ‹[a](e)› inline text ‹a› path ‹e›
    text ‹a›
  text ‹ [›
  link ‹[f]› shortcut text ‹f› label ‹f›
    text ‹f›
  text ‹](g) [›
  link ‹[f]› shortcut text ‹f› label ‹f›
    text ‹f›
  text ‹]›
  link ‹[h]› shortcut text ‹h› label ‹h›
    text ‹h›
definition of ‹[f]: f.md› label ‹f› path ‹f.md›
definition of ‹[h]: h.md› label ‹h› path ‹h.md›
)");
  check(R"(<a href="x.md" id="anchor">t</a> <br/> <!-- c1 --> text <span name='n2'>
)",
        R"(
paragraph ‹<a href="x.md" id="anchor">t</a> <br/> <!-- c1 --> text <span name='n2'>›
  html ‹<a href="x.md" id="anchor">›
  text ‹t›
  html ‹</a>›
  text ‹ ›
  html ‹<br/>›
  text ‹ ›
  html ‹<!-- c1 -->›
  text ‹ text ›
  html ‹<span name='n2'>›
comment of ‹<!-- c1 -->› content ‹ c1 ›
id is ‹anchor›
id is ‹n2›
)");
  check(R"([l](<a b> "t1"
"t2")
)",
        R"(
paragraph ‹[l](<a b> "t1"⏎"t2")›
  text ‹[l](›
  html ‹<a b>›
  text ‹ "t1"›
  soft break ‹›
  text ‹"t2")›
)");
  check(R"([a](x 'it''s') [b](y "a\"b") [c](z (a\)b))
)",
        R"(
paragraph ‹[a](x 'it''s') [b](y "a\"b") [c](z (a\)b))›
  text ‹[a](x 'it''s') ›
  link ‹[b](y "a\"b")› inline text ‹b› path ‹y› title ‹a\"b›
    text ‹b›
  text ‹ ›
  link ‹[c](z (a\)b))› inline text ‹c› path ‹z› title ‹a\)b›
    text ‹c›
)");
  check(R"([🎯 goal](📄.md#ünï "ß")
)",
        R"(
paragraph ‹[🎯 goal](📄.md#ünï "ß")›
  link ‹[🎯 goal](📄.md#ünï "ß")› inline text ‹🎯 goal› path ‹📄.md› fragment ‹ünï› title ‹ß›
    text ‹🎯 goal›
)");
  check(R"([a](http://x.y/a_b*c*_d) *[b](c*d)* 
)",
        R"(
paragraph ‹[a](http://x.y/a_b*c*_d) *[b](c*d)*›
  link ‹[a](http://x.y/a_b*c*_d)› inline text ‹a› path ‹http://x.y/a_b*c*_d›
    text ‹a›
  text ‹ ›
  emphasis ‹*[b](c*d)*› content ‹[b](c*d)*›
    link ‹[b](c*d)› inline text ‹b› path ‹c*d›
      text ‹b›
    text ‹*›
)");
  check(R"([a](b)[c](d)[e][f][g]

[f]: x
[g]: y
)",
        R"(
paragraph ‹[a](b)[c](d)[e][f][g]›
  link ‹[a](b)› inline text ‹a› path ‹b›
    text ‹a›
  link ‹[c](d)› inline text ‹c› path ‹d›
    text ‹c›
  link ‹[e][f]› full text ‹e› label ‹f›
    text ‹e›
  link ‹[g]› shortcut text ‹g› label ‹g›
    text ‹g›
definition of ‹[f]: x› label ‹f› path ‹x›
definition of ‹[g]: y› label ‹g› path ‹y›
)");
}

TEST_CASE("lists and quotes") {
  check(R"(- a
- [ ] open
- [x] done
- [X] DONE
- [  ] no
- [x]no
)",
        R"(
list - ‹- a⏎- [ ] open⏎- [x] done⏎- [X] DONE⏎- [  ] no⏎- [x]no›
  item ‹- a› marker ‹-›
    paragraph ‹a›
      text ‹a›
  item ‹- [ ] open› marker ‹-› task ‹ ›
    paragraph ‹open›
      text ‹open›
  item ‹- [x] done› marker ‹-› task ‹x›
    paragraph ‹done›
      text ‹done›
  item ‹- [X] DONE› marker ‹-› task ‹X›
    paragraph ‹DONE›
      text ‹DONE›
  item ‹- [  ] no› marker ‹-›
    paragraph ‹[  ] no›
      text ‹[  ] no›
  item ‹- [x]no› marker ‹-›
    paragraph ‹[x]no›
      text ‹[x]no›
)");
  check(R"(1. one
2. [x] two
   - [ ] nested
     deep
3) other list
)",
        R"(
list . from 1 ‹1. one⏎2. [x] two⏎   - [ ] nested⏎     deep›
  item ‹1. one› marker ‹1.›
    paragraph ‹one›
      text ‹one›
  item ‹2. [x] two⏎   - [ ] nested⏎     deep› marker ‹2.› task ‹x›
    paragraph ‹two›
      text ‹two›
    list - ‹- [ ] nested⏎     deep›
      item ‹- [ ] nested⏎     deep› marker ‹-› task ‹ ›
        paragraph ‹nested⏎     deep›
          text ‹nested›
          soft break ‹›
          text ‹deep›
list ) from 3 ‹3) other list›
  item ‹3) other list› marker ‹3)›
    paragraph ‹other list›
      text ‹other list›
)");
  check(R"(10) ten

    para
11) eleven
)",
        R"(
list ) from 10 ‹10) ten⏎⏎    para⏎11) eleven›
  item ‹10) ten⏎⏎    para› marker ‹10)›
    paragraph ‹ten›
      text ‹ten›
    paragraph ‹para›
      text ‹para›
  item ‹11) eleven› marker ‹11)›
    paragraph ‹eleven›
      text ‹eleven›
)");
  check(R"(-
- a
-

  para
)",
        R"(
list - ‹-⏎- a⏎-›
  item ‹-› marker ‹-›
  item ‹- a› marker ‹-›
    paragraph ‹a›
      text ‹a›
  item ‹-› marker ‹-›
paragraph ‹para›
  text ‹para›
)");
  check(R"(> - [ ] quoted task
>   - [x] nested
> 1. n
)",
        R"(
quote ‹> - [ ] quoted task⏎>   - [x] nested⏎> 1. n›
  list - ‹- [ ] quoted task⏎>   - [x] nested›
    item ‹- [ ] quoted task⏎>   - [x] nested› marker ‹-› task ‹ ›
      paragraph ‹quoted task›
        text ‹quoted task›
      list - ‹- [x] nested›
        item ‹- [x] nested› marker ‹-› task ‹x›
          paragraph ‹nested›
            text ‹nested›
  list . from 1 ‹1. n›
    item ‹1. n› marker ‹1.›
      paragraph ‹n›
        text ‹n›
)");
  check(R"(- - - triple
- 1. mixed
)",
        R"(
list - ‹- - - triple⏎- 1. mixed›
  item ‹- - - triple› marker ‹-›
    list - ‹- - triple›
      item ‹- - triple› marker ‹-›
        list - ‹- triple›
          item ‹- triple› marker ‹-›
            paragraph ‹triple›
              text ‹triple›
  item ‹- 1. mixed› marker ‹-›
    list . from 1 ‹1. mixed›
      item ‹1. mixed› marker ‹1.›
        paragraph ‹mixed›
          text ‹mixed›
)");
  check(R"(* a

* b
+ c
)",
        R"(
list * ‹* a⏎⏎* b›
  item ‹* a› marker ‹*›
    paragraph ‹a›
      text ‹a›
  item ‹* b› marker ‹*›
    paragraph ‹b›
      text ‹b›
list + ‹+ c›
  item ‹+ c› marker ‹+›
    paragraph ‹c›
      text ‹c›
)");
  check(R"(- a
  > q
  ```
  code
  ```
  | a | b |
  |---|---|
  | 1 | 2 |
)",
        R"(
list - ‹- a⏎  > q⏎  ```⏎  code⏎  ```⏎  | a | b |⏎  |---|---|⏎  | 1 | 2 |›
  item ‹- a⏎  > q⏎  ```⏎  code⏎  ```⏎  | a | b |⏎  |---|---|⏎  | 1 | 2 |› marker ‹-›
    paragraph ‹a›
      text ‹a›
    quote ‹> q›
      paragraph ‹q›
        text ‹q›
    fence ‹```⏎  code⏎  ```› closed first line ‹  code›
    table ‹| a | b |⏎  |---|---|⏎  | 1 | 2 |›
      head ‹| a | b |›
        row ‹| a | b |›
          cell ‹a›
            text ‹a›
          cell ‹b›
            text ‹b›
      row ‹| 1 | 2 |›
        cell ‹1›
          text ‹1›
        cell ‹2›
          text ‹2›
)");
  check(R"(- [ ] [link](x.md) text
- [x] *done* ~~struck~~ ~one~
)",
        R"(
list - ‹- [ ] [link](x.md) text⏎- [x] *done* ~~struck~~ ~one~›
  item ‹- [ ] [link](x.md) text› marker ‹-› task ‹ ›
    paragraph ‹[link](x.md) text›
      link ‹[link](x.md)› inline text ‹link› path ‹x.md›
        text ‹link›
      text ‹ text›
  item ‹- [x] *done* ~~struck~~ ~one~› marker ‹-› task ‹x›
    paragraph ‹*done* ~~struck~~ ~one~›
      emphasis ‹*done*› content ‹done›
        text ‹done›
      text ‹ ›
      struck ‹~~struck~~› content ‹struck›
        text ‹struck›
      text ‹ ›
      struck ‹~one~› content ‹one›
        text ‹one›
)");
  check(R"(-   wide
-⇥tab
)",
        R"(
list - ‹-   wide⏎-⇥tab›
  item ‹-   wide› marker ‹-›
    paragraph ‹wide›
      text ‹wide›
  item ‹-⇥tab› marker ‹-›
    paragraph ‹tab›
      text ‹tab›
)");
  check(R"(- a
lazy
- b

after
)",
        R"(
list - ‹- a⏎lazy⏎- b›
  item ‹- a⏎lazy› marker ‹-›
    paragraph ‹a⏎lazy›
      text ‹a›
      soft break ‹›
      text ‹lazy›
  item ‹- b› marker ‹-›
    paragraph ‹b›
      text ‹b›
paragraph ‹after›
  text ‹after›
)");
  check(R"(- [ ]
- [x] 
)",
        R"(
list - ‹- [ ]⏎- [x]›
  item ‹- [ ]› marker ‹-› task ‹ ›
  item ‹- [x]› marker ‹-› task ‹x›
)");
  check(R"(1986\. no
1. a
1. b

   c

<!-- -->

1. d
)",
        R"(
paragraph ‹1986\. no›
  text ‹1986›
  text ‹. no›
list . from 1 ‹1. a⏎1. b⏎⏎   c›
  item ‹1. a› marker ‹1.›
    paragraph ‹a›
      text ‹a›
  item ‹1. b⏎⏎   c› marker ‹1.›
    paragraph ‹b›
      text ‹b›
    paragraph ‹c›
      text ‹c›
html block ‹<!-- -->›
list . from 1 ‹1. d›
  item ‹1. d› marker ‹1.›
    paragraph ‹d›
      text ‹d›
comment block of ‹<!-- -->› content ‹ ›
)");
  check(R"(- a

- b


- c
  - d
- e
)",
        R"(
list - ‹- a⏎⏎- b⏎⏎⏎- c⏎  - d⏎- e›
  item ‹- a› marker ‹-›
    paragraph ‹a›
      text ‹a›
  item ‹- b› marker ‹-›
    paragraph ‹b›
      text ‹b›
  item ‹- c⏎  - d› marker ‹-›
    paragraph ‹c›
      text ‹c›
    list - ‹- d›
      item ‹- d› marker ‹-›
        paragraph ‹d›
          text ‹d›
  item ‹- e› marker ‹-›
    paragraph ‹e›
      text ‹e›
)");
  check(R"(> q
lazy
>
> > inner
> back
)",
        R"(
quote ‹> q⏎lazy⏎>⏎> > inner⏎> back›
  paragraph ‹q⏎lazy›
    text ‹q›
    soft break ‹›
    text ‹lazy›
  quote ‹> inner⏎> back›
    paragraph ‹inner⏎> back›
      text ‹inner›
      soft break ‹›
      text ‹back›
)");
  check(R"(>no space
>⇥tab
)",
        R"(
quote ‹>no space⏎>⇥tab›
  paragraph ‹no space⏎>⇥tab›
    text ‹no space›
    soft break ‹›
    text ‹tab›
)");
  check(R"(* * *
---
- - -
***
)",
        R"(
break ‹* * *›
break ‹---›
break ‹- - -›
break ‹***›
)");
  check(R"(- foo
***
- bar
)",
        R"(
list - ‹- foo›
  item ‹- foo› marker ‹-›
    paragraph ‹foo›
      text ‹foo›
break ‹***›
list - ‹- bar›
  item ‹- bar› marker ‹-›
    paragraph ‹bar›
      text ‹bar›
)");
  check(R"(-    code
)",
        R"(
list - ‹-    code›
  item ‹-    code› marker ‹-›
    paragraph ‹code›
      text ‹code›
)");
  check(R"(-     indented
)",
        R"(
list - ‹-     indented›
  item ‹-     indented› marker ‹-›
    indented code ‹indented›
)");
  check(R"(    code line 1
⇥code 2

      code 3

para
)",
        R"(
indented code ‹code line 1⏎⇥code 2⏎⏎      code 3›
paragraph ‹para›
  text ‹para›
)");
  check(R"(- a

      code in item
      more
)",
        R"(
list - ‹- a⏎⏎      code in item⏎      more›
  item ‹- a⏎⏎      code in item⏎      more› marker ‹-›
    paragraph ‹a›
      text ‹a›
    indented code ‹code in item⏎      more›
)");
  check(R"(>     code in quote
>     more
)",
        R"(
quote ‹>     code in quote⏎>     more›
  indented code ‹code in quote⏎>     more›
)");
}

TEST_CASE("tables") {
  check(R"(| a | b |
|---|:-:|
| 1 |  |
| | 2 |
| only |
| x | y | z |
)",
        R"(
table ‹| a | b |⏎|---|:-:|⏎| 1 |  |⏎| | 2 |⏎| only |⏎| x | y | z |›
  head ‹| a | b |›
    row ‹| a | b |›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
  row ‹| 1 |  |›
    cell ‹1›
      text ‹1›
    cell ‹›
  row ‹| | 2 |›
    cell ‹›
    cell ‹2›
      text ‹2›
  row ‹| only |›
    cell ‹only›
      text ‹only›
    cell ‹›
  row ‹| x | y | z |›
    cell ‹x›
      text ‹x›
    cell ‹y›
      text ‹y›
)");
  check(R"(a | b
---|---
`x|y` | \| esc
[l](x|y.md) | *e*
)",
        R"(
table ‹a | b⏎---|---⏎`x|y` | \| esc⏎[l](x|y.md) | *e*›
  head ‹a | b›
    row ‹a | b›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
  row ‹`x|y` | \| esc›
    cell ‹`x|y`›
      code ‹`x|y`› content ‹x|y›
    cell ‹\| esc›
      text ‹| esc›
  row ‹[l](x|y.md) | *e*›
    cell ‹[l](x›
      text ‹[l](x›
    cell ‹y.md)›
      text ‹y.md)›
)");
  check(R"(> | q | r |
> |---|---|
> | 1 | `2` |
)",
        R"(
quote ‹> | q | r |⏎> |---|---|⏎> | 1 | `2` |›
  table ‹| q | r |⏎> |---|---|⏎> | 1 | `2` |›
    head ‹| q | r |›
      row ‹| q | r |›
        cell ‹q›
          text ‹q›
        cell ‹r›
          text ‹r›
    row ‹| 1 | `2` |›
      cell ‹1›
        text ‹1›
      cell ‹`2`›
        code ‹`2`› content ‹2›
)");
  check(R"(| H |
|---|
| r |
# heading
para
)",
        R"(
table ‹| H |⏎|---|⏎| r |›
  head ‹| H |›
    row ‹| H |›
      cell ‹H›
        text ‹H›
  row ‹| r |›
    cell ‹r›
      text ‹r›
heading 1 ‹# heading› content ‹heading›
  text ‹heading›
paragraph ‹para›
  text ‹para›
)");
  check(R"(| H |
|---|
| r |
## heading

text
)",
        R"(
table ‹| H |⏎|---|⏎| r |›
  head ‹| H |›
    row ‹| H |›
      cell ‹H›
        text ‹H›
  row ‹| r |›
    cell ‹r›
      text ‹r›
heading 2 ‹## heading› content ‹heading›
  text ‹heading›
paragraph ‹text›
  text ‹text›
)");
  check(R"(| H |
|---|
| r |
> quote
)",
        R"(
table ‹| H |⏎|---|⏎| r |›
  head ‹| H |›
    row ‹| H |›
      cell ‹H›
        text ‹H›
  row ‹| r |›
    cell ‹r›
      text ‹r›
quote ‹> quote›
  paragraph ‹quote›
    text ‹quote›
)");
  check(R"(| H |
|---|
| r |
text
)",
        R"(
table ‹| H |⏎|---|⏎| r |⏎text›
  head ‹| H |›
    row ‹| H |›
      cell ‹H›
        text ‹H›
  row ‹| r |›
    cell ‹r›
      text ‹r›
  row ‹text›
    cell ‹text›
      text ‹text›
)");
  check(R"(| H |
|---|
| r |
- item
- item
)",
        R"(
table ‹| H |⏎|---|⏎| r |›
  head ‹| H |›
    row ‹| H |›
      cell ‹H›
        text ‹H›
  row ‹| r |›
    cell ‹r›
      text ‹r›
list - ‹- item⏎- item›
  item ‹- item› marker ‹-›
    paragraph ‹item›
      text ‹item›
  item ‹- item› marker ‹-›
    paragraph ‹item›
      text ‹item›
)");
  check(R"(para
| a |
|---|
| b |
)",
        R"(
paragraph ‹para⏎| a |⏎|---|⏎| b |›
  text ‹para›
  soft break ‹›
  text ‹| a |›
  soft break ‹›
  text ‹|---|›
  soft break ‹›
  text ‹| b |›
)");
  check(R"(|a|b|
|---|---|
|  padded   | [x](y.md "t") |
|||
| | |
)",
        R"(
table ‹|a|b|⏎|---|---|⏎|  padded   | [x](y.md "t") |⏎|||⏎| | |›
  head ‹|a|b|›
    row ‹|a|b|›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
  row ‹|  padded   | [x](y.md "t") |›
    cell ‹padded›
      text ‹padded›
    cell ‹[x](y.md "t")›
      link ‹[x](y.md "t")› inline text ‹x› path ‹y.md› title ‹t›
        text ‹x›
  row ‹|||›
    cell ‹›
    cell ‹›
  row ‹| | |›
    cell ‹›
    cell ‹›
)");
  check(R"(| a | b |
|---|---|
)",
        R"(
table ‹| a | b |⏎|---|---|›
  head ‹| a | b |›
    row ‹| a | b |›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
)");
  check(R"(| a | b |
|---|---|

| no |
)",
        R"(
table ‹| a | b |⏎|---|---|›
  head ‹| a | b |›
    row ‹| a | b |›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
paragraph ‹| no |›
  text ‹| no |›
)");
  check(R"(- | a | b |
  |---|---|
  | c | d |
# H
)",
        R"(
list - ‹- | a | b |⏎  |---|---|⏎  | c | d |›
  item ‹- | a | b |⏎  |---|---|⏎  | c | d |› marker ‹-›
    table ‹| a | b |⏎  |---|---|⏎  | c | d |›
      head ‹| a | b |›
        row ‹| a | b |›
          cell ‹a›
            text ‹a›
          cell ‹b›
            text ‹b›
      row ‹| c | d |›
        cell ‹c›
          text ‹c›
        cell ‹d›
          text ‹d›
heading 1 ‹# H› content ‹H›
  text ‹H›
)");
  check(R"(| a\|b | `c\|d` | ``e|f`` |
|------|--------|---------|
| ~~x~~ | **y** | https://z.zz |
)",
        R"(
table ‹| a\|b | `c\|d` | ``e|f`` |⏎|------|--------|---------|⏎| ~~x~~ | **y** | https://z.zz |›
  head ‹| a\|b | `c\|d` | ``e|f`` |›
    row ‹| a\|b | `c\|d` | ``e|f`` |›
      cell ‹a\|b›
        text ‹a›
        text ‹|b›
      cell ‹`c\|d`›
        code ‹`c\|d`› content ‹c\|d›
      cell ‹``e|f``›
        code ‹``e|f``› content ‹e|f›
  row ‹| ~~x~~ | **y** | https://z.zz |›
    cell ‹~~x~~›
      struck ‹~~x~~› content ‹x›
        text ‹x›
    cell ‹**y**›
      strong ‹**y**› content ‹y›
        text ‹y›
    cell ‹https://z.zz›
      link ‹https://z.zz› bare text ‹https://z.zz› path ‹https://z.zz›
        text ‹https://z.zz›
)");
  check(R"(| a |
|---|
| 1 |␍
| 2 |
)",
        R"(
table ‹| a |⏎|---|⏎| 1 |␍⏎| 2 |›
  head ‹| a |›
    row ‹| a |›
      cell ‹a›
        text ‹a›
  row ‹| 1 |›
    cell ‹1›
      text ‹1›
  row ‹| 2 |›
    cell ‹2›
      text ‹2›
)");
}

// GFM 4.10: one dash is enough for a cell.
TEST_CASE("tables with short delimiter cells") {
  check(R"(Before.

| a | b | c |
|--|:-|-:|
| 1 | [x](y.md) | `3` |

After [x](y.md).
)",
        R"(
paragraph ‹Before.›
  text ‹Before.›
table ‹| a | b | c |⏎|--|:-|-:|⏎| 1 | [x](y.md) | `3` |›
  head ‹| a | b | c |›
    row ‹| a | b | c |›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
      cell ‹c›
        text ‹c›
  row ‹| 1 | [x](y.md) | `3` |›
    cell ‹1›
      text ‹1›
    cell ‹[x](y.md)›
      link ‹[x](y.md)› inline text ‹x› path ‹y.md›
        text ‹x›
    cell ‹`3`›
      code ‹`3`› content ‹3›
paragraph ‹After [x](y.md).›
  text ‹After ›
  link ‹[x](y.md)› inline text ‹x› path ‹y.md›
    text ‹x›
  text ‹.›
)");
  check(R"(a|b
-|-
1|2

> | q |
> |-|
> | r |

- | a | b |
  |-|--|
  | c | d |
)",
        R"(
table ‹a|b⏎-|-⏎1|2›
  head ‹a|b›
    row ‹a|b›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
  row ‹1|2›
    cell ‹1›
      text ‹1›
    cell ‹2›
      text ‹2›
quote ‹> | q |⏎> |-|⏎> | r |›
  table ‹| q |⏎> |-|⏎> | r |›
    head ‹| q |›
      row ‹| q |›
        cell ‹q›
          text ‹q›
    row ‹| r |›
      cell ‹r›
        text ‹r›
list - ‹- | a | b |⏎  |-|--|⏎  | c | d |›
  item ‹- | a | b |⏎  |-|--|⏎  | c | d |› marker ‹-›
    table ‹| a | b |⏎  |-|--|⏎  | c | d |›
      head ‹| a | b |›
        row ‹| a | b |›
          cell ‹a›
            text ‹a›
          cell ‹b›
            text ‹b›
      row ‹| c | d |›
        cell ‹c›
          text ‹c›
        cell ‹d›
          text ‹d›
)");
  // What only looks like one.
  check(R"(```
|--|--|
```

| a | b |
|--|--|--|
[x](y.md)

| a |
|---|
|-|
| - | -

text
- | -
)",
        R"(
fence ‹```⏎|--|--|⏎```› closed first line ‹|--|--|›
table ‹| a | b |⏎|--|--|--|⏎[x](y.md)›
  head ‹| a | b |›
    row ‹| a | b |›
      cell ‹a›
        text ‹a›
      cell ‹b›
        text ‹b›
      cell ‹›
  row ‹[x](y.md)›
    cell ‹[x](y.md)›
      link ‹[x](y.md)› inline text ‹x› path ‹y.md›
        text ‹x›
    cell ‹›
    cell ‹›
table ‹| a |⏎|---|⏎|-|⏎| - | -›
  head ‹| a |›
    row ‹| a |›
      cell ‹a›
        text ‹a›
  row ‹|-|›
    cell ‹-›
      text ‹-›
  row ‹| - | -›
    cell ‹-›
      text ‹-›
paragraph ‹text›
  text ‹text›
list - ‹- | -›
  item ‹- | -› marker ‹-›
    paragraph ‹| -›
      text ‹| -›
)");
}

TEST_CASE("fenced code") {
  check(R"(```python title="x"
code
```
)",
        R"(
fence ‹```python title="x"⏎code⏎```› info ‹python title="x"› closed first line ‹code›
)");
  check(R"(~~~
a

b
)",
        R"(
fence ‹~~~⏎a⏎⏎b› open first line ‹a›
)");
  check(R"(- ```js
  code
  ```
- ```
  open
after
)",
        R"(
list - ‹- ```js⏎  code⏎  ```⏎- ```⏎  open›
  item ‹- ```js⏎  code⏎  ```› marker ‹-›
    fence ‹```js⏎  code⏎  ```› info ‹js› closed first line ‹  code›
  item ‹- ```⏎  open› marker ‹-›
    fence ‹```⏎  open› open first line ‹  open›
paragraph ‹after›
  text ‹after›
)");
  check(R"(> ```
> code
> ```
> ~~~ x
> open
after
)",
        R"(
quote ‹> ```⏎> code⏎> ```⏎> ~~~ x⏎> open›
  fence ‹```⏎> code⏎> ```› closed first line ‹> code›
  fence ‹~~~ x⏎> open› info ‹x› open first line ‹> open›
paragraph ‹after›
  text ‹after›
)");
  check(R"(````md
```
nested
```
````
)",
        R"(
fence ‹````md⏎```⏎nested⏎```⏎````› info ‹md› closed first line ‹```›
)");
  check(R"(```
```
)",
        R"(
fence ‹```⏎```› closed first line ‹```›
)");
  check(R"(```
)",
        R"(
fence ‹```› open
)");
  check(R"(```
a
``` not closed
````
)",
        R"(
fence ‹```⏎a⏎``` not closed⏎````› closed first line ‹a›
)");
  check(R"(  ```
  ind
    more
 ```
)",
        R"(
fence ‹```⏎  ind⏎    more⏎ ```› closed first line ‹  ind›
)");
  check(R"(``` a`b
text
```
)",
        R"(
paragraph ‹``` a`b⏎text›
  text ‹``` a`b›
  soft break ‹›
  text ‹text›
fence ‹```› open
)");
  check(R"(~~~ info \& &amp; ~~~
x
~~~
)",
        R"(
fence ‹~~~ info \& &amp; ~~~⏎x⏎~~~› info ‹info \& &amp; ~~~› closed first line ‹x›
)");
  check(R"(```sh
a)",
        R"(
fence ‹```sh⏎a› info ‹sh› open first line ‹a›
)");
  check(R"(- text

  ```
  blank

  after
  ```

  end
)",
        R"(
list - ‹- text⏎⏎  ```⏎  blank⏎⏎  after⏎  ```⏎⏎  end›
  item ‹- text⏎⏎  ```⏎  blank⏎⏎  after⏎  ```⏎⏎  end› marker ‹-›
    paragraph ‹text›
      text ‹text›
    fence ‹```⏎  blank⏎⏎  after⏎  ```› closed first line ‹  blank›
    paragraph ‹end›
      text ‹end›
)");
  check(R"(> - ```
>   x
>
>   y
>   ```
> z
)",
        R"(
quote ‹> - ```⏎>   x⏎>⏎>   y⏎>   ```⏎> z›
  list - ‹- ```⏎>   x⏎>⏎>   y⏎>   ```›
    item ‹- ```⏎>   x⏎>⏎>   y⏎>   ```› marker ‹-›
      fence ‹```⏎>   x⏎>⏎>   y⏎>   ```› closed first line ‹>   x›
  paragraph ‹z›
    text ‹z›
)");
}

TEST_CASE("HTML, front matter, inlines and odd bytes") {
  check(R"(<!-- one -->
text
)",
        R"(
html block ‹<!-- one -->›
paragraph ‹text›
  text ‹text›
comment block of ‹<!-- one -->› content ‹ one ›
)");
  check(R"(<!-- multi
line -->

<!--a--><!--b-->
)",
        R"(
html block ‹<!-- multi⏎line -->›
html block ‹<!--a--><!--b-->›
comment block of ‹<!-- multi⏎line -->› content ‹ multi⏎line ›
comment block of ‹<!--a-->› content ‹a›
comment block of ‹<!--b-->› content ‹b›
)");
  check(R"(<div id="x">
inner *no*

*yes* <a name="y"></a> <i
id='z'>
</div>
)",
        R"(
html block ‹<div id="x">⏎inner *no*›
paragraph ‹*yes* <a name="y"></a> <i⏎id='z'>›
  emphasis ‹*yes*› content ‹yes›
    text ‹yes›
  text ‹ ›
  html ‹<a name="y">›
  html ‹</a>›
  text ‹ ›
  html ‹<i›
  html ‹id='z'>›
html block ‹</div>›
id is ‹x›
id is ‹y›
id is ‹z›
)");
  check(R"(<!-- unclosed
text
)",
        R"(
html block ‹<!-- unclosed⏎text›
)");
  check(R"(- <!-- in item -->
- text <!-- inline
  two --> end
)",
        R"(
list - ‹- <!-- in item -->⏎- text <!-- inline⏎  two --> end›
  item ‹- <!-- in item -->› marker ‹-›
    html block ‹<!-- in item -->›
  item ‹- text <!-- inline⏎  two --> end› marker ‹-›
    paragraph ‹text <!-- inline⏎  two --> end›
      text ‹text ›
      html ‹<!-- inline›
      html ‹two -->›
      text ‹ end›
comment block of ‹<!-- in item -->› content ‹ in item ›
comment of ‹<!-- inline⏎  two -->› content ‹ inline⏎  two ›
)");
  check(R"(> <!-- q
> r -->
)",
        R"(
quote ‹> <!-- q⏎> r -->›
  html block ‹<!-- q⏎> r -->›
comment block of ‹<!-- q⏎> r -->› content ‹ q⏎> r ›
)");
  check(R"(<details>
<summary id=s1>Sum</summary>

- item

</details>
)",
        R"(
html block ‹<details>⏎<summary id=s1>Sum</summary>›
list - ‹- item›
  item ‹- item› marker ‹-›
    paragraph ‹item›
      text ‹item›
html block ‹</details>›
id is ‹s1›
)");
  check(R"(<a id="one"/><a id = "two"><a data-id="no">
)",
        R"(
paragraph ‹<a id="one"/><a id = "two"><a data-id="no">›
  html ‹<a id="one"/>›
  html ‹<a id = "two">›
  html ‹<a data-id="no">›
id is ‹one›
id is ‹two›
)");
  check(R"(---
title: x
---
# H
)",
        R"(
front matter ‹---⏎title: x⏎---› lines ‹title: x⏎›
heading 1 ‹# H› content ‹H›
  text ‹H›
)");
  check(R"(⎘---
title: x
...
text
)",
        R"(
front matter ‹---⏎title: x⏎...› lines ‹title: x⏎›
paragraph ‹text›
  text ‹text›
)");
  check(R"(---
not: closed
text
)",
        R"(
break ‹---›
paragraph ‹not: closed⏎text›
  text ‹not: closed›
  soft break ‹›
  text ‹text›
)");
  check(R"(---
---
text
)",
        R"(
front matter ‹---⏎---› lines ‹›
paragraph ‹text›
  text ‹text›
)");
  check(R"(⎘# Title
[a](b) - ␀
)",
        R"(
heading 1 ‹# Title› content ‹Title›
  text ‹Title›
paragraph ‹[a](b) - ␀›
  link ‹[a](b)› inline text ‹a› path ‹b›
    text ‹a›
  text ‹ - ␀›
)");
  check(R"(`a` ``b ` c`` `d
e` ` f ` `` ` `` `x
)",
        R"(
paragraph ‹`a` ``b ` c`` `d⏎e` ` f ` `` ` `` `x›
  code ‹`a`› content ‹a›
  text ‹ ›
  code ‹``b ` c``› content ‹b ` c›
  text ‹ ›
  code ‹`d⏎e`› content ‹d⏎e›
  text ‹ ›
  code ‹` f `› content ‹ f ›
  text ‹ ›
  code ‹`` ` ``› content ‹ ` ›
  text ‹ `x›
)");
  check(R"(`unclosed *em* ``x`
)",
        R"(
paragraph ‹`unclosed *em* ``x`›
  code ‹`unclosed *em* ``x`› content ‹unclosed *em* ``x›
)");
  check(R"(*a **b** c* ***d*** _e_ __f__ *g***h** **i*j*k**
)",
        R"(
paragraph ‹*a **b** c* ***d*** _e_ __f__ *g***h** **i*j*k**›
  emphasis ‹*a **b** c*› content ‹a **b** c›
    text ‹a ›
    strong ‹**b**› content ‹b›
      text ‹b›
    text ‹ c›
  text ‹ ›
  emphasis ‹***d***› content ‹**d**›
    strong ‹**d**› content ‹d›
      text ‹d›
  text ‹ ›
  emphasis ‹_e_› content ‹e›
    text ‹e›
  text ‹ ›
  strong ‹__f__› content ‹f›
    text ‹f›
  text ‹ ›
  emphasis ‹*g*› content ‹g›
    text ‹g›
  strong ‹**h**› content ‹h›
    text ‹h›
  text ‹ ›
  strong ‹**i*j*k**› content ‹i*j*k›
    text ‹i›
    emphasis ‹*j*› content ‹j›
      text ‹j›
    text ‹k›
)");
  check(R"(**bold [link](x) `code`** ~~del **b**~~ ~~~no~~~
)",
        R"(
paragraph ‹**bold [link](x) `code`** ~~del **b**~~ ~~~no~~~›
  strong ‹**bold [link](x) `code`**› content ‹bold [link](x) `code`›
    text ‹bold ›
    link ‹[link](x)› inline text ‹link› path ‹x›
      text ‹link›
    text ‹ ›
    code ‹`code`› content ‹code›
  text ‹ ›
  struck ‹~~del **b**~~› content ‹del **b**›
    text ‹del ›
    strong ‹**b**› content ‹b›
      text ‹b›
  text ‹ ~~~no~~~›
)");
  check(R"(a*b*c a_b_c 2*3*4 * not * ** no **
)",
        R"(
paragraph ‹a*b*c a_b_c 2*3*4 * not * ** no **›
  text ‹a›
  emphasis ‹*b*› content ‹b›
    text ‹b›
  text ‹c a_b_c 2›
  emphasis ‹*3*› content ‹3›
    text ‹3›
  text ‹4 * not * ** no **›
)");
  check(R"(*a `*` b* **a
b** \*c\*
)",
        R"(
paragraph ‹*a `*` b* **a⏎b** \*c\*›
  emphasis ‹*a `*` b*› content ‹a `*` b›
    text ‹a ›
    code ‹`*`› content ‹*›
    text ‹ b›
  text ‹ ›
  strong ‹**a⏎b**› content ‹a⏎b›
    text ‹a›
    soft break ‹›
    text ‹b›
  text ‹ ›
  text ‹*c›
  text ‹*›
)");
  check(R"(hard  
break\
two
soft
)",
        R"(
paragraph ‹hard  ⏎break\⏎two⏎soft›
  text ‹hard›
  hard break ‹  ›
  text ‹break›
  hard break ‹\›
  text ‹two›
  soft break ‹›
  text ‹soft›
)");
  check(R"(&amp; &copy; &#35; &nosuch; &
)",
        R"(
paragraph ‹&amp; &copy; &#35; &nosuch; &›
  entity ‹&amp;›
  text ‹ ›
  entity ‹&copy;›
  text ‹ ›
  entity ‹&#35;›
  text ‹ ›
  entity ‹&nosuch;›
  text ‹ &›
)");
  check(R"(# CRLF␍
␍
- [ ] a␍
- b [x](y)␍
␍
```␍
code␍
```␍
| a |␍
|---|␍
| b |␍
)",
        R"(
heading 1 ‹# CRLF› content ‹CRLF›
  text ‹CRLF›
list - ‹- [ ] a␍⏎- b [x](y)›
  item ‹- [ ] a› marker ‹-› task ‹ ›
    paragraph ‹a›
      text ‹a›
  item ‹- b [x](y)› marker ‹-›
    paragraph ‹b [x](y)›
      text ‹b ›
      link ‹[x](y)› inline text ‹x› path ‹y›
        text ‹x›
fence ‹```␍⏎code␍⏎```› closed first line ‹code›
table ‹| a |␍⏎|---|␍⏎| b |›
  head ‹| a |›
    row ‹| a |›
      cell ‹a›
        text ‹a›
  row ‹| b |›
    cell ‹b›
      text ‹b›
)");
  check(R"(# lone␍para *x*␍␍- a␍- b␍␍```␍c␍```␍> q␍> r␍
)",
        R"(
heading 1 ‹# lone› content ‹lone›
  text ‹lone›
paragraph ‹para *x*›
  text ‹para ›
  emphasis ‹*x*› content ‹x›
    text ‹x›
list - ‹- a␍- b›
  item ‹- a› marker ‹-›
    paragraph ‹a›
      text ‹a›
  item ‹- b› marker ‹-›
    paragraph ‹b›
      text ‹b›
fence ‹```␍c␍```› closed first line ‹c›
quote ‹> q␍> r›
  paragraph ‹q␍> r›
    text ‹q›
    soft break ‹›
    text ‹r›
)");
  check(R"(⇥code⇥
⇥⇥more
)",
        R"(
indented code ‹code⇥⏎⇥⇥more›
)");
  check(R"(-⇥item
⇥⇥code?
)",
        R"(
list - ‹-⇥item⏎⇥⇥code?›
  item ‹-⇥item⏎⇥⇥code?› marker ‹-›
    paragraph ‹item⏎⇥⇥code?›
      text ‹item›
      soft break ‹›
      text ‹code?›
)");
  check(R"(a⇥b  [x](⇥y⇥)
)",
        R"(
paragraph ‹a⇥b  [x](⇥y⇥)›
  text ‹a⇥b  ›
  link ‹[x](⇥y⇥)› inline text ‹x› path ‹y›
    text ‹x›
)");
  check(R"(␀a `␀` [x](y␀z)
```
␀
```
)",
        R"(
paragraph ‹␀a `␀` [x](y␀z)›
  text ‹␀a ›
  code ‹`␀`› content ‹␀›
  text ‹ [x](y␀z)›
fence ‹```⏎␀⏎```› closed first line ‹␀›
)");
  check(R"(_a **b_ c** [d *e](f) g*
)",
        R"(
paragraph ‹_a **b_ c** [d *e](f) g*›
  emphasis ‹_a **b_› content ‹a **b›
    text ‹a **b›
  text ‹ c** ›
  link ‹[d *e](f)› inline text ‹d *e› path ‹f›
    text ‹d *e›
  text ‹ g*›
)");
  check(R"(![a [b](c) d](e) [f ![g](h) i](j)
)",
        R"(
paragraph ‹![a [b](c) d](e) [f ![g](h) i](j)›
  image ‹![a [b](c) d](e)› inline text ‹a [b](c) d› path ‹e›
    text ‹a ›
    link ‹[b](c)› inline text ‹b› path ‹c›
      text ‹b›
    text ‹ d›
  text ‹ ›
  link ‹[f ![g](h) i](j)› inline text ‹f ![g](h) i› path ‹j›
    text ‹f ›
    image ‹![g](h)› inline text ‹g› path ‹h›
      text ‹g›
    text ‹ i›
)");
  check(R"(http://a.b/c) (http://a.b/c_(d)) http://a.b. http://a.b/&amp; "http://q.r"
)",
        R"(
paragraph ‹http://a.b/c) (http://a.b/c_(d)) http://a.b. http://a.b/&amp; "http://q.r"›
  link ‹http://a.b/c› bare text ‹http://a.b/c› path ‹http://a.b/c›
    text ‹http://a.b/c›
  text ‹) (›
  link ‹http://a.b/c_(d)› bare text ‹http://a.b/c_(d)› path ‹http://a.b/c_(d)›
    text ‹http://a.b/c_(d)›
  text ‹) ›
  link ‹http://a.b› bare text ‹http://a.b› path ‹http://a.b›
    text ‹http://a.b›
  text ‹. ›
  link ‹http://a.b/› bare text ‹http://a.b/› path ‹http://a.b/›
    text ‹http://a.b/›
  entity ‹&amp;›
  text ‹ "http://q.r"›
)");
  // md4c 0.4.8 says the closing backtick once more, as text.
  check(R"(` d
`A
)",
        R"(
paragraph ‹` d⏎`A›
  code ‹` d⏎`› content ‹ d⏎›
  text ‹A›
)");
}
