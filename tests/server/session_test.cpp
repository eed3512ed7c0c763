#include <doctest/doctest.h>
#include <random>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/server/toy.h"

using namespace pland::server;
using toy::Json;
using toy::Server;

TEST_CASE("life cycle: what is answered when") {
  Server server;
  // uninitialized
  CHECK(server.answer("toy/read") == -32002);
  CHECK(server.answer("shutdown") == -32002);
  CHECK(server.answer("no/such") == -32002);
  server.notify("toy/add", {{"by", 5}});
  CHECK(server.state.number == 0);
  CHECK(server.answer("initialize", 3) == -32602);
  CHECK(server.session.lifecycle() == Lifecycle::uninitialized);
  // initialized
  CHECK(server.answer("initialize", {{"capabilities", Json::object()}})["serverInfo"]["name"] ==
        "toy");
  CHECK(server.answer("initialize", {{"capabilities", Json::object()}}) == -32600);
  CHECK(server.answer("toy/read") == 0);
  CHECK(server.answer("no/such") == -32601);
  server.notify("toy/add", {{"by", 5}});
  CHECK(server.answer("toy/read") == 5);
  // shutting down
  CHECK(server.answer("shutdown") == nullptr);
  CHECK(server.answer("toy/read") == -32600);
  CHECK(server.answer("shutdown") == -32600);
  CHECK(server.answer("initialize", Json::object()) == -32600);
  server.notify("toy/add", {{"by", 5}});
  CHECK(server.state.number == 5);
  CHECK(server.exits == 0);
  // exited
  server.notify("exit");
  CHECK(server.exit_code == 0);
  const auto said = server.said.size();
  server.ask(9, "toy/read");
  server.notify("exit");
  server.scheduler.poll();
  CHECK(server.said.size() == said);
  CHECK(server.exits == 1);
}

TEST_CASE("exit without shutdown, and the end of the stream, are code 1") {
  for (bool initialized : {false, true}) {
    Server server;
    if (initialized) server.initialize();
    server.notify("exit");
    CHECK(server.exit_code == 1);
  }
  Server server;
  server.initialize();
  server.answer("shutdown");
  server.session.disconnected("the input ended");
  CHECK(server.exit_code == 1);
}

TEST_CASE("an end after exit changes nothing") {
  Server server;
  server.initialize();
  server.answer("shutdown");
  server.notify("exit");
  server.session.disconnected("the input ended");
  CHECK(server.exit_code == 0);
  CHECK(server.exits == 1);
}

TEST_CASE("bad messages are answered and survived") {
  Server server;
  server.initialize();
  auto told = [&](std::string body) {
    server.said.clear();
    server.session.receive(body);
    server.scheduler.poll();
    REQUIRE(server.said.size() == 1);
    return server.said[0]["id"].dump() + " " + server.said[0]["error"]["code"].dump();
  };
  CHECK(told("{") == "null -32700");
  CHECK(told("") == "null -32700");
  CHECK(told("[]") == "null -32600");
  CHECK(told(std::string(1'000'000, '[')) == "null -32700");
  CHECK(told(R"({"jsonrpc":"2.0","id":4,"method":"toy/addAndTell","params":{"by":"1"}})") ==
        "4 -32602");
  CHECK(server.said[0]["error"]["message"] == "expected integer at params.by, got string");
  CHECK(server.answer("toy/read") == 0);
  CHECK(server.session.under_way() == 0);
}

TEST_CASE("notifications are never answered, whatever they are") {
  Server server;
  server.initialize();
  server.said.clear();
  server.notify("$/unknown");
  server.notify("no/such");
  server.notify("toy/add", {{"by", "x"}});
  server.notify("toy/read");       // a request's method
  server.notify("toy/throwNote");  // throws
  server.notify("$/cancelRequest", {{"id", 99}});
  server.notify("$/cancelRequest");
  server.scheduler.poll();
  CHECK(server.said.empty());
  CHECK(server.answer("toy/read") == 0);
  CHECK(server.answer("toy/add", {{"by", 1}}) == -32601);  // a notification's method
}

