// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/fetch/transfer.h"

#include "core/uri.h"
#include "net/fetch/certificate_fields.h"
#include "net/fetch/curl_error.h"

#include <openssl/ssl.h>

#include <charconv>

namespace slipway::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr long buffer_bytes = 256L << 10;
constexpr std::size_t most_header_bytes = 128u << 10;
constexpr std::uint64_t expect_bytes = 1u << 20;
// Below the idle time after which servers close connections, so that a kept one is seldom found dead.
constexpr long max_idle_seconds = 50;

std::string seconds(milliseconds time)
{
    return std::to_string((time.count() + 999) / 1000) + " s";
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Transfer::Transfer(FetchRequest request, FetchCallbacks callbacks)
    : request_(std::move(request)),
      callbacks_(std::move(callbacks)),
      easy_(curl_easy_init()),
      moved_at_(steady_clock::now())
{
}

Transfer::~Transfer() = default;

Result<void> Transfer::prepare()
{
    if (!easy_)
        return fail(ErrorCode::ResourceExhausted,
                    "There is not enough memory for a transfer. Close something.");
    if (auto set = setDestination(); !set)
        return set;
    for (const auto& [name, value] : request_.headers.all()) {
        if (breaksHead(name) || breaksHead(value))
            return fail(ErrorCode::InvalidArgument,
                        "A header field of the request holds a line break. Remove it.");
    }
    setLimits();
    setBody();
    setHeaders();
    setCallbacks();
    moved_at_ = steady_clock::now();
    return {};
}

Result<void> Transfer::setDestination()
{
    const auto url = Url::parse(request_.url);
    if (!url)
        return propagate(url);
    peer_ = url->host.find(':') == std::string::npos ? url->host : "[" + url->host + "]";
    peer_ += ":" + std::to_string(url->port);
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    set(CURLOPT_FOLLOWLOCATION, 0L);
    if (request_.proxy == no_proxy)
        set(CURLOPT_PROXY, "");
    else if (!request_.proxy.empty())
        set(CURLOPT_PROXY, request_.proxy.c_str());
    else if (isLoopbackHost(url->host) || !request_.unix_socket.empty())
        set(CURLOPT_PROXY, "");
    setTls(*url);
    if (request_.unix_socket.empty())
        return {};
    auto address = SocketAddress::unixSocket(request_.unix_socket);
    if (!address)
        return propagate(address);
    unix_address_ = std::move(*address);
    peer_ = request_.unix_socket;
    set(CURLOPT_UNIX_SOCKET_PATH, unix_address_->path().c_str());
    if (unix_address_->isIndirect()) {
        // The short way's name may stand for another directory later, so its connection must not be found
        // again.
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
    }
    return {};
}

void Transfer::setTls(const Url& url)
{
    const auto give = [this](CURLoption option, const std::string& pem) {
        curl_blob blob{const_cast<char*>(pem.data()), pem.size(), CURL_BLOB_NOCOPY};
        if (!pem.empty())
            set(option, &blob);
    };
    const std::shared_ptr<const TlsSettings>& tls = request_.tls;
    if (!(tls ? tls->ca_pem : request_.ca_file).empty())
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // Else the system's would count, too.
    if (!tls) {
        if (!request_.ca_file.empty())
            set(CURLOPT_CAINFO, request_.ca_file.c_str());
        return;
    }
    give(CURLOPT_CAINFO_BLOB, tls->ca_pem);
    give(CURLOPT_SSLCERT_BLOB, tls->certificate_pem);
    give(CURLOPT_SSLKEY_BLOB, tls->private_key_pem);
    // A certificate that was chosen by itself is judged once it is there, see judgePeer().
    if (tls->any_peer || !tls->peer_sha256.empty()) {
        set(CURLOPT_SSL_VERIFYPEER, 0L);
        set(CURLOPT_SSL_VERIFYHOST, 0L);
    } else if (!tls->server_name.empty() && tls->server_name != url.host) {
        // Asks for the name that the certificate has, and connects to the host that was meant.
        const std::string port = std::to_string(url.port);
        detours_.reset(curl_slist_append(nullptr, (tls->server_name + ":" + port + ":" + peer_).c_str()));
        set(CURLOPT_CONNECT_TO, detours_.get());
        const std::string named = "https://" + tls->server_name + ":" + port + url.path +
                                  (url.query.empty() ? "" : "?" + url.query);
        set(CURLOPT_URL, named.c_str());
    }
}

void Transfer::setLimits()
{
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_NODELAY, 1L);
    // Finds out that a peer is gone where nothing else ends a silent wait.
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    // A name that nobody resolves must not hold up whoever cancels.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
    set(CURLOPT_BUFFERSIZE, buffer_bytes);
    set(CURLOPT_UPLOAD_BUFFERSIZE, buffer_bytes);
    set(CURLOPT_MAXAGE_CONN, max_idle_seconds);
}

