#include "server/scheduler.h"

#include <atomic>
#include <doctest/doctest.h>
#include <string>
#include <thread>

using namespace pland::server;

TEST_CASE("inline: work is done at once, posts wait their turn, time stands still") {
  Scheduler scheduler(0);
  std::string order;
  scheduler.post([&] { order += 'p'; });
  scheduler.background([&] { order += 'b'; });
  CHECK(order == "b");
  scheduler.after(Milliseconds(10), [&] { order += '2'; });
  scheduler.after(Milliseconds(5), [&] { order += '1'; });
  auto never = scheduler.after(Milliseconds(7), [&] { order += 'x'; });
  scheduler.after(Milliseconds(10), [&] { order += '3'; });
  scheduler.cancel(never);
  scheduler.poll();
  CHECK(order == "bp");
  scheduler.advance(Milliseconds(9));
  CHECK(order == "bp1");
  scheduler.advance(Milliseconds(1));
  CHECK(order == "bp123");
}

TEST_CASE("a timer may set itself again") {
  Scheduler scheduler(0);
  int fired = 0;
  std::function<void()> again = [&] {
    ++fired;
    scheduler.after(Milliseconds(10), again);
  };
  scheduler.after(Milliseconds(10), again);
  for (int i = 0; i < 5; ++i) scheduler.advance(Milliseconds(10));
  CHECK(fired == 5);
}

TEST_CASE("threads: work runs elsewhere, posts come home, timers fire in order") {
  Scheduler scheduler(2);
  std::atomic<bool> elsewhere = false;
  std::string order;
  scheduler.after(Milliseconds(20), [&] {
    order += '2';
    scheduler.stop();
  });
  scheduler.after(Milliseconds(1), [&] { order += '1'; });
  auto never = scheduler.after(Milliseconds(0), [&] { order += 'x'; });
  scheduler.cancel(never);
  scheduler.background([&] {
    elsewhere = !scheduler.on_main_thread();
    scheduler.post([&] {
      CHECK(scheduler.on_main_thread());
      order += 'p';
    });
  });
  scheduler.run();
  scheduler.join();
  CHECK(elsewhere);
  CHECK(order.find('p') != std::string::npos);
  CHECK(order.find('1') < order.find('2'));
  CHECK(order.find('x') == std::string::npos);
}

TEST_CASE("join lets every answer under way come home") {
  Scheduler scheduler(4);
  int home = 0;
  for (int i = 0; i < 1'000; ++i) {
    scheduler.background([&] { scheduler.post([&] { ++home; }); });
  }
  scheduler.join();
  CHECK(home == 1'000);
}