TEST_CASE("what a handler throws or returns as an error is the answer") {
  Server server;
  server.initialize();
  CHECK(server.answer("toy/throw") == -32603);
  CHECK(server.said.back()["error"]["message"] == "toy/throw failed: thrown");
  CHECK(server.answer("toy/fail") == -32803);
  CHECK(server.answer("toy/drop") == -32603);
  CHECK(server.answer("toy/read") == 0);
}

TEST_CASE("an initialize that throws may be tried again") {
  Server server;
  server.state.in_initialize = [] { throw std::runtime_error("not yet"); };
  CHECK(server.answer("initialize", Json::object()) == -32603);
  CHECK(server.answer("toy/read") == -32002);
  server.state.in_initialize = {};
  CHECK(server.answer("initialize", Json::object()).is_object());
  CHECK(server.answer("toy/read") == 0);
}

TEST_CASE("what a handler says after its answer comes after it") {
  Server server;
  server.initialize();
  server.said.clear();
  server.ask(1, "toy/later");
  server.state.later[0](7);
  server.state.client.notify<pland::protocol::LogMessage>({});
  server.scheduler.poll();
  REQUIRE(server.said.size() == 2);
  CHECK(server.said[0]["result"] == 7);
  server.state.later[0](8);  // once is enough
  server.scheduler.poll();
  CHECK(server.said.size() == 2);
}

TEST_CASE("a request sees every edit before it and none after it") {
  Server server(4);
  server.initialize();
  std::mt19937 random(3);
  std::map<Json, std::int64_t> expected;
  std::int64_t number = 0;
  int id = 0;
  for (int edit = 0; edit < 2'000; ++edit) {
    server.notify("toy/add", {{"by", 1}});
    ++number;
    for (auto reads = random() % 4; reads > 0; --reads) {
      expected[++id] = number;
      server.ask(id, "toy/read");
    }
    if (random() % 16 == 0) server.scheduler.poll();
  }
  server.settle();
  std::map<Json, std::int64_t> seen;
  for (const auto& message : server.said) {
    if (message["id"] != 0) seen[message["id"]] = message.at("result");
  }
  CHECK(seen == expected);
}

TEST_CASE("every request is answered exactly once, under random cancels and edits") {
  Server server(4);
  server.initialize();
  std::mt19937 random(5);
  const std::vector<std::string> methods = {"toy/read", "toy/readFresh", "toy/throw", "toy/drop",
                                            "toy/fail", "no/such",       "toy/work"};
  const int count = 3'000;
  std::vector<int> working;
  for (int id = 1; id <= count; ++id) {
    const auto& method = methods[random() % methods.size()];
    server.ask(id, method);
    if (method == "toy/work") working.push_back(id);
    server.notify("$/cancelRequest", {{"id", 1 + random() % id}});
    if (working.size() > 2) {
      for (int worker : working) server.notify("$/cancelRequest", {{"id", worker}});
      working.clear();
    }
    if (random() % 8 == 0) server.notify("toy/add", {{"by", 1}});
    if (random() % 32 == 0) server.scheduler.poll();
  }
  for (int worker : working) server.notify("$/cancelRequest", {{"id", worker}});
  server.settle();
  auto answers = server.answers();
  CHECK(answers.size() == count + 1);
  for (const auto& entry : answers) CHECK_MESSAGE(entry.second == 1, entry.first.dump());
}

