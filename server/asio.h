// Boost.Asio, and the only place that includes it. Narrow headers: the umbrella <boost/asio.hpp>
// of 1.74 does not compile with g++ 12 at C++20, and costs 1.5 s more where it does. Only .cpp
// files of server/ include this (5 s each); our headers name io_context by a declaration.
#pragma once

// IWYU pragma: begin_exports
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
// IWYU pragma: end_exports
