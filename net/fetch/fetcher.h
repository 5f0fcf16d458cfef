// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/fetch/peer_certificate.h"
#include "net/http.h"
#include "net/tls_settings.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace slipway::net {

/// Bytes of a request body, pulled on the transfer thread while the request is sent.
class BodySource {
public:
    virtual ~BodySource() = default;
    virtual std::uint64_t size() const = 0;  ///< In bytes; sent as Content-Length.
    /// False while read() would have to wait: the transfer then rests until Fetch::resume().
    virtual bool isReady() { return true; }
    /// Fills at most `capacity` bytes and returns how many; 0 at the end. An error ends the transfer.
    virtual Result<std::size_t> read(char* buffer, std::size_t capacity) = 0;
    /// Starts again from the first byte, for a retry on a dead connection.
    virtual bool rewind() = 0;
};

/// A proxy that is none.
inline constexpr std::string_view no_proxy = "none";

struct FetchRequest {
    std::string method = "GET";
    std::string url;
    Headers headers;
    std::string body;                        ///< Sent when `source` is absent.
    std::shared_ptr<BodySource> source;      ///< Streams a body that does not fit in memory.
    std::string unix_socket;                 ///< Connects here instead of to the URL's host, when set.
    std::string ca_file;                     ///< Trusted certificates; the system's when empty.
    std::shared_ptr<const TlsSettings> tls;  ///< Instead of `ca_file`, when set.
    /// "http://proxy:3128"; `no_proxy` for none whatever the environment says; the environment's when empty.
    std::string proxy;
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds total_timeout{0};  ///< For the whole transfer; 0 = none.
    std::chrono::milliseconds stall_timeout{
        60'000};  ///< Ends a transfer that moves no byte for so long; 0 = none.
    std::uint64_t max_body_bytes = 64ull << 20;  ///< Of the response when it is buffered.
};

struct FetchResponse {
    int status = 0;
    Headers headers;
    std::string body;  ///< Empty when the body was streamed.
};

/// What to do with a response while it arrives; all are called on the transfer thread and must not block.
struct FetchCallbacks {
    /// Optional: the certificate of a peer by TLS, before anything of the request is sent. Returning false
    /// ends the transfer with `Canceled`.
    std::function<bool(const PeerCertificate&)> on_certificate;
    std::function<void(const FetchResponse&)> on_head;  ///< Optional: status and headers are known.
    /// Optional: takes the body piece by piece instead of buffering it. Returning false ends the transfer
    /// with `Canceled`.
    std::function<bool(std::string_view)> on_body;
    /// Optional: asked before each piece; when false nothing is received until Fetch::resume().
    std::function<bool()> has_room;
    std::function<void(std::uint64_t sent_bytes, std::uint64_t received_bytes)> on_progress;  ///< Optional.
    /// Called exactly once, last, whatever happens. A response of any status is a success here.
    std::function<void(Result<FetchResponse>)> on_done;
};

/// A transfer in progress. Destroying the handle does not stop it; cancel() does.
class Fetch {
public:
    virtual ~Fetch() = default;
    /// Ends it with `Canceled` unless it has ended already. Any thread.
    virtual void cancel() = 0;
    /// Goes on with a transfer that rests because its source was not ready or its receiver had no room. Any
    /// thread.
    virtual void resume() = 0;
};

/// Outbound HTTP/1.1 on libcurl: one transfer thread, connections kept and shared. Thread-safe.
///
/// Redirects are not followed. Proxies are taken from the environment, never for loopback. The destructor
/// cancels what is in flight, calls every on_done, and returns when the thread has ended.
class Fetcher {
public:
    Fetcher();
    ~Fetcher();
    Fetcher(const Fetcher&) = delete;
    Fetcher& operator=(const Fetcher&) = delete;

    std::shared_ptr<Fetch> start(FetchRequest request, FetchCallbacks callbacks);

    /// Runs one request to its end. Not from the transfer thread.
    Result<FetchResponse> run(FetchRequest request);

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace slipway::net
