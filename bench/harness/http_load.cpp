// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/http_load.h"

#include "bench/harness/http_answer.h"

#include <fmt/format.h>

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <memory>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

class Load {
public:
    explicit Load(const LoadPlan& plan) : plan_(plan), events_(::epoll_create1(EPOLL_CLOEXEC)) {}

    Result<LoadOutcome> run()
    {
        for (int i = 0; i < plan_.connections; ++i) {
            auto socket = connectTo(plan_.port);
            if (!socket)
                return propagate(socket);
            clients_.push_back(std::make_unique<Client>(Client{std::move(*socket), {}, {}, 0}));
            Client& client = *clients_.back();
            epoll_event wanted{EPOLLIN, {&client}};
            ::epoll_ctl(events_.get(), EPOLL_CTL_ADD, client.socket.get(), &wanted);
            if (auto asked = ask(client); !asked)
                return propagate(asked);
        }
        begin_ = Clock::now() + plan_.warm_up;
        end_ = begin_ + plan_.duration;
        while (Clock::now() < end_) {
            if (auto turned = turn(); !turned)
                return propagate(turned);
        }
        outcome_.answers_per_second = static_cast<double>(outcome_.milliseconds.size()) /
                                      std::chrono::duration<double>(plan_.duration).count();
        return std::move(outcome_);
    }

private:
    struct Client {
        FileDescriptor socket;
        std::string head;
        Clock::time_point asked;
        std::size_t missing = 0;  ///< Bytes of the body that have not come yet.
    };

    Result<void> ask(Client& client)
    {
        client.head.clear();
        const std::string request = plan_.next();
        client.asked = Clock::now();
        return sendAll(client.socket, request);
    }

    Result<void> turn()
    {
        std::array<epoll_event, 256> ready;
        const int count = ::epoll_wait(events_.get(), ready.data(), int{ready.size()}, 100);
        for (int i = 0; i < count; ++i) {
            if (auto read = receive(*static_cast<Client*>(ready[static_cast<std::size_t>(i)].data.ptr));
                !read)
                return read;
        }
        return {};
    }

    Result<void> receive(Client& client)
    {
        const bool in_body = client.missing > 0;
        // The rest of a body is dropped in the kernel, so that reading it costs next to nothing.
        const std::size_t room = in_body ? client.missing : piece_.size();
        const ssize_t got =
            ::recv(client.socket.get(), piece_.data(), room, MSG_DONTWAIT | (in_body ? MSG_TRUNC : 0));
        if (got <= 0)
            return fail(ErrorCode::Unavailable, "The server closed a connection under load.");
        const auto bytes = static_cast<std::size_t>(got);
        if (in_body) {
            client.missing -= bytes;
            return client.missing == 0 ? answered(client) : Result<void>();
        }
        client.head.append(piece_.data(), bytes);
        const auto head = readAnswerHead(client.head);
        if (!head)
            return {};
        if (head->status != plan_.status)
            return fail(ErrorCode::Internal, "Under load came this answer: " + client.head);
        client.missing = head->head_bytes + head->body_bytes - client.head.size();
        return client.missing == 0 ? answered(client) : Result<void>();
    }

    Result<void> answered(Client& client)
    {
        const auto time = Clock::now();
        if (time >= begin_ && time < end_)
            outcome_.milliseconds.push_back(
                std::chrono::duration<double, std::milli>(time - client.asked).count());
        return ask(client);
    }

    const LoadPlan& plan_;
    const FileDescriptor events_;
    std::vector<std::unique_ptr<Client>> clients_;
    std::array<char, 2048> piece_;
    Clock::time_point begin_ = Clock::time_point::max();
    Clock::time_point end_ = Clock::time_point::max();
    LoadOutcome outcome_;
};

}  // namespace

Result<LoadOutcome> runLoad(const LoadPlan& plan)
{
    return Load(plan).run();
}

}  // namespace slipway::bench
