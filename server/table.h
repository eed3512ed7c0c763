// The dispatch table: which function handles which method. Filled by one line per method, so that
// the file that fills it reads as the table of contents of the server:
//
//   table.edit<DidChange>(&State::did_change);
//   table.query<HoverRequest>(hover);
//   table.query<DocumentDiagnostics>(diagnostics, OnEdit::cancel);
//
// Two verbs. An edit runs on the main thread, in the order of arrival, and may change the state. A
// query runs on the pool against the snapshot that the state gave when the request was dispatched:
// it sees every edit before it and none after it.
//
// The table is generic over the state: it asks of it a type Snapshot and snapshot(). The session
// sees only Routes, in which state and types are gone. A handler of the wrong signature does not
// compile; a method registered twice ends the program.
#pragma once

#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "protocol/methods.h"
#include "server/cancel.h"
#include "server/reply.h"

namespace pland::server {

// Whether an edit makes a query's answer worthless. Cancel what a client asks for by itself and
// will ask again (diagnostics); keep what a person asked for (hover, rename).
enum class OnEdit { keep, cancel };

// What is known of files that nobody watches may be a little old. What changes files looks first.
enum class Look { as_known, first };

template <class State>
concept LooksFirst = requires(State& state) {
  state.look_first();
};

// One method, with the types gone. Exactly one of the two functions is set.
struct Route {
  OnEdit on_edit = OnEdit::keep;
  bool background = false;
  // On the main thread. Gives what is left to do: work that answers by the replier, to be run on
  // the pool if `background`, else at once. Nothing if it has answered (the params were bad).
  std::function<std::function<void()>(const protocol::Json& params, const Replier&)> request;
  // On the main thread. Gives the decode error, or an empty string.
  std::function<std::string(const protocol::Json& params)> notification;
};
using Routes = std::map<std::string, Route, std::less<>>;

template <class State>
concept ServesSnapshots = requires(State& state) {
  typename State::Snapshot;
  { state.snapshot() } -> std::convertible_to<std::shared_ptr<const typename State::Snapshot>>;
};

template <class State>
concept ChoosesMethods = requires(const State& state, std::string_view method) {
  { state.answers(method) } -> std::convertible_to<bool>;
};

// What a query handler gets beside its params.
template <class Snapshot>
struct Query {
  std::shared_ptr<const Snapshot> snapshot;
  CancelToken cancel;  // ask cancelled() in long loops, and then return anything
};

template <class F, class State, class M>
concept NotificationHandler = std::invocable<F&, State&, typename M::Params&&>;
// Answers at once, or keeps the Reply and answers later, from any thread.
template <class F, class State, class M>
concept RequestHandler =
    std::is_invocable_r_v<protocol::Outcome<typename M::Result>, F&, State&,
                          typename M::Params&&> ||
    std::is_invocable_r_v<void, F&, State&, typename M::Params&&, Reply<typename M::Result>>;
// Called on the pool, by several threads at once.
template <class F, class State, class M>
concept QueryHandler = std::is_invocable_r_v < protocol::Outcome<typename M::Result>,
const F&, const Query<typename State::Snapshot>&, const typename M::Params& > ;

template <ServesSnapshots State>
class Table {
 public:
  // The state must outlive the routes.
  explicit Table(State& state) : state_(&state) {}

  template <protocol::NotificationMethod M, NotificationHandler<State, M> F>
  void edit(F handler) {
    Route route;
    route.notification = [state = state_, handler](const protocol::Json& json) mutable {
      typename M::Params params{};
      auto error = protocol::decode(json.root("params"), params);
      if (error.empty()) std::invoke(handler, *state, std::move(params));
      return error;
    };
    add(M::method, std::move(route));
  }

  template <protocol::RequestMethod M, RequestHandler<State, M> F>
  void edit(F handler) {
    using Params = typename M::Params;
    using Result = typename M::Result;
    Route route;
    route.request = prepare<M>([state = state_, handler](Params&& params, const Replier& replier) {
      return [state, handler, params = std::move(params), replier]() mutable {
        if constexpr (std::invocable<F&, State&, Params&&, Reply<Result>>) {
          std::invoke(handler, *state, std::move(params), Reply<Result>(replier));
        } else {
          protocol::Outcome<Result> outcome = std::invoke(handler, *state, std::move(params));
          replier.outcome(outcome);
        }
      };
    });
    add<M>(std::move(route));
  }

  template <protocol::RequestMethod M, QueryHandler<State, M> F>
  void query(F handler, OnEdit on_edit = OnEdit::keep, Look look = Look::as_known) {
    using Params = typename M::Params;
    Route route;
    route.on_edit = on_edit;
    route.background = true;
    route.request =
        prepare<M>([state = state_, handler, look](Params&& params, const Replier& replier) {
          if constexpr (LooksFirst<State>) {
            if (look == Look::first) state->look_first();
          } else {
            static_cast<void>(look);
          }
          return [handler, params = std::move(params), replier,
                  query = Query<typename State::Snapshot>{state->snapshot(), replier.cancel()}] {
            if (query.cancel.cancelled()) return replier.cancelled();
            protocol::Outcome<typename M::Result> outcome = std::invoke(handler, query, params);
            query.cancel.cancelled() ? replier.cancelled() : replier.outcome(outcome);
          };
        });
    add<M>(std::move(route));
  }

  Routes take_routes() { return std::move(routes_); }

 private:
  // Decodes the params, and asks `work` for what is to be done with them.
  template <class M, class F>
  static auto prepare(F work) {
    return [work](const protocol::Json& json, const Replier& replier) -> std::function<void()> {
      typename M::Params params{};
      if (auto error = protocol::decode(json.root("params"), params); !error.empty()) {
        replier.error({protocol::ErrorCode::InvalidParams, std::move(error), {}});
        return {};
      }
      return work(std::move(params), replier);
    };
  }

  // A method that the user leaves to another server is answered with nothing.
  template <protocol::RequestMethod M>
  void add(Route route) {
    if constexpr (ChoosesMethods<State>) {
      route.request = [state = state_, request = std::move(route.request)](
                          const protocol::Json& json,
                          const Replier& replier) -> std::function<void()> {
        if (state->answers(M::method)) return request(json, replier);
        protocol::Outcome<typename M::Result> nothing{typename M::Result{}};
        replier.outcome(nothing);
        return {};
      };
    }
    add(M::method, std::move(route));
  }

  void add(std::string_view method, Route route) {
    if (routes_.emplace(method, std::move(route)).second) return;
    std::fprintf(stderr, "pland: method registered twice: %.*s\n", static_cast<int>(method.size()),
                 method.data());
    std::abort();
  }

  State* state_;
  Routes routes_;
};

}  // namespace pland::server
