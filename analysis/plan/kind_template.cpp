// A template read as a schema: one walk over its blocks, as the Markdown parser sees them.
//
// An annotation belongs to the heading, label or bold line that was read last. What it says decides
// what that line is: a bold line that is something which may repeat (`is: risk; repeat`) opens a
// section of its own below all headings; any other is a field.
#include "analysis/plan/kind_template.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/markdown/document.h"
#include "analysis/markdown/plain.h"
#include "analysis/plan/chapter_reader.h"
#include "analysis/plan/kind.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

using markdown::Node;
using markdown::NodeKind;

constexpr std::uint8_t bold_level = 7;

struct Annotation {
  bool required = false;
  bool repeat = false;
  std::string is, kind, title, unless;
  std::vector<std::string> aliases, files;
};

std::vector<std::string> split(std::string_view list, char separator) {
  std::vector<std::string> out;
  while (true) {
    std::size_t end = std::min(list.find(separator), list.size());
    std::string_view part = text::trim(list.substr(0, end));
    if (!part.empty()) out.emplace_back(part);
    if (end == list.size()) return out;
    list.remove_prefix(end + 1);
  }
}

constexpr std::string_view annotation_word = "pland:";

Annotation read_annotation(std::string_view comment) {
  Annotation out;
  for (const std::string& part : split(text::trim(comment).substr(annotation_word.size()), ';')) {
    std::size_t colon = part.find(':');
    std::string_view key = text::trim(std::string_view(part).substr(0, colon));
    std::string_view value;
    if (colon != std::string::npos) value = text::trim(std::string_view(part).substr(colon + 1));
    if (key == "required") out.required = true;
    if (key == "repeat") out.repeat = true;
    if (key == "is") out.is = value;
    if (key == "kind") out.kind = value;
    if (key == "title") out.title = value;
    if (key == "unless") out.unless = value;
    if (key == "aliases") out.aliases = split(value, '|');
    if (key == "files") out.files = split(value, '|');
  }
  return out;
}

// The words of `is:` that are no role's or entity's own name.
struct Word {
  std::string_view word;
  SectionRole role;
};
constexpr std::array<Word, 7> role_words = {{
    {"metrics", SectionRole::success_metrics},
    {"options", SectionRole::alternatives},
    {"style", SectionRole::code_style},
    {"links", SectionRole::navigation},
    {"progress", SectionRole::status},
    {"trade-offs", SectionRole::decisions},
    {"deliverables", SectionRole::initiatives},
}};

std::optional<SectionRole> role_named(std::string_view word) {
  for (const Word& one : role_words)
    if (one.word == word) return one.role;
  for (int i = 0; i <= static_cast<int>(SectionRole::workflow); ++i) {
    auto role = static_cast<SectionRole>(i);
    std::string spelt(name(role));
    std::replace(spelt.begin(), spelt.end(), '_', '-');
    std::replace(spelt.begin(), spelt.end(), ' ', '-');
    if (spelt == word) return role;
  }
  return std::nullopt;
}

EntityKind entity_named(std::string_view word) {
  for (int i = 1; i <= static_cast<int>(EntityKind::revision); ++i) {
    auto kind = static_cast<EntityKind>(i);
    if (name(kind) == word) return kind;
  }
  return EntityKind::none;
}

class TemplateReader {
 public:
  explicit TemplateReader(std::string_view markdown)
      : source_(markdown), document_(markdown::Document::parse(markdown)) {}

  KindSchema read() {
    find_annotations();
    find_footer();
    document_.each_segment([&](const markdown::Placed& at) {
      segment_ = at.segment;
      base_ = at.offset;
      const auto& nodes = segment_->tree.nodes;
      for (std::uint32_t i = 0; i < nodes.size(); i = nodes[i].next) block(i, 0);
    });
    finish();
    return std::move(schema_);
  }

 private:
  enum class Target : std::uint8_t { none, document, section, field };
  struct Mark {  // an annotation and where it stands
    Span lines;  // that are left out of all texts
    Span comment;
    Annotation says;
  };

