#include "analysis/markdown/events.h"

#include <cstdint>
#include <md4c.h>

namespace pland::markdown {
namespace {

struct Log {
  std::uintptr_t begin;
  std::uintptr_t end;
  std::vector<Event>* events;

  std::uint32_t offset_of(const char* pointer) const {
    auto at = reinterpret_cast<std::uintptr_t>(pointer);
    return at >= begin && at < end ? static_cast<std::uint32_t>(at - begin) : nowhere;
  }
  void add(EventType type, int kind, int flag = 0, std::uint32_t offset = nowhere,
           std::uint32_t size = 0) {
    events->push_back(
        {type, static_cast<std::uint8_t>(kind), static_cast<std::uint8_t>(flag), offset, size, 0});
  }
};

// md4c is C: the callbacks must not throw, and return 0 (only a negative value would abort).
int enter_block(MD_BLOCKTYPE type, void* detail, void* user) noexcept {
  auto& log = *static_cast<Log*>(user);
  switch (type) {
    case MD_BLOCK_H:
      log.add(EventType::enter_block, type,
              static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
      break;
    case MD_BLOCK_UL:
      log.add(EventType::enter_block, type, static_cast<MD_BLOCK_UL_DETAIL*>(detail)->mark);
      break;
    case MD_BLOCK_OL: {
      auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
      log.add(EventType::enter_block, type, list->mark_delimiter, nowhere, list->start);
      break;
    }
    case MD_BLOCK_LI: {
      auto* item = static_cast<MD_BLOCK_LI_DETAIL*>(detail);
      log.add(EventType::enter_block, type, item->is_task,
              item->is_task ? item->task_mark_offset : nowhere);
      break;
    }
    case MD_BLOCK_CODE: {
      auto* code = static_cast<MD_BLOCK_CODE_DETAIL*>(detail);
      log.add(EventType::enter_block, type, code->fence_char);
      break;
    }
    default:
      log.add(EventType::enter_block, type);
  }
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* user) noexcept {
  static_cast<Log*>(user)->add(EventType::leave_block, type);
  return 0;
}

int enter_span(MD_SPANTYPE type, void* detail, void* user) noexcept {
  auto& log = *static_cast<Log*>(user);
  const MD_ATTRIBUTE* target = nullptr;
  if (type == MD_SPAN_A) target = &static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
  if (type == MD_SPAN_IMG) target = &static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src;
  if (target != nullptr && target->text != nullptr) {
    log.add(EventType::enter_span, type, 0, log.offset_of(target->text), target->size);
  } else {
    log.add(EventType::enter_span, type);
  }
  return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* user) noexcept {
  static_cast<Log*>(user)->add(EventType::leave_span, type);
  return 0;
}

int text(MD_TEXTTYPE type, const MD_CHAR* data, MD_SIZE size, void* user) noexcept {
  auto& log = *static_cast<Log*>(user);
  std::uint32_t offset = log.offset_of(data);
  log.add(EventType::text, type, offset == nowhere && size > 0 ? *data : 0, offset, size);
  return 0;
}

}  // namespace

bool parse_events(const char* buffer, std::uint32_t size, ParseOptions options,
                  std::vector<Event>& events) {
  events.clear();
  Log log{reinterpret_cast<std::uintptr_t>(buffer), reinterpret_cast<std::uintptr_t>(buffer) + size,
          &events};
  // Spelt out: the dialect macro gains footnotes and admonitions in later versions of md4c.
  unsigned flags = MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS |
                   MD_FLAG_PERMISSIVEWWWAUTOLINKS;
  if (options.tables) flags |= MD_FLAG_TABLES;
  if (options.urls) flags |= MD_FLAG_PERMISSIVEURLAUTOLINKS;
  MD_PARSER parser{0,          flags, enter_block, leave_block, enter_span,
                   leave_span, text,  nullptr,     nullptr};
  const bool done = md_parse(buffer, size, &parser, &log) == 0;
  std::uint32_t anchor = size;
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (event->type == EventType::text && event->offset != nowhere) anchor = event->offset;
    event->anchor = anchor;
  }
  return done;
}

}  // namespace pland::markdown
