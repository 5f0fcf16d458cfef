// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/io_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <vector>

namespace slipway::net {

IoThread::IoThread()
    : work_(io_.get_executor()),
      wakes_(std::make_shared<WakeList>(io_.get_executor())),
      thread_([this] { io_.run(); })
{
}

IoThread::~IoThread()
{
    stop();
}

void IoThread::stop()
{
    io_.stop();
    if (thread_.joinable())
        thread_.join();
}

void IoThread::adopt(const std::shared_ptr<Session>& session, std::function<void()> ended)
{
    sessions_.insert(session.get());
    asio::co_spawn(
        io_, [session] { return session->run(); },
        [this, session, ended = std::move(ended)](const std::exception_ptr&) {
            sessions_.erase(session.get());
            ended();
        });
}

void IoThread::forEach(void (Session::*what)())
{
    asio::post(io_, [this, what] {
        std::vector<std::shared_ptr<Session>> all;
        for (Session* session : sessions_)
            all.push_back(session->shared_from_this());
        for (const auto& session : all)
            (session.get()->*what)();
    });
}

}  // namespace slipway::net
