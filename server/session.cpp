#include "server/session.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <signal.h>
#include <utility>

namespace pland::server {

using namespace protocol;

namespace {

// A process that has ended and whose parent has not asked for its code yet; where there is /proc.
bool is_zombie(std::int64_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  if (!std::getline(file, text)) return false;
  const auto name_end = text.rfind(')');  // a name may hold anything
  return name_end != std::string::npos && text.compare(name_end, 3, ") Z") == 0;
}

bool process_alive(std::int64_t pid) {
  if (pid <= 0 || pid > std::numeric_limits<pid_t>::max()) return true;  // no process we can watch
  if (::kill(static_cast<pid_t>(pid), 0) != 0) return errno != ESRCH;
  return !is_zombie(pid);
}

// Runs `task`; what it throws comes back as text.
template <class F>
std::optional<std::string> thrown_by(const F& task) {
  try {
    task();
    return {};
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "an unknown exception";
  }
}

}  // namespace

struct Session::Impl : std::enable_shared_from_this<Impl> {
  struct UnderWay {
    CancelToken cancel;
    OnEdit on_edit = OnEdit::keep;
    std::uint64_t serial = 0;
    std::chrono::steady_clock::time_point since;
  };

  Impl(Scheduler& s, Log& l)
      : scheduler(s),
        log(l),
        client([this](std::string body) { send_body(std::move(body)); },
               [this] {
                 for (auto& [id, request] : requests) {
                   if (request.on_edit == OnEdit::cancel) {
                     request.cancel.cancel(CancelReason::content_modified);
                   }
                 }
               }) {}

  void send_body(std::string body) {
    if (!send) return;
    log.trace("-->", body);
    send(std::move(body));
  }

  template <class... Args>
  void note(fmt::format_string<Args...> format, Args&&... args) {
    if (log.enabled()) log.line(fmt::format(format, std::forward<Args>(args)...));
  }

  void finish(int code) {
    if (lifecycle == Lifecycle::exited) return;
    lifecycle = Lifecycle::exited;
    if (on_exit) on_exit(code);
  }

  Replier replier_for(const Id& id, OnEdit on_edit) {
    const auto serial = ++last_serial;
    // The answer may come from the pool, and after the session is gone. From the main thread it
    // goes out at once, so that what a handler says after it comes after it.
    auto deliver = [self = weak_from_this(), scheduler_ = &scheduler, serial](const Id& answered,
                                                                              std::string body) {
      if (scheduler_->on_main_thread()) {
        if (auto session = self.lock()) session->answer(answered, serial, std::move(body));
        return;
      }
      scheduler_->post([self, serial, answered, body = std::move(body)]() mutable {
        if (auto session = self.lock()) session->answer(answered, serial, std::move(body));
      });
    };
    auto second = [log_ = &log, id] { log_->line(fmt::format("#{} answered twice", to_json(id))); };
    Replier replier(id, std::move(deliver), std::move(second));
    requests.emplace(id, UnderWay{replier.cancel(), on_edit, serial, scheduler.now()});
    return replier;
  }

  void answer(const Id& id, std::uint64_t serial, std::string body) {
    auto [first, last] = requests.equal_range(id);
    auto found = std::find_if(first, last, [&](auto& r) { return r.second.serial == serial; });
    const std::chrono::duration<double, std::milli> took = scheduler.now() - found->second.since;
    note("--> #{} {:.1f} ms", to_json(id), took.count());
    requests.erase(found);
    send_body(std::move(body));
  }

  void refuse(const Id& id, ErrorCode code, std::string message) {
    note("--> #{} {}", to_json(id), message);
    send_body(error_body(id, {code, std::move(message), {}}));
  }

  void handle(Request request) {
    note("<-- {} #{}", request.method, to_json(request.id));
    const bool initialize = request.method == Initialize::method;
    if (lifecycle == Lifecycle::shutting_down) {
      return refuse(request.id, ErrorCode::InvalidRequest, "the server was shut down");
    }
    if (lifecycle == Lifecycle::uninitialized && !initialize) {
      return refuse(request.id, ErrorCode::ServerNotInitialized, "initialize comes first");
    }
    if (lifecycle == Lifecycle::initialized && initialize) {
      return refuse(request.id, ErrorCode::InvalidRequest, "the server is initialized already");
    }
    if (request.method == "shutdown") {
      lifecycle = Lifecycle::shutting_down;
      return send_body(response_body(request.id, Null{}));
    }
    auto found = routes.find(request.method);
    if (found == routes.end() || !found->second.request) {
      return refuse(request.id, ErrorCode::MethodNotFound,
                    fmt::format("no such request: {}", request.method));
    }
    const auto pid = request.params.root("").member("processId").integer();
    const bool done = dispatch(found->second, request);
    if (initialize && done) {
      lifecycle = Lifecycle::initialized;
      if (pid) watch(*pid, process_alive);
    }
  }