bool Transfer::sendsBody() const
{
    const std::string& method = request_.method;
    return !request_.body.empty() || method == "POST" || method == "PUT" || method == "PATCH";
}

void Transfer::setBody()
{
    if (request_.source) {
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request_.source->size()));
    } else if (sendsBody()) {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, request_.body.c_str());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    } else if (request_.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    }
    set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void Transfer::addLine(const std::string& line)
{
    if (curl_slist* grown = curl_slist_append(header_lines_.get(), line.c_str())) {
        (void)header_lines_.release();
        header_lines_.reset(grown);
    }
}

void Transfer::setHeaders()
{
    // A name without value takes a header field of curl's own away.
    const std::uint64_t body_bytes = request_.source ? request_.source->size() : request_.body.size();
    if (body_bytes < expect_bytes)
        addLine("Expect:");
    if (!request_.headers.find("content-type"))
        addLine("Content-Type:");
    Headers headers = request_.headers;
    headers.set("Content-Length", {});
    for (const auto& [name, value] : headers.all()) {
        if (name != "Content-Length")
            addLine(value.empty() ? name + ";" : name + ": " + value);
    }
    set(CURLOPT_HTTPHEADER, header_lines_.get());
}

void Transfer::setCallbacks()
{
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_READFUNCTION, &Transfer::onRead);
    set(CURLOPT_READDATA, this);
    if (callbacks_.on_certificate || (request_.tls && !request_.tls->peer_sha256.empty())) {
        set(CURLOPT_PREREQFUNCTION, &Transfer::onReady);
        set(CURLOPT_PREREQDATA, this);
    }
    set(CURLOPT_SEEKFUNCTION, &Transfer::onSeek);
    set(CURLOPT_SEEKDATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::onProgress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

std::optional<milliseconds> Transfer::stallTimeLeft() const
{
    if (request_.stall_timeout.count() <= 0 || rests_)
        return std::nullopt;
    const auto still = std::chrono::duration_cast<milliseconds>(steady_clock::now() - moved_at_);
    return std::max(request_.stall_timeout - still, milliseconds(0));
}

void Transfer::resumeIfAsked()
{
    if (!resume_asked_.exchange(false) || !rests_)
        return;
    rests_ = false;
    moved_at_ = steady_clock::now();
    curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
}

void Transfer::endWith(CURLcode code)
{
    if (canceled_)
        return endWith(canceled());
    if (stop_reason_)
        return endWith(std::move(*stop_reason_));
    if (code != CURLE_OK)
        return endWith(curlError(easy_.get(), code, peer_));
    if (callbacks_.on_done)
        callbacks_.on_done(std::move(response_));
}

void Transfer::endWith(Error error)
{
    if (callbacks_.on_done)
        callbacks_.on_done(tl::unexpected(std::move(error)));
}

Error Transfer::stalled() const
{
    return {ErrorCode::DeadlineExceeded,
            "No byte moved between us and " + peer_ + " for " + seconds(request_.stall_timeout) +
                ". Try again.",
            {},
            {}};
}

Error Transfer::canceled() const
{
    return {ErrorCode::Canceled, "The transfer was canceled.", {}, {}};
}

bool Transfer::stopWith(Error error)
{
    if (!stop_reason_)
        stop_reason_ = std::move(error);
    return false;
}

std::size_t Transfer::onHeader(char* data, std::size_t size, std::size_t count, void* self)
{
    auto* transfer = static_cast<Transfer*>(self);
    transfer->moved_at_ = steady_clock::now();
    std::string_view line(data, size * count);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return !transfer->canceled_ && transfer->takeHeaderLine(line) ? size * count : 0;
}

bool Transfer::takeHeaderLine(std::string_view line)
{
    header_bytes_ += line.size() + 2;
    if (header_bytes_ > most_header_bytes)
        return stopWith({ErrorCode::TooLarge,
                         "The header fields of the answer of " + peer_ + " are larger than the " +
                             std::to_string(most_header_bytes) + " bytes allowed here.",
                         {},
                         {}});
    if (head_done_)
        return true;  // Trailers.
    if (line.starts_with("HTTP/")) {
        response_ = {};
        const std::size_t space = std::min(line.find(' '), line.size() - 1);
        std::from_chars(line.data() + space + 1, line.data() + line.size(), response_.status);
    } else if (line.empty()) {
        head_done_ = response_.status >= 200 || response_.status == 101;
        if (head_done_ && callbacks_.on_head)
            callbacks_.on_head(response_);
    } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
        response_.headers.add(std::string(line.substr(0, colon)),
                              std::string(trimmed(line.substr(colon + 1))));
    }
    return true;
}

