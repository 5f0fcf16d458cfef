// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/stores/inner_request.h"

#include "core/file_descriptor.h"
#include "core/uri.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

namespace slipway {

namespace {

constexpr std::size_t piece_bytes = 256u << 10;

class TextReader final : public net::BodyReader {
public:
    explicit TextReader(std::string text) : text_(std::move(text)) {}
    Result<std::string> read() override { return std::exchange(text_, {}); }

private:
    std::string text_;
};

class FileReader final : public net::BodyReader {
public:
    explicit FileReader(const net::FileBody& body)
        : file_(::open(body.file.c_str(), O_RDONLY | O_CLOEXEC)),
          at_(body.offset_bytes),
          left_(body.size_bytes)
    {
    }

    Result<std::string> read() override
    {
        std::string piece(std::min<std::uint64_t>(piece_bytes, left_), '\0');
        if (piece.empty())
            return piece;
        const ssize_t got = ::pread(file_.get(), piece.data(), piece.size(), static_cast<off_t>(at_));
        if (got <= 0)
            return fail(ErrorCode::Unavailable, "The object's file cannot be read to its end.");
        piece.resize(static_cast<std::size_t>(got));
        at_ += piece.size();
        left_ -= piece.size();
        return piece;
    }

private:
    const FileDescriptor file_;
    std::uint64_t at_, left_;
};

/// What a stream writes, to be read by somebody who waits for it.
class Pipe final : public net::StreamWriter {
public:
    ~Pipe() override = default;

    using net::StreamWriter::write;
    bool write(net::SharedBytes bytes) override
    {
        const std::lock_guard lock(mutex_);
        if (end_ != End::Open)
            return false;
        queued_ += bytes->size();
        pieces_.push_back(std::move(bytes));
        changed_.notify_all();
        return true;
    }
    std::size_t queuedBytes() const override
    {
        const std::lock_guard lock(mutex_);
        return queued_;
    }
    void finish() override { end(End::Finished); }
    void abort() override { end(End::Broken); }
    void onDrained(std::function<void()> drained) override { drained_ = std::move(drained); }
    void onClosed(std::function<void()> closed) override { closed_ = std::move(closed); }

    Result<std::string> read()
    {
        std::string piece;
        bool empty = false;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return !pieces_.empty() || end_ != End::Open; });
            if (pieces_.empty() && end_ == End::Broken)
                return fail(ErrorCode::Unavailable, "The store broke off in the middle of the object.");
            if (pieces_.empty())
                return piece;
            piece = *pieces_.front();
            pieces_.pop_front();
            queued_ -= piece.size();
            empty = pieces_.empty();
        }
        if (empty && drained_)
            drained_();
        return piece;
    }
    /// Nobody reads any more.
    void close()
    {
        end(End::Broken);
        if (const auto closed = std::exchange(closed_, nullptr))
            closed();
        drained_ = nullptr;
    }

private:
    enum class End { Open, Finished, Broken };

    void end(End how)
    {
        const std::lock_guard lock(mutex_);
        if (end_ == End::Open)
            end_ = how;
        changed_.notify_all();
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<net::SharedBytes> pieces_;
    std::size_t queued_ = 0;
    End end_ = End::Open;
    std::function<void()> drained_, closed_;
};

class StreamReader final : public net::BodyReader {
public:
    explicit StreamReader(const net::StreamStart& start) : pipe_(std::make_shared<Pipe>()) { start(pipe_); }
    ~StreamReader() override { pipe_->close(); }
    StreamReader(const StreamReader&) = delete;
    StreamReader& operator=(const StreamReader&) = delete;

    Result<std::string> read() override { return pipe_->read(); }

private:
    const std::shared_ptr<Pipe> pipe_;
};

}  // namespace

InnerRequest::InnerRequest(std::string method, std::string bucket, std::string key, const Caller& caller)
    : request_{http_.head, {}, std::move(bucket), std::move(key), &http_}
{
    http_.head.method = std::move(method);
    http_.head.path = "/" + percentEncode(request_.bucket) + "/" + percentEncode(request_.key, Slash::Keep);
    http_.head.target = http_.head.path;
    request_.who.caller = caller;
    request_.who.payload_hash = sigv4::unsigned_payload;
}

void InnerRequest::setBody(std::string body)
{
    http_.head.headers.set("Content-Length", std::to_string(body.size()));
    http_.body = std::move(body);
}

void InnerRequest::setBody(std::shared_ptr<net::BodyReader> reader, std::uint64_t size)
{
    http_.head.headers.set("Content-Length", std::to_string(size));
    http_.reader = std::move(reader);
}

Caller platformCaller()
{
    Caller caller;
    caller.platform = true;
    return caller;
}

Result<std::string> textOf(const net::Response& answer)
{
    if (const auto* text = std::get_if<std::string>(&answer.body))
        return *text;
    return fail(ErrorCode::Internal, "An answer that should be a document is none.");
}

std::shared_ptr<net::BodyReader> readBody(net::Response answer)
{
    if (auto* text = std::get_if<std::string>(&answer.body))
        return std::make_shared<TextReader>(std::move(*text));
    if (const auto* file = std::get_if<net::FileBody>(&answer.body))
        return std::make_shared<FileReader>(*file);
    if (const auto* stream = std::get_if<net::StreamStart>(&answer.body))
        return std::make_shared<StreamReader>(*stream);
    return std::make_shared<TextReader>(std::string());
}

Result<std::uint64_t> sizeOfBody(const net::Response& answer)
{
    if (const auto* file = std::get_if<net::FileBody>(&answer.body))
        return file->size_bytes;
    if (const auto* text = std::get_if<std::string>(&answer.body))
        return text->size();
    std::uint64_t size = 0;
    const std::string* length = answer.headers.find("content-length");
    if (length == nullptr ||
        std::from_chars(length->data(), length->data() + length->size(), size).ec != std::errc())
        return fail(ErrorCode::Unavailable, "The store does not tell how large the object is.");
    return size;
}

}  // namespace slipway