  // False if the request was answered with an error already: its params were bad, or it threw.
  bool dispatch(const Route& route, const Request& request) {
    auto replier = replier_for(request.id, route.on_edit);
    std::function<void()> work;
    auto guarded = [log_ = &log, replier, method = request.method](const auto& task) {
      auto error = thrown_by(task);
      if (!error) return true;
      auto text = fmt::format("{} failed: {}", method, *error);
      log_->line(text);
      replier.error({ErrorCode::InternalError, std::move(text), {}});
      return false;
    };
    if (!guarded([&] { work = route.request(request.params, replier); }) || !work) return false;
    if (!route.background) return guarded(work);
    scheduler.background([guarded, work = std::move(work)] { guarded(work); });
    return true;
  }

  void handle(Notification notification) {
    note("<-- {}", notification.method);
    const auto& method = notification.method;
    if (method == "exit") return finish(lifecycle == Lifecycle::shutting_down ? 0 : 1);
    if (method == "$/cancelRequest") {
      CancelParams params;
      if (!decode(notification.params.root("params"), params).empty()) return;
      auto [first, last] = requests.equal_range(params.id);
      if (first != last) std::prev(last)->second.cancel.cancel(CancelReason::by_client);
      return;
    }
    if (lifecycle != Lifecycle::initialized) return note("dropped {}", method);
    auto found = routes.find(method);
    if (found == routes.end() || !found->second.notification) {
      if (!method.starts_with("$/")) note("no such notification: {}", method);
      return;
    }
    std::string error;
    auto thrown = thrown_by([&] { error = found->second.notification(notification.params); });
    if (thrown) note("{} threw: {}", method, *thrown);
    if (!error.empty()) note("{}: {}", method, error);
  }

  void handle(Response response) {
    const auto id = to_json(response.id);
    note("<-- response #{}", id);
    bool known = true;
    auto thrown = thrown_by([&] { known = client.receive(std::move(response)); });
    if (thrown) note("response #{} threw: {}", id, *thrown);
    if (!known) note("response #{} answers nothing", id);
  }

  void handle(Malformed malformed) {
    note("<-- malformed: {}", malformed.error.message);
    if (malformed.response) return;
    send_body(error_body(malformed.id, malformed.error));
  }

  void watch(std::int64_t pid, std::function<bool(std::int64_t)> alive) {
    scheduler.after(Milliseconds(3000), [self = weak_from_this(), pid, alive = std::move(alive)] {
      auto session = self.lock();
      if (!session || session->lifecycle == Lifecycle::exited) return;
      if (alive(pid)) return session->watch(pid, alive);
      session->note("process {} is gone", pid);
      session->finish(1);
    });
  }

  Scheduler& scheduler;
  Log& log;
  Client client;
  Send send;
  std::function<void(int)> on_exit;
  Routes routes;
  Lifecycle lifecycle = Lifecycle::uninitialized;
  // A client may use an id again too early: then the last request with it is the one it means, and
  // the others are still known, so that the end of the server can cancel them.
  std::multimap<Id, UnderWay> requests;
  std::uint64_t last_serial = 0;
};

Session::Session(Scheduler& scheduler, Log& log) : impl_(std::make_shared<Impl>(scheduler, log)) {}
Session::~Session() { impl_->send = {}; }

Client& Session::client() { return impl_->client; }
void Session::serve(Routes routes) { impl_->routes = std::move(routes); }

void Session::connect(Send send, std::function<void(int)> on_exit) {
  impl_->send = std::move(send);
  impl_->on_exit = std::move(on_exit);
}

void Session::receive(std::string_view body) {
  if (impl_->lifecycle == Lifecycle::exited) return;
  impl_->log.trace("<--", body);
  auto thrown = thrown_by([&] {
    std::visit([&](auto&& message) { impl_->handle(std::move(message)); }, read_message(body));
  });
  if (thrown) impl_->note("a message could not be handled: {}", *thrown);
}

void Session::disconnected(std::string_view why) {
  impl_->note("disconnected: {}", why);
  impl_->finish(1);
}

void Session::cancel_all(CancelReason reason) {
  for (auto& [id, request] : impl_->requests) request.cancel.cancel(reason);
}

void Session::watch_process(std::int64_t pid, std::function<bool(std::int64_t)> alive) {
  impl_->watch(pid, alive ? std::move(alive) : process_alive);
}

Lifecycle Session::lifecycle() const { return impl_->lifecycle; }
std::size_t Session::under_way() const { return impl_->requests.size(); }

}  // namespace pland::server