  const Node& node(std::uint32_t index) const { return segment_->tree.nodes[index]; }
  Span placed(Span span) const { return span.shifted(base_); }

  void find_annotations() {
    document_.each_segment([&](const markdown::Placed& at) {
      for (const markdown::Comment& comment : at.segment->tree.comments) {
        std::string_view content = at.segment->view(comment.content);
        if (!text::trim(content).starts_with(annotation_word)) continue;
        Mark mark;
        mark.comment = comment.span.shifted(at.offset);
        mark.lines = whole_lines(mark.comment);
        mark.says = read_annotation(content);
        marks_.push_back(std::move(mark));
      }
    });
  }

  // The lines of a comment that stands alone on them, else the comment.
  Span whole_lines(Span span) const {
    std::uint32_t begin = span.begin, end = span.end;
    auto blank = [&](std::uint32_t at) { return source_[at] == ' ' || source_[at] == '\t'; };
    while (begin > 0 && blank(begin - 1)) --begin;
    while (end < source_.size() && blank(end)) ++end;
    bool alone = (begin == 0 || source_[begin - 1] == '\n') &&
                 (end == source_.size() || source_[end] == '\n' || source_[end] == '\r');
    if (!alone) return span;
    if (end < source_.size() && source_[end] == '\r') ++end;
    if (end < source_.size() && source_[end] == '\n') ++end;
    return {begin, end};
  }

  // What stands behind the first line across that no heading follows belongs to the document.
  void find_footer() {
    footer_ = static_cast<std::uint32_t>(source_.size());
    bool found = false, first = true;
    document_.each_segment([&](const markdown::Placed& at) {
      const auto& nodes = at.segment->tree.nodes;
      for (std::uint32_t i = 0; i < nodes.size(); i = nodes[i].next) {
        if (nodes[i].kind == NodeKind::heading) {
          found = false;
          if (first)
            lone_title_ = nodes[i].level == 1;
          else if (nodes[i].level == 1)
            lone_title_ = false;
          first = false;
        } else if (nodes[i].kind == NodeKind::thematic_break && !first && !found) {
          found = true;
          footer_ = nodes[i].span.begin + at.offset;
        }
      }
    });
    if (!found) footer_ = static_cast<std::uint32_t>(source_.size());
  }

  // Annotations between the block before and this byte go to what was read last.
  void take_annotations(std::uint32_t until) {
    for (; next_mark_ < marks_.size() && marks_[next_mark_].comment.begin < until; ++next_mark_) {
      annotate(marks_[next_mark_].says);
    }
  }

  void annotate(const Annotation& says) {
    if (!says.kind.empty() || !says.files.empty()) {
      schema_.kind = document_kind_named(says.kind).value_or(DocumentKind::none);
      schema_.name = says.kind;
      schema_.title = says.title;
      for (const std::string& file : says.files) schema_.files.push_back(text::lower(file));
      return;
    }
    EntityKind entity = entity_named(says.is);
    if (target_ == Target::field && entity != EntityKind::none && says.repeat) open_bold(entity);
    if (target_ == Target::section) {
      SchemaSection& section = schema_.sections.back();
      section.required = says.required;
      section.repeat = says.repeat;
      section.is = says.is;
      section.unless = template_name(says.unless);
      section.role = role_named(says.is);
      // "revision" is a role, and each of many such sections is a revision.
      section.entity = says.repeat || !section.role ? entity : EntityKind::none;
      if (!section.role && section.entity == EntityKind::none)
        section.role = section_role(section.title);
      add_names(section.names, says.aliases);
    } else if (target_ == Target::field) {
      SchemaField& field = last_field().field;
      field.required = says.required;
      add_names(field.names, says.aliases);
      if (!field.role) {
        for (const std::string& alias : says.aliases) {
          if (!field.role) field.role = field_role(alias);
        }
      }
      last_field().annotated = true;
    }
  }

  static void add_names(std::vector<std::string>& names, const std::vector<std::string>& aliases) {
    for (const std::string& alias : aliases) {
      std::string name = template_name(alias);
      if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    }
  }

