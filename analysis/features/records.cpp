#include "analysis/features/records.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/naming.h"
#include "analysis/features/plan_edit.h"
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

std::string destination_to(std::string_view path, std::string_view from_document) {
  return workspace::percent_encode_path(
      workspace::relative_to(path, workspace::directory_of(from_document)));
}

}  // namespace pland::features
