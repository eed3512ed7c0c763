// The word lists that quantity.cpp judges by, one readable table each. Lower case, English.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace pland::plan::words {

using List = std::string_view;

// A number behind one of these names something: "phase 2", "http 200", "rfc 9110".
inline constexpr std::array names_a_number = {
    List("phase"),    List("step"),      List("stage"),   List("sprint"),   List("version"),
    List("release"),  List("chapter"),   List("section"), List("issue"),    List("pr"),
    List("http"),     List("error"),     List("status"),  List("code"),     List("port"),
    List("python"),   List("node"),      List("java"),    List("ios"),      List("android"),
    List("windows"),  List("rfc"),       List("iso"),     List("article"),  List("item"),
    List("option"),   List("table"),     List("figure"),  List("kr"),       List("adr"),
    List("task"),     List("milestone"), List("risk"),    List("theme"),    List("objective"),
    List("decision"), List("iteration"), List("wave"),    List("part"),     List("appendix"),
    List("tier"),     List("level"),     List("layer"),   List("goal"),     List("metric"),
    List("web"),      List("debian"),    List("ubuntu"),  List("postgres"), List("postgresql"),
    List("react"),    List("oauth"),     List("c++"),
};
inline constexpr std::array comparators_below = {List("under"), List("below"), List("within"),
                                                 List("sub")};
inline constexpr std::array comparators_above = {List("over"),      List("above"),
                                                 List("exceed"),    List("exceeds"),
                                                 List("exceeding"), List("beyond")};
inline constexpr std::array zeros = {List("zero"),     List("no"),      List("none"),
                                     List("never"),    List("without"), List("eliminated"),
                                     List("eliminate")};
inline constexpr std::array multiples = {
    List("double"),  List("doubled"), List("doubles"),  List("twice"),   List("triple"),
    List("tripled"), List("halve"),   List("halved"),   List("half"),    List("dozen"),
    List("dozens"),  List("hundred"), List("thousand"), List("million"), List("quadruple")};
inline constexpr std::array references = {
    List("slo"),          List("slos"),      List("sla"),           List("slas"),
    List("nfr"),          List("nfrs"),      List("baseline"),      List("budget"),
    List("budgets"),      List("threshold"), List("thresholds"),    List("requirement"),
    List("requirements"), List("quota"),     List("specification"), List("spec"),
    List("acceptance"),   List("target"),    List("targets")};
inline constexpr std::array standards = {List("wcag"), List("soc"), List("gdpr"),   List("hipaa"),
                                         List("iso"),  List("pci"), List("fedramp")};
inline constexpr std::array directions_up = {
    List("improve"),      List("improved"),   List("improves"),    List("improving"),
    List("increase"),     List("increased"),  List("increases"),   List("increasing"),
    List("grow"),         List("grows"),      List("growing"),     List("growth"),
    List("boost"),        List("raise"),      List("enhance"),     List("enhanced"),
    List("enhances"),     List("accelerate"), List("accelerated"), List("strengthen"),
    List("strengthened"), List("maximize"),   List("maximise"),    List("expand"),
    List("better"),       List("higher"),     List("greater"),     List("more"),
    List("faster"),       List("smoother"),   List("stronger"),    List("easier")};
inline constexpr std::array directions_down = {
    List("reduce"),    List("reduced"),   List("reduces"), List("reducing"), List("decrease"),
    List("decreased"), List("decreases"), List("lower"),   List("lowered"),  List("cut"),
    List("minimize"),  List("minimise"),  List("shrink"),  List("fewer"),    List("less"),
    List("shorter"),   List("slower")};
inline constexpr std::array qualities = {
    List("robust"),    List("seamless"),    List("seamlessly"),    List("intuitive"),
    List("easy"),      List("easily"),      List("high"),          List("good"),
    List("great"),     List("excellent"),   List("reliable"),      List("scalable"),
    List("efficient"), List("smooth"),      List("satisfaction"),  List("satisfied"),
    List("happy"),     List("delight"),     List("delightful"),    List("user-friendly"),
    List("friendly"),  List("world-class"), List("best-in-class"), List("performant"),
    List("fast"),      List("powerful"),    List("flexible"),      List("high-quality"),
    List("polished"),  List("modern"),      List("significant"),   List("adequate"),
    List("strong")};
inline constexpr std::array metric_nouns = {
    List("rate"),      List("rates"),    List("time"),      List("times"),      List("score"),
    List("coverage"),  List("adoption"), List("retention"), List("churn"),      List("latency"),
    List("uptime"),    List("count"),    List("ratio"),     List("volume"),     List("accuracy"),
    List("nps"),       List("csat"),     List("revenue"),   List("throughput"), List("engagement"),
    List("conversion")};
inline constexpr std::array metric_heads = {List("number"), List("percentage"), List("percent"),
                                            List("share"),  List("average"),    List("median"),
                                            List("mean"),   List("proportion"), List("frequency")};
inline constexpr std::array universals = {List("all"),  List("every"), List("each"),   List("any"),
                                          List("both"), List("only"),  List("exactly")};
inline constexpr std::array finite_verbs = {
    List("is"),       List("are"),      List("has"),      List("have"),    List("can"),
    List("cannot"),   List("can't"),    List("must"),     List("should"),  List("will"),
    List("does"),     List("do"),       List("doesn't"),  List("don't"),   List("works"),
    List("work"),     List("passes"),   List("pass"),     List("runs"),    List("run"),
    List("returns"),  List("return"),   List("shows"),    List("show"),    List("fails"),
    List("fail"),     List("exists"),   List("exist"),    List("meets"),   List("meet"),
    List("supports"), List("matches"),  List("match"),    List("handles"), List("loads"),
    List("builds"),   List("starts"),   List("stays"),    List("uses"),    List("remains"),
    List("contains"), List("includes"), List("produces"), List("accepts"), List("rejects"),
    List("sees"),     List("gets"),     List("knows")};
inline constexpr std::array imperatives = {
    List("build"),    List("create"),    List("implement"), List("publish"), List("ship"),
    List("launch"),   List("deliver"),   List("deploy"),    List("release"), List("write"),
    List("add"),      List("remove"),    List("migrate"),   List("support"), List("complete"),
    List("document"), List("integrate"), List("establish"), List("define"),  List("enable"),
    List("achieve"),  List("hire"),      List("land"),      List("finish"),  List("provide"),
    List("set"),      List("move"),      List("replace"),   List("adopt"),   List("test"),
    List("verify"),   List("validate"),  List("onboard"),   List("design"),  List("introduce"),
    List("maintain"), List("ensure"),    List("keep")};
inline constexpr std::array conditionals = {List("given"), List("when"),   List("if"),
                                            List("then"),  List("unless"), List("until"),
                                            List("while")};
inline constexpr std::array deadlines = {List("by"), List("before"), List("until")};
inline constexpr std::array events = {
    List("launch"), List("release"),   List("ga"),         List("end"),
    List("beta"),   List("summer"),    List("winter"),     List("spring"),
    List("autumn"), List("christmas"), List("quarter"),    List("year"),
    List("month"),  List("sprint"),    List("conference"), List("go-live")};

template <std::size_t N>
constexpr bool has(const std::array<List, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace pland::plan::words