  // The line read last is no field but a thing of its own.
  void open_bold(EntityKind entity) {
    Pending line = std::move(last_field());
    fields_.pop_back();
    SchemaSection section;
    section.title = line.bold.empty() ? line.field.label : line.bold;
    section.level = bold_level;
    section.entity = entity;
    section.parent = heading_;
    add_names(section.names, {section.title});
    bold_ = static_cast<std::uint32_t>(schema_.sections.size());
    bold_depth_ = line.depth;
    extents_.push_back({line.extent.begin, line.extent.end});
    guidance_.emplace_back();
    schema_.sections.push_back(std::move(section));
    target_ = Target::section;
  }

  void block(std::uint32_t index, std::uint32_t depth) {
    const Node& here = node(index);
    take_annotations(here.span.begin + base_);
    switch (here.kind) {
      case NodeKind::heading:
        heading(index);
        break;
      case NodeKind::paragraph:
        paragraph(index, depth, placed(here.span));
        break;
      case NodeKind::list:
        for (std::uint32_t i = index + 1; i < here.next; i = node(i).next) item(i, depth);
        // A list right below a label is what the label holds.
        // A list of another kind is another list; one of the same kind goes on in a new segment.
        if (depth == 0 && open_label_ != no_index) {
          if (label_list_ != 0 && label_list_ != here.level)
            open_label_ = no_index;
          else
            fields_[open_label_].extent.end = placed(here.span).end;
          label_list_ = here.level;
        }
        if (depth == 0 && bold_ != no_index && bold_depth_ == 0) {
          extents_[bold_].end = std::max(extents_[bold_].end, placed(here.span).end);
        }
        break;
      case NodeKind::thematic_break:
        bold_ = open_label_ = no_index;
        break;
      default:
        break;
    }
  }

  void heading(std::uint32_t index) {
    const Node& here = node(index);
    std::string title = markdown::plain(*segment_, index, base_).text;
    bold_ = open_label_ = no_index;
    guiding_ = true;
    Span span = placed(here.span);
    if (lone_title_ && here.level == 1) {
      if (schema_.title.empty()) schema_.title = title;
      target_ = Target::document;
      heading_ = no_index;
      return;
    }
    while (heading_ != no_index && schema_.sections[heading_].level >= here.level) {
      heading_ = schema_.sections[heading_].parent;
    }
    SchemaSection section;
    section.title = title;
    section.level = here.level;
    section.parent = heading_;
    section.role = section_role(title);
    add_names(section.names, {title});
    heading_ = static_cast<std::uint32_t>(schema_.sections.size());
    extents_.push_back({span.begin, footer_});
    guidance_.emplace_back();
    schema_.sections.push_back(std::move(section));
    target_ = Target::section;
  }

  void item(std::uint32_t index, std::uint32_t depth) {
    const Node& here = node(index);
    bool first = true;
    for (std::uint32_t i = index + 1; i < here.next; i = node(i).next) {
      take_annotations(node(i).span.begin + base_);
      if (node(i).kind == NodeKind::paragraph && first) {
        paragraph(i, depth + 1, placed(here.span));
        first = false;
      } else if (node(i).kind == NodeKind::list) {
        block(i, depth + 1);
      }
    }
    take_annotations(here.span.end + base_);
    if (bold_ != no_index && bold_depth_ == depth + 1) bold_ = no_index;
  }