std::size_t Transfer::onBody(char* data, std::size_t size, std::size_t count, void* self)
{
    auto* transfer = static_cast<Transfer*>(self);
    transfer->moved_at_ = steady_clock::now();
    if (transfer->callbacks_.has_room && !transfer->canceled_ && !transfer->callbacks_.has_room()) {
        transfer->rests_ = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    if (transfer->canceled_ || !transfer->takeBody({data, size * count}))
        return CURL_WRITEFUNC_ERROR;
    return size * count;
}

int Transfer::onReady(void* self, char*, char*, int, int)
{
    auto* transfer = static_cast<Transfer*>(self);
    return transfer->judgePeer() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

bool Transfer::judgePeer()
{
    curl_tlssessioninfo* session = nullptr;
    curl_easy_getinfo(easy_.get(), CURLINFO_TLS_SSL_PTR, &session);
    const auto* ssl = session ? static_cast<const SSL*>(session->internals) : nullptr;
    const X509* certificate = ssl ? SSL_get0_peer_certificate(ssl) : nullptr;
    if (!certificate)
        return stopWith({ErrorCode::InvalidArgument,
                         peer_ + " shows no certificate. Write its address with https://.",
                         "no-certificate",
                         {}});
    const PeerCertificate shown = describe(*certificate);
    const std::string wanted = request_.tls ? request_.tls->peer_sha256 : std::string();
    if (!wanted.empty() && shown.sha256 != wanted)
        return stopWith(
            {ErrorCode::InvalidArgument,
             "The certificate of " + peer_ +
                 " is not the one that you trusted. Ask its administrator whether it was renewed.",
             "certificate-changed",
             {}});
    return !callbacks_.on_certificate || callbacks_.on_certificate(shown) || stopWith(canceled());
}

bool Transfer::takeBody(std::string_view bytes)
{
    if (callbacks_.on_body)
        return callbacks_.on_body(bytes) || stopWith(canceled());
    if (response_.body.size() + bytes.size() > request_.max_body_bytes)
        return stopWith({ErrorCode::TooLarge,
                         "The answer of " + peer_ + " is larger than the " +
                             std::to_string(request_.max_body_bytes) + " bytes allowed here.",
                         {},
                         {}});
    response_.body.append(bytes);
    return true;
}

std::size_t Transfer::onRead(char* buffer, std::size_t size, std::size_t count, void* self)
{
    auto* transfer = static_cast<Transfer*>(self);
    transfer->moved_at_ = steady_clock::now();
    if (transfer->canceled_)
        return CURL_READFUNC_ABORT;
    if (!transfer->request_.source->isReady()) {
        transfer->rests_ = true;
        return CURL_READFUNC_PAUSE;
    }
    auto read = transfer->request_.source->read(buffer, size * count);
    if (read)
        return *read;
    transfer->stopWith(std::move(read.error()));
    return CURL_READFUNC_ABORT;
}

int Transfer::onSeek(void* self, curl_off_t offset, int origin)
{
    auto* transfer = static_cast<Transfer*>(self);
    const bool again =
        offset == 0 && origin == SEEK_SET && transfer->request_.source && transfer->request_.source->rewind();
    return again ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

int Transfer::onProgress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t sent)
{
    auto* transfer = static_cast<Transfer*>(self);
    if (transfer->canceled_)
        return 1;
    if (transfer->sent_ == sent && transfer->received_ == received)
        return 0;
    transfer->moved_at_ = steady_clock::now();
    transfer->sent_ = sent;
    transfer->received_ = received;
    if (transfer->callbacks_.on_progress)
        transfer->callbacks_.on_progress(static_cast<std::uint64_t>(sent),
                                         static_cast<std::uint64_t>(received));
    return 0;
}

}  // namespace slipway::net
