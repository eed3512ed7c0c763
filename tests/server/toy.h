// A server whose whole world is one number, and a client in memory: enough to see who runs when,
// what sees what, and who is answered, without a file, a socket or Markdown.
#pragma once

#include <atomic>
#include <doctest/doctest.h>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/session.h"
#include "server/table.h"

namespace pland::server::toy {

using Json = nlohmann::json;

struct Amount {
  std::int64_t by = 0;
  LSP_FIELDS(Amount, by)
};

struct Add {  // an edit
  static constexpr std::string_view method = "toy/add";
  using Params = Amount;
};
struct AddAndTell {  // an edit that is answered
  static constexpr std::string_view method = "toy/addAndTell";
  using Params = Amount;
  using Result = std::int64_t;
};
struct Later {  // an edit that is answered when the test says so
  static constexpr std::string_view method = "toy/later";
  using Params = protocol::Null;
  using Result = std::int64_t;
};
struct Read {  // a query
  static constexpr std::string_view method = "toy/read";
  using Params = protocol::Null;
  using Result = std::int64_t;
};
struct ReadFresh {  // a query that an edit cancels
  static constexpr std::string_view method = "toy/readFresh";
  using Params = protocol::Null;
  using Result = std::int64_t;
};
struct Work {  // a query that works until it is cancelled
  static constexpr std::string_view method = "toy/work";
  using Params = protocol::Null;
  using Result = std::int64_t;
};
struct Throw {
  static constexpr std::string_view method = "toy/throw";
  using Params = protocol::Null;
  using Result = protocol::Null;
};
struct ThrowNote {
  static constexpr std::string_view method = "toy/throwNote";
  using Params = protocol::Null;
};
struct Fail {
  static constexpr std::string_view method = "toy/fail";
  using Params = protocol::Null;
  using Result = protocol::Null;
};
struct Drop {  // an edit that forgets to answer
  static constexpr std::string_view method = "toy/drop";
  using Params = protocol::Null;
  using Result = protocol::Null;
};

// How many toy/work queries have begun.
inline std::atomic<int> working = 0;

struct State {
  using Snapshot = std::int64_t;
  explicit State(Client& c) : client(c) {}

  std::shared_ptr<const std::int64_t> snapshot() const {
    return std::make_shared<const std::int64_t>(number);
  }
  void add(const Amount& amount) {
    number += amount.by;
    client.content_changed();
  }

  Client& client;
  std::int64_t number = 0;
  std::vector<Reply<std::int64_t>> later;
  std::function<void()> in_initialize;
};

inline Routes routes(State& state) {
  using protocol::Error;
  using protocol::ErrorCode;
  Table<State> table(state);
  table.edit<protocol::Initialize>([](State& s, const protocol::InitializeParams&) {
    if (s.in_initialize) s.in_initialize();
    return protocol::InitializeResult{.serverInfo = protocol::ServerInfo{"toy", {}}};
  });
  table.edit<Add>(&State::add);
  table.edit<AddAndTell>([](State& s, const Amount& amount) {
    s.add(amount);
    return s.number;
  });
  table.edit<Later>(
      [](State& s, protocol::Null, Reply<std::int64_t> reply) { s.later.push_back(reply); });
  table.query<Read>(
      [](const Query<std::int64_t>& query, protocol::Null) { return *query.snapshot; });
  table.query<ReadFresh>(
      [](const Query<std::int64_t>& query, protocol::Null) { return *query.snapshot; },
      OnEdit::cancel);
  table.query<Work>([](const Query<std::int64_t>& query, protocol::Null) {
    ++working;
    while (!query.cancel.cancelled()) std::this_thread::yield();
    return std::int64_t{-1};
  });
  table.query<Throw>(
      [](const auto&, protocol::Null) -> protocol::Null { throw std::runtime_error("thrown"); });
  table.edit<ThrowNote>([](State&, protocol::Null) { throw 7; });
  table.query<Fail>([](const auto&, protocol::Null) -> protocol::Outcome<protocol::Null> {
    return Error{ErrorCode::RequestFailed, "no", {}};
  });
  table.edit<Drop>([](State&, protocol::Null, Reply<protocol::Null>) {});
  return table.take_routes();
}

// A session on a toy state, and what it said.
struct Server {
  explicit Server(unsigned threads = 0) : scheduler(threads) {
    session.serve(routes(state));
    session.connect([this](std::string body) { said.push_back(Json::parse(body)); },
                    [this](int code) {
                      exit_code = code;
                      ++exits;
                      scheduler.stop();
                    });
  }
  ~Server() {
    session.cancel_all(CancelReason::server_stopping);
    scheduler.join();
  }

  void notify(std::string method, Json params = nullptr) {
    session.receive(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump());
  }
  void ask(Json id, std::string method, Json params = nullptr) {
    session.receive(
        Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump());
  }
  // Asks, and gives the result or the error's code. Inline mode only.
  Json answer(std::string method, Json params = nullptr) {
    ask("answer", method, params);
    scheduler.poll();
    REQUIRE_FALSE(said.empty());
    auto last = said.back();
    REQUIRE(last["id"] == "answer");
    return last.contains("error") ? last["error"]["code"] : last["result"];
  }
  void initialize() { ask(0, "initialize", {{"capabilities", Json::object()}}); }
  // Runs until every request has been answered.
  void settle() {
    scheduler.run_until([this] { return session.under_way() == 0; }, Milliseconds(20'000));
    REQUIRE(session.under_way() == 0);
  }
  // How often each id was answered.
  std::map<Json, int> answers() const {
    std::map<Json, int> count;
    for (const auto& message : said) {
      if (message.contains("id") && !message.contains("method")) ++count[message["id"]];
    }
    return count;
  }

  Log log;
  Scheduler scheduler;
  Session session{scheduler, log};
  State state{session.client()};
  std::vector<Json> said;
  int exit_code = -1;
  int exits = 0;
};

}  // namespace pland::server::toy
