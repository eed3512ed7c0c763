#include "analysis/features/records.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "analysis/features/naming.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/plan_language.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/new_document.h"
#include "analysis/plan/record_name.h"
#include "analysis/rules/line.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// "ADR-0007: ", "Decision 2 - ", "0007. ": the bytes before a title's words. The digits' place too.
struct Numbered {
  std::size_t digits = 0;
  std::size_t digits_end = 0;
  std::size_t words = 0;
};
std::optional<Numbered> numbered(std::string_view title) {
  Numbered out;
  for (const std::string_view word : {"Decision", "decision", "ADR", "adr", "D"}) {
    if (!title.starts_with(word)) continue;
    out.digits = word.size();
    break;
  }
  while (out.digits < title.size() &&
         std::string_view(" -#").find(title[out.digits]) != std::string_view::npos)
    ++out.digits;
  out.digits_end = out.digits;
  while (out.digits_end < title.size() && is_digit(title[out.digits_end])) ++out.digits_end;
  if (out.digits_end == out.digits) return std::nullopt;
  for (const std::string_view joint : {": ", " - ", " – ", " — ", ". ", ") "}) {
    if (!title.substr(out.digits_end).starts_with(joint)) continue;
    out.words = out.digits_end + joint.size();
    if (out.words < title.size()) return out;
  }
  return std::nullopt;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(
      std::mismatch(a.begin(),
                    a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())),
                    b.begin())
          .first -
      a.begin());
}

// The folder with the records nearest to a document, and one of them.
struct Records {
  std::string folder;
  workspace::SummaryPtr last;  // that with the highest name
};

Records records_of(const workspace::Workspace& workspace, const workspace::Document& document) {
  Records best;
  std::size_t best_near = 0;
  const std::string_view root = workspace.root_of(document.path);
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    if (summary->kind != plan::DocumentKind::decision) return;
    if (!plan::record_number(workspace::basename_of(summary->path))) return;
    if (!root.empty() && !workspace::is_inside(summary->path, root)) return;
    const std::string_view folder = workspace::directory_of(summary->path);
    const std::size_t near = common_prefix(document.path, summary->path);
    const bool same = best.last != nullptr && folder == best.folder;
    if (best.last == nullptr || (same && best.last->path < summary->path) ||
        (!same && (near > best_near || (near == best_near && folder < best.folder)))) {
      best.folder = folder;
      best.last = summary;
      best_near = near;
    }
  });
  if (best.last != nullptr) return best;
  const std::string_view home = root.empty() ? workspace::directory_of(document.path) : root;
  best.folder = workspace::join(home, plan::record_folders.front());
  if (workspace.disk == nullptr || !workspace.disk->look) return best;
  for (const std::string_view usual : plan::record_folders) {
    const std::string path = workspace::join(home, usual);
    if (workspace.disk->look(path).existence != workspace::Existence::folder) continue;
    best.folder = path;
    break;
  }
  return best;
}

std::vector<std::string> names_in(const workspace::Workspace& workspace,
                                  const std::string& folder) {
  std::vector<std::string> out;
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    if (workspace::directory_of(summary->path) == folder)
      out.emplace_back(workspace::basename_of(summary->path));
  });
  if (workspace.disk != nullptr && workspace.disk->list)
    for (const workspace::ListedName& name : workspace.disk->list(folder)) out.push_back(name.name);
  return out;
}

std::string with_eol(const std::string& text, std::string_view eol) {
  return joined(lines_of(text), eol);
}

}  // namespace

std::string title_proper(std::string_view title) {
  const auto found = numbered(title);
  return std::string(found ? title.substr(found->words) : title);
}

std::optional<NewRecord> next_record(const workspace::Workspace& workspace,
                                     const workspace::Document& document, std::string_view title) {
  if (!workspace::is_file(document.path)) return std::nullopt;
  const std::string words = title_proper(title);
  if (plan::file_name_of(words).empty()) return std::nullopt;
  const Records records = records_of(workspace, document);
  const std::string name = plan::next_record_name(names_in(workspace, records.folder), words);
  NewRecord out{workspace::join(records.folder, name), words};
  const auto number = plan::record_number(name);
  if (records.last == nullptr || !number) return out;
  // Titles that count go on counting.
  const std::string& model = records.last->title;
  const auto counts = numbered(model);
  if (!counts) return out;
  const std::size_t width = counts->digits_end - counts->digits;
  out.title = model.substr(0, counts->digits) + fmt::format("{:0{}}", number->number, width) +
              model.substr(counts->digits_end, counts->words - counts->digits_end) + words;
  return out;
}

std::string record_text(const plan::KindSchema& schema, const NewRecord& record, plan::Date today,
                        const std::vector<RecordPart>& parts, std::string_view eol) {
  const std::string text = plan::new_document(schema, record.title, today);
  const workspace::DocumentPtr made =
      workspace::make_document(record.path, 0, markdown::Document::parse(text));
  const plan::Plan& plan = *made->plan;
  std::vector<rules::Edit> edits;
  const auto fill_field = [&](plan::FieldRole role, const std::string& value) {
    for (const plan::PlacedChapter& placed : plan.chapters) {
      for (const plan::Field& field : placed.facts->fields) {
        if (field.role != role || field.value.empty()) continue;
        edits.push_back({"", field.value.shifted(placed.offset), value});
        return true;
      }
    }
    return false;
  };
  for (const RecordPart& part : parts) {
    if (part.text.empty()) continue;
    if (part.field && part.field != plan::FieldRole::supersedes) {
      fill_field(*part.field, part.text);
      continue;
    }
    if (part.field) {
      // No line of the template: behind the one that says the status.
      for (const plan::PlacedChapter& placed : plan.chapters) {
        for (const plan::Field& field : placed.facts->fields) {
          if (field.role != plan::FieldRole::status || !has_own_line(*placed.facts, field))
            continue;
          const std::uint32_t end =
              made->text.line_span(made->text.position(field.span.end + placed.offset).line).end;
          edits.push_back(
              {"", {end, end}, "\n" + line_like(*placed.facts, field, "Supersedes", part.text)});
        }
      }
      continue;
    }
    for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
      if (plan.section(entry).role != part.section || plan.outline[entry].level < 2) continue;
      const Span body = rules::body_of(plan, entry);
      const std::uint32_t end = rules::end_of_content(made->text, body);
      edits.push_back({"",
                       {body.begin, std::max(end, body.begin)},
                       "\n\n" + joined(lines_of(part.text), "\n")});
      break;
    }
  }
  return with_eol(edited(made->text, tidy_edits(std::move(edits))), eol);
}

