// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/server.h"

#include "net/serve/connection_count.h"
#include "net/serve/io_thread.h"
#include "net/serve/listener.h"
#include "net/serve/session.h"
#include "net/serve/tls_files.h"
#include "net/socket_address.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <optional>
#include <vector>

namespace slipway::net {
namespace {

using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

constexpr std::size_t max_waiting_requests = 4'096;
constexpr std::size_t max_waiting_streamed = 256;
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::milliseconds final_wait{5'000};

class RunningServer final : public Server {
public:
    RunningServer(ServerOptions options, std::shared_ptr<Service> service, Listener listener,
                  std::shared_ptr<asio::ssl::context> tls)
        : address_(std::move(listener.address)),
          tls_(std::move(tls)),
          context_{options,
                   std::move(service),
                   {options.workers, max_waiting_requests},
                   {options.streaming_workers, max_waiting_streamed}}
    {
        for (int i = 0; i < std::max(options.io_threads, 1); ++i)
            threads_.push_back(std::make_unique<IoThread>());
        const int family = SocketAddress::ofSocket(listener.socket.get()).family();
        acceptor_.emplace(threads_.front()->executor());
        acceptor_->assign({family, 0}, listener.socket.release());
        asio::co_spawn(threads_.front()->executor(), acceptAll(), [](const std::exception_ptr&) {});
    }

    ~RunningServer() override { stop(std::chrono::milliseconds(0)); }

    std::string address() const override { return address_; }
    Result<void> reloadCertificate() override;
    void stop(std::chrono::milliseconds grace) override;

private:
    asio::awaitable<void> acceptAll();
    void serve(IoThread& thread, StreamSocket socket);

    std::shared_ptr<asio::ssl::context> tls() const
    {
        const std::lock_guard lock(tls_mutex_);
        return tls_;
    }

    std::string address_;
    mutable std::mutex tls_mutex_;
    std::shared_ptr<asio::ssl::context> tls_;
    ServerContext context_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::optional<Acceptor> acceptor_;
    ConnectionCount connections_;
    std::atomic<bool> stopping_ = false;
};

void RunningServer::stop(std::chrono::milliseconds grace)
{
    if (stopping_.exchange(true))
        return;
    asio::post(threads_.front()->executor(), [this] {
        IoError ignored;
        acceptor_->close(ignored);
    });
    for (const auto& thread : threads_)
        thread->forEach(&Session::stop);
    connections_.waitForNone(grace);
    for (const auto& thread : threads_)
        thread->forEach(&Session::abort);
    context_.workers.stop();
    context_.streaming_workers.stop();
    connections_.waitForNone(final_wait);
    for (const auto& thread : threads_)
        thread->stop();
    acceptor_.reset();
    threads_.clear();
}

asio::awaitable<void> RunningServer::acceptAll()
{
    asio::steady_timer pause(threads_.front()->executor());
    for (std::size_t next = 0; !stopping_; ++next) {
        IoThread& thread = *threads_[next % threads_.size()];
        IoError error;
        StreamSocket socket = co_await acceptor_->async_accept(
            thread.executor(), asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            serve(thread, std::move(socket));
        } else if (!stopping_) {
            // Out of descriptors, most likely: some will be closed soon.
            pause.expires_after(accept_pause);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }
}

void RunningServer::serve(IoThread& thread, StreamSocket socket)
{
    const SocketAddress peer = SocketAddress::ofPeer(socket.native_handle());
    const std::string origin = peer.origin();
    if (!connections_.add(origin, context_.options))
        return;
    if (peer.family() != AF_UNIX) {
        const int on = 1;
        ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    const auto secrets = tls();
    auto transport = secrets ? makeTlsTransport(std::move(socket), *secrets, TlsRole::Server)
                             : makePlainTransport(std::move(socket));
    auto session = std::make_shared<Session>(context_, std::move(transport), peer, thread.wakes());
    asio::post(thread.executor(), [this, &thread, session, origin] {
        if (stopping_)
            connections_.remove(origin);
        else
            thread.adopt(session, [this, origin] { connections_.remove(origin); });
    });
}

Result<void> RunningServer::reloadCertificate()
{
    const ServerOptions& options = context_.options;
    if (options.certificate_file.empty())
        return {};
    auto read = readTlsFiles(options.certificate_file, options.private_key_file);
    if (!read)
        return propagate(read);
    const std::lock_guard lock(tls_mutex_);
    tls_ = std::move(*read);
    return {};
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, std::shared_ptr<Service> service)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::shared_ptr<asio::ssl::context> tls;
    if (!options.certificate_file.empty()) {
        auto read = readTlsFiles(options.certificate_file, options.private_key_file);
        if (!read)
            return propagate(read);
        tls = std::move(*read);
    }
    auto listener = listenOn(options.address);
    if (!listener)
        return propagate(listener);
    return std::make_unique<RunningServer>(std::move(options), std::move(service), std::move(*listener),
                                           std::move(tls));
}

}  // namespace slipway::net
