// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/uri.h"
#include "net/http.h"
#include "net/serve/streams/stream_writer.h"
#include "net/web_socket.h"

#include <any>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace slipway::net {

/// The head of a request, already checked: one Host, no conflicting lengths, a path that starts with '/'.
struct RequestHead {
    std::string method;
    std::string target;     ///< As on the wire.
    std::string path;       ///< The target's path, still percent-encoded.
    QueryParameters query;  ///< Decoded.
    Headers headers;
    std::string peer;     ///< Address of the other end, without port; "unix" for a Unix socket.
    std::string origin;   ///< What of the address counts as one stranger; empty for this machine itself.
    bool secure = false;  ///< Came over TLS.
};

/// A request body that is pulled while it arrives. Only for the worker that handles the request.
class BodyReader {
public:
    virtual ~BodyReader() = default;
    /// Waits for the next bytes, at most 256 KiB; an empty piece is the end. `DeadlineExceeded` when the
    /// client sends nothing for the server's idle limit, `Unavailable` when it went away.
    virtual Result<std::string> read() = 0;
};

struct Request {
    RequestHead head;
    std::string body;                    ///< The whole body of a buffered route.
    std::shared_ptr<BodyReader> reader;  ///< Of a streamed route; absent when there is no body.
    std::any learned;                    ///< What admit() put into its policy.
};

/// Sends part of a file, without reading it into memory.
struct FileBody {
    std::filesystem::path file;
    std::uint64_t offset_bytes = 0;
    std::uint64_t size_bytes = 0;
    /// Kept until the file is open, such as the descriptor behind a path in /proc/self/fd.
    std::shared_ptr<const void> hold = nullptr;
};

/// Starts a stream; called on a server thread once the head is on its way. Where the response has a
/// Content-Length, the stream must finish after just so many bytes, or abort.
using StreamStart = std::function<void(std::shared_ptr<StreamWriter>)>;

struct Response {
    int status = 200;
    Headers headers;
    std::variant<std::string, FileBody, StreamStart, WebSocketCallbacks> body = std::string();
};

/// How a route wants its request body.
struct BodyPolicy {
    enum class Mode {
        Buffered,
        Streamed,
        Quick,  ///< As Buffered, but handle() is called on the I/O thread: only for answers that wait for
                ///< nothing.
    } mode = Mode::Buffered;
    std::uint64_t max_bytes = 1u << 20;  ///< Larger ones are answered 413.
    std::any learned = {};               ///< Handed on to handle(), so that nothing is looked up twice.
};

/// What a server serves. Thread-safe.
class Service {
public:
    virtual ~Service() = default;
    /// Called on an I/O thread when the head is there; must not block. A response refuses the request before
    /// its body is read (and before "100 Continue").
    virtual std::variant<BodyPolicy, Response> admit(const RequestHead& head) = 0;
    /// Called on a worker thread; may block, unless it was admitted as quick. Exceptions are answered 500.
    virtual Response handle(Request request) = 0;
};

struct ServerOptions {
    std::string address = "127.0.0.1:0";  ///< "ADDRESS:PORT" or "unix:PATH"; port 0 takes a free one.
    std::string certificate_file;         ///< PEM chain; TLS when set.
    std::string private_key_file;
    int io_threads = 1;
    int workers = 32;  ///< Threads that run handle() for buffered requests.
    /// Threads of their own for streamed bodies, so that slow uploads stall nobody else.
    int streaming_workers = 64;
    std::size_t max_connections = 20'000;
    /// Of one IPv4 address or IPv6 /64 network; this machine itself, where proxies are, has no such limit.
    std::size_t max_connections_per_origin = 1'000;
    std::size_t max_header_bytes = 32u << 10;
    std::chrono::milliseconds header_timeout{10'000};
    std::chrono::milliseconds idle_timeout{
        60'000};  ///< Between requests, and for a body or a reader that stands still.
    /// A body that comes slower than this on the whole is given up, and so is a reader of an answer; 0:
    /// never.
    std::uint64_t min_bytes_per_s = 1'024;
    std::chrono::milliseconds slow_start{10'000};    ///< How long it may be slower at first.
    std::size_t max_queued_stream_bytes = 8u << 20;  ///< A stream's reader this far behind is cut.
};

/// Inbound HTTP/1.1 and WebSocket on Boost.Beast, with TLS when given a certificate.
class Server {
public:
    /// Listens and serves until stop() or destruction. `Unavailable` when the address cannot be had.
    static Result<std::unique_ptr<Server>> start(ServerOptions options, std::shared_ptr<Service> service);
    virtual ~Server() = default;

    /// "127.0.0.1:43210" with the port that was taken, or "unix:PATH".
    virtual std::string address() const = 0;

    /// Reads the certificate and its key again for the connections that come from now on. `InvalidArgument`,
    /// naming the file, when they cannot be used: the old ones are kept. Any thread.
    virtual Result<void> reloadCertificate() = 0;

    /// Takes no new connection, lets requests in flight end within `grace`, closes streams, then returns.
    /// Once.
    virtual void stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace slipway::net