namespace {

// A line of YAML with another value in the same quotes.
std::string yaml_line(const plan::ChapterFacts& facts, const plan::Field& field,
                      const std::string& value) {
  const std::string old = facts.text(field.value);
  const bool quoted = old.starts_with('"') || old.starts_with('\'');
  return facts.text(field.label) + ": " + (quoted ? old.front() + value + old.front() : value);
}

// The words that a template has below the heading of the same role or name.
std::string words_of_template(const workspace::Document& made, const plan::Section& section) {
  const plan::Plan& plan = *made.plan;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& own = plan.section(entry);
    if (plan.outline[entry].level < 2) continue;
    if (own.key != section.key && (!own.role || own.role != section.role)) continue;
    const Span body = rules::body_of(plan, entry);
    const std::string text = made.text.text(body);
    const std::size_t begin = text.find_first_not_of("\r\n");
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    if (begin != std::string::npos) return text.substr(begin, end + 1 - begin);
  }
  return placeholder_for(section.title);
}

}  // namespace

std::string record_like(const workspace::Document& model, const plan::KindSchema& schema,
                        const NewRecord& record, plan::Date today, const std::string& link,
                        const std::string& destination, std::string_view eol) {
  const workspace::DocumentPtr made = workspace::make_document(
      record.path, 0, markdown::Document::parse(plan::new_document(schema, record.title, today)));
  const plan::Plan& plan = *model.plan;
  const std::string_view locale = language_of(model).locale;
  std::vector<std::string> out, front;
  bool told = false;
  const auto value_of = [&](const plan::Field& field) -> std::string {
    if (field.role == plan::FieldRole::status) return "Proposed";
    if (field.role == plan::FieldRole::date || !plan::find_dates(field.value_text).empty())
      return today_like(field.value_text, today, locale);
    return placeholder_for(field.label_text);
  };
  for (const plan::PlacedChapter& placed : plan.chapters) {
    for (const plan::Field& field : placed.facts->fields) {
      if (field.form != plan::FieldForm::front_matter) continue;
      const std::string old = placed.facts->text(field.value);
      if (field.role == plan::FieldRole::status) {
        front.push_back(yaml_line(*placed.facts, field, "proposed"));
        front.push_back("supersedes: " + destination);
        told = true;
      } else if (field.role == plan::FieldRole::date) {
        front.push_back(
            yaml_line(*placed.facts, field, today_like(field.value_text, today, locale)));
      } else if (plan::normalise(field.label_text) == "title") {
        front.push_back(yaml_line(*placed.facts, field, record.title));
      } else if (field.role == plan::FieldRole::owner && old.find('\n') == std::string::npos) {
        front.push_back(yaml_line(*placed.facts, field, ""));
      }
    }
  }
  if (!front.empty()) {
    out.emplace_back("---");
    out.insert(out.end(), front.begin(), front.end());
    out.emplace_back("---");
    const std::uint32_t line = model.text.position(plan.offset(0)).line;
    if (line < model.text.line_count() && !out.empty()) out.emplace_back();
  }
  out.push_back("# " + record.title);
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    const plan::ChapterFacts& facts = plan.facts(entry);
    const std::uint32_t own = plan.outline[entry].section;
    if (plan.outline[entry].level > 2 || plan.outline[entry].level == 0) continue;
    if (plan.outline[entry].level == 2) {
      out.emplace_back();
      out.push_back(
          facts.text(section.span).substr(0, facts.text(section.span).find_first_of("\r\n")));
      out.emplace_back();
    }
    const auto heading =
        std::find_if(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& field) {
          return field.form == plan::FieldForm::heading && field.section == own && field.role;
        });
    if (heading != facts.fields.end()) {
      out.push_back(value_of(*heading));
      if (heading->role == plan::FieldRole::status && !told) {
        out.emplace_back();
        out.push_back("Supersedes " + link);
        told = true;
      }
      continue;
    }
    bool any = false;
    for (const plan::Field& field : facts.fields) {
      if (field.section != own || plan.outline[entry].level != 1 || !has_own_line(facts, field))
        continue;
      if (field.form == plan::FieldForm::front_matter) continue;
      if (!std::exchange(any, true)) out.emplace_back();
      out.push_back(line_like(facts, field, facts.text(field.label), value_of(field)));
    }
    if (plan.outline[entry].level == 2)
      for (std::string& line : lines_of(words_of_template(*made, section)))
        out.push_back(std::move(line));
  }
  out.emplace_back();
  return joined(out, eol);
}

std::string destination_to(std::string_view path, std::string_view from_document) {
  return workspace::percent_encode_path(
      workspace::relative_to(path, workspace::directory_of(from_document)));
}

}  // namespace pland::features
