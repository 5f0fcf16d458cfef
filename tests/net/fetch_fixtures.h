// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/fetch/fetcher.h"
#include "net_fixtures.h"

#include <atomic>
#include <future>

namespace slipway::net {

inline constexpr std::uint64_t big = 64u << 20;

/// A body of one letter; can be told to fail, and counts how often it began.
class LetterSource final : public BodySource {
public:
    explicit LetterSource(std::uint64_t size, std::uint64_t fails_at = UINT64_MAX)
        : size_(size), fails_at_(fails_at)
    {
    }

    std::uint64_t size() const override { return size_; }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        if (at_ >= fails_at_)
            return fail(ErrorCode::DataLoss, "The file shrank.");
        const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, size_ - at_));
        std::fill_n(buffer, bytes, 'x');
        at_ += bytes;
        return bytes;
    }
    bool rewind() override
    {
        at_ = 0;
        ++rewinds;
        return true;
    }

    std::atomic<int> rewinds = 0;

private:
    std::uint64_t size_;
    std::uint64_t fails_at_;
    std::atomic<std::uint64_t> at_ = 0;
};

/// Writes the next piece of a big body whenever the last is sent.
class BigAnswer : public std::enable_shared_from_this<BigAnswer> {
public:
    explicit BigAnswer(std::shared_ptr<StreamWriter> writer) : writer_(std::move(writer)) {}

    void start()
    {
        writer_->onDrained([self = shared_from_this()] { self->writeNext(); });
        writeNext();
    }

private:
    void writeNext()
    {
        constexpr std::uint64_t piece = 256u << 10;
        if (written_ == big)
            return writer_->finish();
        written_ += piece;
        writer_->write(std::string(piece, 'y'));
    }

    std::shared_ptr<StreamWriter> writer_;
    std::atomic<std::uint64_t> written_ = 0;
};

/// /echo answers what it got, /count how much, /big with much, /never not before release(), /taken without
/// having read anything, /refuse before anybody is asked.
class Peer {
public:
    Peer()
    {
        service_->on_admit = [](const RequestHead& head) -> std::variant<BodyPolicy, Response> {
            if (head.path == "/refuse")
                return textResponse("no", 403);
            return BodyPolicy{head.path == "/echo" ? BodyPolicy::Mode::Buffered : BodyPolicy::Mode::Streamed,
                              head.path == "/taken" ? UINT64_MAX : big};
        };
        service_->on_handle = [this](const Request& request) { return answer(request); };
    }
    ~Peer() { release(); }

    void start(const std::string& address = "127.0.0.1:0")
    {
        ServerOptions options;
        options.address = address;
        server_ = startServer(service_, options);
    }
    void stop() { server_.reset(); }
    void release()
    {
        if (!released_.exchange(true))
            go_.set_value();
    }
    std::string url(const std::string& path) const { return "http://" + server_->address() + path; }
    int waiting() const { return waiting_; }

private:
    Response answer(const Request& request)
    {
        if (request.head.path == "/never") {
            ++waiting_;
            gone_.wait();
        }
        if (request.head.path == "/big") {
            Response response;
            response.body = StreamStart([](const std::shared_ptr<StreamWriter>& writer) {
                std::make_shared<BigAnswer>(writer)->start();
            });
            return response;
        }
        if (request.head.path == "/taken")
            return textResponse("There is one of this name.", 409);
        std::uint64_t total = 0;
        while (request.reader) {
            const auto piece = request.reader->read();
            if (!piece || piece->empty())
                break;
            total += piece->size();
        }
        Response response =
            textResponse(request.head.path == "/count" ? std::to_string(total) : request.body, 201);
        const std::string* sent = request.head.headers.find("x-sent");
        response.headers.add("X-Method", request.head.method + " " + (sent ? *sent : ""));
        return response;
    }

    std::shared_ptr<FunctionService> service_ = std::make_shared<FunctionService>();
    std::promise<void> go_;
    std::shared_future<void> gone_ = go_.get_future().share();
    std::atomic<bool> released_ = false;
    std::atomic<int> waiting_ = 0;
    std::unique_ptr<Server> server_;
};

}  // namespace slipway::net
