// LSP_FIELDS(Type, member, ...): lists a struct's members for the codec, under their own names,
// and gives the struct its equality. The struct stays an aggregate. Up to 256 members; the macros
// rescan themselves, which is the usual way to map over arguments (David Mazieres, 2021).
#pragma once

#include <concepts>
#include <string_view>
#include <tuple>

namespace pland::protocol {

template <class Owner, class Member>
struct Field {
  std::string_view name;
  Member Owner::*member;
};
template <class Owner, class Member>
Field(const char*, Member Owner::*) -> Field<Owner, Member>;

template <class T>
concept Reflected = requires {
  T::fields();
};

}  // namespace pland::protocol

#define LSP_PARENS ()
#define LSP_EXPAND(...) LSP_EXPAND4(LSP_EXPAND4(LSP_EXPAND4(LSP_EXPAND4(__VA_ARGS__))))
#define LSP_EXPAND4(...) LSP_EXPAND3(LSP_EXPAND3(LSP_EXPAND3(LSP_EXPAND3(__VA_ARGS__))))
#define LSP_EXPAND3(...) LSP_EXPAND2(LSP_EXPAND2(LSP_EXPAND2(LSP_EXPAND2(__VA_ARGS__))))
#define LSP_EXPAND2(...) __VA_ARGS__
#define LSP_EACH(type, member, ...) \
  ::pland::protocol::Field{         \
      #member, &type::member} __VA_OPT__(, LSP_EACH_AGAIN LSP_PARENS(type, __VA_ARGS__))
#define LSP_EACH_AGAIN() LSP_EACH

#define LSP_FIELDS(type, ...)                                                                    \
  static constexpr auto fields() { return std::tuple{LSP_EXPAND(LSP_EACH(type, __VA_ARGS__))}; } \
  friend bool operator==(const type&, const type&) = default;
