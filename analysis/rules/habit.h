// What the things of one kind are said to have in a document: by its own habit (half of them say
// it), or because the template of its kind has it. What one of them lacks then was forgotten; what
// nobody promised is nobody's omission, and most real plans promise little.
//
// Made for entry rules: `count` is a glance at a chapter, `promised` sums the glances up for
// `about`. Rows of tables are left out, a register's columns say what it keeps; so are plain list
// items without any field, which are lists of names.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"

namespace pland::rules {

struct Aspect {
  std::string_view words;                               // "mitigation": in messages
  std::string_view label;                               // "Mitigation"
  std::string_view value;                               // the placeholder that a fix puts behind it
  std::array<std::optional<plan::FieldRole>, 4> roles;  // any of them says it
};

class Habit {
 public:
  // At most four aspects.
  constexpr Habit(plan::EntityKind kind, std::span<const Aspect> aspects)
      : kind_(kind), aspects_(aspects) {}

  std::span<const Aspect> aspects() const { return aspects_; }

  // How labels are written in the low bits (label_style.h), above them how many things there are
  // and how many of them say each aspect.
  Glance count(const plan::ChapterFacts& facts) const;
  // Whether it is one of the things that are counted.
  bool is_one(const plan::ChapterFacts& facts, const plan::Entity& entity) const;

  struct Counts {
    std::uint32_t things = 0;
    std::array<std::uint32_t, 4> saying{};  // of each aspect
  };
  Counts sum(std::span<const Glance> glances) const;
  // Bit by aspect: two things say it, and half of all.
  static std::uint8_t usual(const Counts& counts);
  // The kind that the document matches or declares has it in its template.
  std::uint8_t in_template(const plan::Plan& plan) const;
  // Either.
  std::uint8_t promised(const DocumentInput& input) const;

  // Bit by aspect: what the thing says in fields of its own, or in the headings right below it.
  std::uint8_t said(const plan::ChapterFacts& facts, const plan::Entity& entity) const;
  std::uint8_t said_below(const plan::Plan& plan, std::uint32_t entry) const;

 private:
  plan::EntityKind kind_;
  std::span<const Aspect> aspects_;
};

// The bytes of the chapter that speak of an entity: its section's own text, its item, or from its
// bold line to the next.
Span extent_of(const plan::ChapterFacts& facts, const plan::Entity& entity);

// What stands in it that is neither its name nor a field: paragraphs and items, in order.
std::vector<const plan::Run*> prose_of(const plan::ChapterFacts& facts, const plan::Entity& entity);

// "likelihood, impact or mitigation".
std::string listed(std::span<const Aspect> aspects, std::uint8_t which);

}  // namespace pland::rules
