// Every test runs in paranoid mode: each edit is compared with a parse from scratch.
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdlib>
#include <doctest/doctest.h>

int main(int argc, char** argv) {
  ::setenv("PLAND_PARANOID", "1", 1);
  return doctest::Context(argc, argv).run();
}