TEST_CASE("a cancelled request is answered with the reason") {
  Server server(1);
  server.initialize();
  auto code = [&](int id) {
    server.settle();
    for (const auto& message : server.said) {
      if (message["id"] == id) return message.value(Json::json_pointer("/error/code"), 0);
    }
    return 0;
  };
  // In the midst of its work, and before it has begun.
  const int begun = toy::working;
  server.ask(1, "toy/work");
  while (toy::working == begun) std::this_thread::yield();
  server.ask(6, "toy/read");
  server.notify("$/cancelRequest", {{"id", 6}});
  server.notify("$/cancelRequest", {{"id", 1}});
  CHECK(code(1) == -32800);
  CHECK(code(6) == -32800);

  server.ask(2, "toy/work");  // keeps the pool's one thread
  server.ask(3, "toy/readFresh");
  server.ask(4, "toy/read");
  server.notify("toy/add", {{"by", 1}});
  server.notify("$/cancelRequest", {{"id", 2}});
  CHECK(code(3) == -32801);
  CHECK(code(4) == 0);
  for (const auto& message : server.said) {
    if (message["id"] == 4) CHECK(message["result"] == 0);  // the world of its dispatch
  }

  server.ask(5, "toy/work");
  server.session.cancel_all(CancelReason::server_stopping);
  CHECK(code(5) == -32802);
}

TEST_CASE("an id that is used again cancels the last request with it") {
  Server server(2);
  server.initialize();
  server.said.clear();
  server.ask("x", "toy/work");
  server.ask("x", "toy/work");
  server.notify("$/cancelRequest", {{"id", "x"}});
  server.scheduler.run_until([&] { return !server.said.empty(); }, Milliseconds(20'000));
  CHECK(server.answers() == std::map<Json, int>{{"x", 1}});
  // The first is out of the client's reach now; it ends with the server, and is answered then.
  server.session.cancel_all(CancelReason::server_stopping);
}

TEST_CASE("requests to the client get their answer") {
  Server server;
  server.initialize();
  server.said.clear();
  std::string got;
  auto configuration = [&] {
    server.state.client.request<pland::protocol::Configuration>(
        {.items = {{.section = "pland"}}}, [&](const auto& outcome) {
          got = outcome.error() ? outcome.error()->message : outcome.result()->at(0).json;
        });
    return server.said.back()["id"];
  };
  auto respond = [&](Json id, std::string member, Json value) {
    server.session.receive(Json{{"jsonrpc", "2.0"}, {"id", id}, {member, value}}.dump());
  };
  respond(configuration(), "result", Json::array({{{"today", "2025-01-01"}}}));
  CHECK(got == R"({"today":"2025-01-01"})");
  auto id = configuration();
  respond(id, "error", {{"code", -32601}, {"message", "what?"}});
  CHECK(got == "what?");
  respond(id, "result", Json::array({1}));  // a second answer
  respond("other", "result", 1);
  CHECK(got == "what?");
  respond(configuration(), "result", 5);
  CHECK(got == "expected array at result, got number");
  server.state.client.request<pland::protocol::WorkDoneProgressCreate>(
      {.token = {"t"}}, [](const auto&) { throw std::runtime_error("in a callback"); });
  respond(server.said.back()["id"], "result", nullptr);
  CHECK(server.answer("toy/read") == 0);
}

TEST_CASE("the client's process is watched") {
  Server server;
  bool alive = true;
  server.session.watch_process(42, [&](std::int64_t pid) {
    CHECK(pid == 42);
    return alive;
  });
  server.scheduler.advance(Milliseconds(2'999));
  alive = false;
  CHECK(server.exits == 0);
  server.scheduler.advance(Milliseconds(1));
  CHECK(server.exit_code == 1);
}

TEST_CASE("a client that lives is let alone, and initialize starts the watch") {
  Server server;
  server.ask(0, "initialize", {{"processId", ::getpid()}, {"capabilities", Json::object()}});
  server.scheduler.advance(Milliseconds(10'000));
  CHECK(server.exits == 0);
  Server orphan;
  const auto child = ::fork();
  if (child == 0) ::_exit(0);
  siginfo_t ended;
  ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
  orphan.ask(0, "initialize", {{"processId", child}, {"capabilities", Json::object()}});
  orphan.scheduler.advance(Milliseconds(3'000));
  CHECK(orphan.exit_code == 1);  // though nobody has asked for its code yet
  ::waitpid(child, nullptr, 0);
}