  void paragraph(std::uint32_t index, std::uint32_t depth, Span extent) {
    markdown::Plain plain = markdown::plain(*segment_, index, base_);
    if (depth == 0) bold_ = open_label_ = no_index;
    std::vector<FieldLine> lines = find_field_lines(plain);
    Span bold = leading_strong(plain);
    bool whole_bold = lines.empty() && !bold.empty() && bold.end == plain.text.size();
    if (lines.empty() && !whole_bold) {
      if (depth == 0) prose(plain, extent);
      target_ = Target::none;
      return;
    }
    guiding_ = false;
    if (whole_bold) {
      lines.emplace_back();
      lines.back().label = bold;
      lines.back().value = {bold.end, bold.end};
    }
    for (const FieldLine& line : lines) {
      Pending made;
      made.field.label = line.label.of(plain.text);
      made.field.role = field_role(made.field.label);
      made.field.placeholder = line.value.of(plain.text);
      if (!bold.empty()) made.bold = bold.of(plain.text);
      made.depth = depth;
      made.extent = lines.size() == 1 ? extent : plain.source({line.label.begin, line.end});
      // In a paragraph of several lines each label begins its own.
      if (lines.size() > 1) made.extent = line_around(made.extent);
      made.section = bold_ != no_index ? bold_ : heading_;
      if (extent.begin >= footer_) made.section = no_index;
      made.is_field = !whole_bold && !template_name(made.field.label).empty();
      add_names(made.field.names, {made.field.label});
      fields_.push_back(std::move(made));
    }
    target_ = Target::field;
    if (depth == 0) {
      open_label_ = static_cast<std::uint32_t>(fields_.size() - 1);
      label_list_ = 0;
    }
  }

  Span line_around(Span span) const {
    while (span.begin > 0 && source_[span.begin - 1] != '\n') --span.begin;
    while (span.end < source_.size() && source_[span.end] != '\n') ++span.end;
    return span;
  }

  // Text under a heading, before its first label, explains it. A placeholder does so only where
  // nothing else does.
  void prose(const markdown::Plain& plain, Span span) {
    if (!guiding_ || heading_ == no_index || span.begin >= footer_) return;
    Guidance& guidance = guidance_[heading_];
    std::string text(source_.substr(span.begin, span.size()));
    std::size_t open = plain.text.find('[');
    if (open == std::string::npos) {
      if (!guidance.text.empty()) guidance.text += "\n\n";
      guidance.text += text;
    } else if (guidance.hint.empty() && open == 0 && plain.text.ends_with(']')) {
      guidance.hint = plain.text.substr(1, plain.text.size() - 2);
    }
  }

  std::string stripped(Span span) const {
    std::string out;
    std::uint32_t at = span.begin;
    auto append_until = [&](std::uint32_t end, bool behind_mark) {
      std::string_view part = source_.substr(at, end - at);
      // What stood around an annotation must not leave two blank lines.
      if (behind_mark && (out.empty() || out.ends_with("\n\n"))) {
        while (part.starts_with('\n') || part.starts_with("\r\n")) {
          part.remove_prefix(part.front() == '\n' ? 1 : 2);
        }
      }
      out += part;
    };
    bool behind = false;
    for (const Mark& mark : marks_) {
      if (mark.lines.end <= span.begin || mark.lines.begin >= span.end) continue;
      append_until(std::max(at, mark.lines.begin), behind);
      at = mark.lines.end;
      behind = true;
    }
    if (at < span.end) append_until(span.end, behind);
    return out;
  }

  // One line ending at the end; no blank lines, and no line across when it only divides sections.
  static std::string cleaned(std::string text, bool without_break) {
    auto trim_end = [&] {
      while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.pop_back();
    };
    trim_end();
    while (without_break && (text.ends_with("\n---") || text.ends_with("\n***"))) {
      text.resize(text.size() - 3);
      trim_end();
    }
    text += '\n';
    return text;
  }

