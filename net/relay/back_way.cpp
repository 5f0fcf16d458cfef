// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/relay/back_way.h"

#include "net/relay/splice.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <thread>
#include <vector>

namespace slipway::net {

namespace {

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::seconds connect_patience{10};

/// On the loop's thread alone.
class Lead : public std::enable_shared_from_this<Lead> {
public:
    Lead(asio::io_context& io, BackWayOptions options) : io_(io), options_(std::move(options)) {}

    void start()
    {
        for (int i = 0; i < options_.ready; ++i)
            asio::co_spawn(io_, stand(shared_from_this()), asio::detached);
    }

    void stop()
    {
        stopped_ = true;
        for (const auto& weak : lines_) {
            if (const Line line = weak.lock())
                close(line);
        }
        for (asio::steady_timer* pause : pauses_)
            pause->cancel();
    }

private:
    /// Keeps one connection waiting at the door, again and again.
    static asio::awaitable<void> stand(std::shared_ptr<Lead> self)
    {
        asio::steady_timer pause(self->io_);
        self->pauses_.push_back(&pause);
        std::chrono::milliseconds wait = first_pause;
        while (!self->stopped_) {
            const Line door = co_await self->connect(self->options_.door());
            if (door && co_await self->awaitCaller(door)) {
                wait = first_pause;
                asio::co_spawn(self->io_, lead(self, door), asio::detached);
                continue;
            }
            if (door)
                close(door);
            if (self->stopped_)
                break;
            pause.expires_after(wait);
            wait = std::min(wait * 2, self->options_.longest_pause);
            IoError ignored;
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        std::erase(self->pauses_, &pause);
    }

    static asio::awaitable<void> lead(std::shared_ptr<Lead> self, Line door)
    {
        const Line target = co_await self->connect(self->options_.target());
        if (!target)
            close(door);
        else
            splice(door, target);
    }

    /// Nothing when that fails.
    asio::awaitable<Line> connect(std::string address)
    {
        IoError error;
        const auto endpoint = endpointOf(address, error);
        const Line line = std::make_shared<asio::ip::tcp::socket>(io_);
        if (error || stopped_)
            co_return nullptr;
        note(line);
        const auto watch = closeAfter(line, connect_patience);
        co_await line->async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
        if (error || stopped_)
            co_return nullptr;
        ready(line);
        co_return line;
    }

    asio::awaitable<bool> awaitCaller(Line door)
    {
        IoError error;
        const std::string hello = options_.hello() + "\n";
        co_await asio::async_write(*door, asio::buffer(hello),
                                   asio::redirect_error(asio::use_awaitable, error));
        char sign = 0;
        while (!error && sign != '+') {
            const auto watch = closeAfter(door, options_.silence);
            co_await door->async_read_some(asio::buffer(&sign, 1),
                                           asio::redirect_error(asio::use_awaitable, error));
        }
        co_return !error && !stopped_;
    }

    /// Closes the line unless what is returned is gone before.
    std::unique_ptr<asio::steady_timer> closeAfter(const Line& line, std::chrono::milliseconds time)
    {
        auto timer = std::make_unique<asio::steady_timer>(io_);
        timer->expires_after(time);
        timer->async_wait([line](IoError stopped) {
            if (!stopped)
                close(line);
        });
        return timer;
    }

    void note(const Line& line)
    {
        std::erase_if(lines_, [](const auto& weak) { return weak.expired(); });
        lines_.push_back(line);
    }

    asio::io_context& io_;
    const BackWayOptions options_;
    std::vector<std::weak_ptr<asio::ip::tcp::socket>> lines_;
    std::vector<asio::steady_timer*> pauses_;
    bool stopped_ = false;
};

}  // namespace

class BackWays::Impl {
public:
    Impl() : work_(io_.get_executor()), thread_([this] { io_.run(); }) {}

    ~Impl()
    {
        io_.stop();
        thread_.join();
    }

    asio::io_context& io() { return io_; }

private:
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::thread thread_;
};

namespace {

/// Ends its lead on the loop's thread, at once.
class OpenWay final : public BackWay {
public:
    OpenWay(std::shared_ptr<void> loop, asio::io_context& io, BackWayOptions options)
        : loop_(std::move(loop)), io_(io), lead_(std::make_shared<Lead>(io, std::move(options)))
    {
        asio::post(io_, [lead = lead_] { lead->start(); });
    }

    ~OpenWay() override
    {
        asio::post(io_, [lead = lead_] { lead->stop(); });
    }

private:
    const std::shared_ptr<void> loop_;
    asio::io_context& io_;
    const std::shared_ptr<Lead> lead_;
};

}  // namespace

BackWays::BackWays() : impl_(std::make_shared<Impl>()) {}

BackWays::~BackWays() = default;

std::unique_ptr<BackWay> BackWays::lead(BackWayOptions options)
{
    return std::make_unique<OpenWay>(impl_, impl_->io(), std::move(options));
}

}  // namespace slipway::net