  // Item lines moved to the margin.
  static std::string dedented(const std::string& text, std::size_t by) {
    if (by == 0) return text;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = text.find('\n', at);
      end = end == std::string::npos ? text.size() : end + 1;
      std::size_t skip = 0;
      while (skip < by && at + skip < end && text[at + skip] == ' ') ++skip;
      out.append(text, at + skip, end - at - skip);
      at = end;
    }
    return out;
  }

  void finish() {
    take_annotations(static_cast<std::uint32_t>(source_.size()) + 1);
    auto& sections = schema_.sections;
    for (std::uint32_t i = 0; i < sections.size(); ++i) {
      std::uint32_t end = i + 1;
      while (end < sections.size() && sections[end].level > sections[i].level) ++end;
      sections[i].end = end;
      Span extent = extents_[i];
      if (sections[i].level < bold_level && end < sections.size()) {
        extent.end = std::min(extent.end, extents_[end].begin);
      }
      sections[i].skeleton = cleaned(dedented(stripped(line_start(extent)), indent(extent)), true);
      Guidance& guidance = guidance_[i];
      sections[i].guidance = guidance.text.empty() ? guidance.hint : guidance.text;
    }
    for (Pending& pending : fields_) {
      if (!pending.is_field && !pending.annotated) continue;
      Span extent = line_start(pending.extent);
      pending.field.skeleton = cleaned(dedented(stripped(extent), indent(pending.extent)), false);
      auto& fields =
          pending.section == no_index ? schema_.fields : sections[pending.section].fields;
      fields.push_back(std::move(pending.field));
    }
    schema_.text = cleaned(stripped({0, static_cast<std::uint32_t>(source_.size())}), false);
    index_names();
    index_labels();
  }

  // Titles before aliases: what is called so beats what may be called so.
  void index_names() {
    auto& sections = schema_.sections;
    for (std::size_t rank = 0, more = 1; more > 0; ++rank) {
      more = 0;
      for (std::uint32_t i = 0; i < sections.size(); ++i) {
        if (rank >= sections[i].names.size()) continue;
        ++more;
        const std::string& name = sections[i].names[rank];
        if (is_pattern(name)) {
          schema_.by_pattern.emplace_back(name, i);
        } else {
          schema_.by_name.emplace(fold_name(name, true), i);
          schema_.by_name.emplace(fold_name(name, false), i);
        }
      }
    }
  }

  void index_labels() {
    std::vector<std::string_view> names;
    const auto add = [&](const SchemaField& field) {
      for (const std::string& name : field.names) {
        if (!may_be_misspelt(name) || std::find(names.begin(), names.end(), name) != names.end())
          continue;
        names.push_back(name);
        schema_.labels.spellings.push_back(normalise(field.label) == name ? field.label : "");
      }
    };
    for (const SchemaField& field : schema_.fields) add(field);
    for (const SchemaSection& section : schema_.sections)
      for (const SchemaField& field : section.fields) add(field);
    schema_.labels.names = NearestName(names);
  }

  std::size_t indent(Span extent) const {
    std::size_t size = 0;
    while (size < extent.begin && source_[extent.begin - 1 - size] == ' ') ++size;
    return size;
  }
  Span line_start(Span extent) const {
    extent.begin -= static_cast<std::uint32_t>(indent(extent));
    return extent;
  }

  struct Pending {  // a label, until it is known to be a field
    SchemaField field;
    std::string bold;  // the bold words the line begins with
    Span extent;
    std::uint32_t section = no_index;
    std::uint32_t depth = 0;
    bool is_field = false;
    bool annotated = false;
  };
  struct Guidance {
    std::string text, hint;
  };
  Pending& last_field() { return fields_.back(); }

  std::string_view source_;
  markdown::Document document_;
  KindSchema schema_;
  std::vector<Mark> marks_;
  std::size_t next_mark_ = 0;
  std::uint32_t footer_ = 0;
  bool lone_title_ = false;

  const markdown::Segment* segment_ = nullptr;
  std::uint32_t base_ = 0;
  Target target_ = Target::none;
  bool guiding_ = false;
  std::uint32_t heading_ = no_index;  // the section of the heading above
  std::uint32_t bold_ = no_index;     // the open section of a bold line
  std::uint32_t bold_depth_ = 0;
  std::uint32_t open_label_ = no_index;  // the label whose list may follow
  std::uint8_t label_list_ = 0;          // the marker of its list; 0 before it
  std::vector<Pending> fields_;
  std::vector<Span> extents_;  // of the sections
  std::vector<Guidance> guidance_;
};

}  // namespace

KindSchema parse_kind(std::string_view markdown) { return TemplateReader(markdown).read(); }

}  // namespace pland::plan
