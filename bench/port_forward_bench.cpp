// SPDX-License-Identifier: GPL-3.0-or-later
// What comes through a port forward into a pod of the test cluster, with kubectl's beside it.
#include "bench/figure.h"
#include "core/file_descriptor.h"
#include "core/ids.h"
#include "core/kubeconfig/kubeconfig.h"
#include "net/socket_address.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/reach/pod_tunnels.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace slipway;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t much_bytes = 100u << 20;
constexpr std::uint16_t web_port = 8080;
constexpr std::uint16_t sink_port = 9000;
constexpr std::uint16_t echo_port = 9001;
constexpr int requests = 100;
constexpr std::chrono::seconds patience{120};

/// Serves a large file and a small one, takes as much at a second port and then says so, echoes at a third.
constexpr const char* serving = R"(mkdir /tmp/www; cd /tmp/www; echo hello > small
head -c 104857600 /dev/zero > much
printf '#!/bin/sh\nhead -c 104857600 > /dev/null; echo done\n' > /tmp/sink; chmod +x /tmp/sink
nc -ll -p 9000 -e /tmp/sink &
nc -ll -p 9001 -e cat &
exec httpd -f -p 8080)";

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// A connection to an address of this machine.
FileDescriptor connectTo(const std::string& address)
{
    const auto where = net::SocketAddress::parse(address);
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!where || ::connect(socket.get(), where->data(), where->size()) != 0)
        return {};
    return socket;
}

bool sendAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// How many bytes come until the other end is done.
std::size_t drain(int fd)
{
    std::vector<char> piece(256u << 10);
    std::size_t all = 0;
    for (ssize_t got = 1; got > 0; all += static_cast<std::size_t>(std::max<ssize_t>(got, 0)))
        got = ::recv(fd, piece.data(), piece.size(), 0);
    return all;
}

std::size_t fetch(const std::string& address, const std::string& path)
{
    const FileDescriptor socket = connectTo(address);
    return sendAll(socket.get(), "GET " + path + " HTTP/1.0\r\n\r\n") ? drain(socket.get()) : 0;
}

/// MiB/s from the pod; 0 when not everything came.
double download(const std::string& address)
{
    const auto begin = Clock::now();
    const bool whole = fetch(address, "/much") > much_bytes;
    return whole ? double(much_bytes >> 20) / secondsSince(begin) : 0;
}

double upload(const std::string& address)
{
    const auto begin = Clock::now();
    const FileDescriptor socket = connectTo(address);
    const bool whole = sendAll(socket.get(), std::string(much_bytes, 'u')) && drain(socket.get()) == 5;
    return whole ? double(much_bytes >> 20) / secondsSince(begin) : 0;
}

/// Sends a text and waits for "hello" to come back.
bool asks(int fd, std::string_view text)
{
    std::string answer;
    char piece[4096];
    if (!sendAll(fd, text))
        return false;
    while (answer.find("hello") == std::string::npos) {
        const ssize_t got = ::recv(fd, piece, sizeof piece, 0);
        if (got <= 0)
            return false;
        answer.append(piece, static_cast<std::size_t>(got));
    }
    return true;
}

/// The median of milliseconds of what is done often; 0 when it fails.
double median(const std::function<bool()>& work)
{
    std::vector<double> all;
    for (int i = 0; i < requests; ++i) {
        const auto begin = Clock::now();
        if (!work())
            return 0;
        all.push_back(secondsSince(begin) * 1e3);
    }
    return bench::percentile(all, 0.5);
}

/// Of a small request on a connection of its own, until it is answered.
double requestTime(const std::string& address)
{
    return median([&] {
        const FileDescriptor socket = connectTo(address);
        return asks(socket.get(), "GET /small HTTP/1.0\r\n\r\n");
    });
}

/// Of a few bytes there and back on a connection that is open.
double echoTime(const std::string& address)
{
    const FileDescriptor socket = connectTo(address);
    return median([&] { return asks(socket.get(), "hello\n"); });
}

/// kubectl's forward of a port, which ends with this.
class Kubectl {
public:
    Kubectl(const std::string& name_space, std::uint16_t port)
    {
        int pipe[2];
        if (::pipe(pipe) != 0)
            return;
        const std::string ports = ":" + std::to_string(port);
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(pipe[1], STDOUT_FILENO);
            ::execlp("kubectl", "kubectl", "port-forward", "-n", name_space.c_str(), "pod/web", ports.c_str(),
                     static_cast<char*>(nullptr));
            ::_exit(127);
        }
        ::close(pipe[1]);
        output_ = FileDescriptor(pipe[0]);
        std::string said;  // "Forwarding from 127.0.0.1:40001 -> 8080"
        for (char byte = 0; byte != '\n' && ::read(output_.get(), &byte, 1) == 1;)
            said += byte;
        const std::size_t begin = said.find("127.0.0.1:");
        if (begin != std::string::npos)
            address_ = said.substr(begin, said.find(' ', begin) - begin);
    }
    ~Kubectl()
    {
        if (child_ <= 0)
            return;
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    Kubectl(const Kubectl&) = delete;
    Kubectl& operator=(const Kubectl&) = delete;

    const std::string& address() const { return address_; }

private:
    pid_t child_ = -1;
    FileDescriptor output_;
    std::string address_;
};

bool waitFor(const std::function<bool()>& condition)
{
    const auto begin = Clock::now();
    while (!condition()) {
        if (secondsSince(begin) > double(patience.count()))
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return true;
}

/// A namespace with the pod "web", which goes with this.
class Pod {
public:
    explicit Pod(KubeClient& client) : client_(client), name_space_(newId("bench"))
    {
        const std::string pods = "/api/v1/namespaces/" + name_space_ + "/pods";
        const Json container{{"name", "main"},
                             {"image", "slipway.test/busybox:1"},
                             {"imagePullPolicy", "Never"},
                             {"command", {"sh", "-c", serving}}};
        const Json pod{{"metadata", {{"name", "web"}}},
                       {"spec", {{"terminationGracePeriodSeconds", 1}, {"containers", {container}}}}};
        (void)client.create("/api/v1/namespaces", {{"metadata", {{"name", name_space_}}}});
        runs_ = waitFor([&] { return client.create(pods, pod).has_value(); });
    }
    ~Pod() { (void)client_.remove("/api/v1/namespaces/" + name_space_); }
    Pod(const Pod&) = delete;
    Pod& operator=(const Pod&) = delete;

    bool runs() const { return runs_; }
    const std::string& name_space() const { return name_space_; }

private:
    KubeClient& client_;
    const std::string name_space_;
    bool runs_ = false;
};

void compare(const char* name, double ours, double peers)
{
    bench::print({name, ours, "MiB/s", "kubectl", peers > 0 ? ours / peers : 0});
}

void compareTimes(const char* name, double ours, double peers)
{
    bench::print({name, ours, "ms", "kubectl", ours > 0 ? peers / ours : 0});
}

Result<void> measure(const ClusterAccess& access)
{
    net::Fetcher fetcher;
    KubeClient client(fetcher, access);
    PodTunnels tunnels(client);
    const Pod pod(client);
    const auto open = [&](std::uint16_t port) { return *tunnels.open(pod.name_space(), "web", port); };
    const auto web = open(web_port);
    const auto sink = open(sink_port);
    const auto echo = open(echo_port);
    if (!pod.runs() || !waitFor([&] { return fetch(web->address(), "/much") > much_bytes; }))
        return fail(ErrorCode::Unavailable,
                    "The pod does not serve: " + web->trouble().value_or(Error()).message);
    const Kubectl peer_web(pod.name_space(), web_port);
    const Kubectl peer_sink(pod.name_space(), sink_port);
    const Kubectl peer_echo(pod.name_space(), echo_port);
    compare("port_forward_download_100_mib", download(web->address()), download(peer_web.address()));
    compare("port_forward_upload_100_mib", upload(sink->address()), upload(peer_sink.address()));
    compareTimes("port_forward_request_p50", requestTime(web->address()), requestTime(peer_web.address()));
    compareTimes("port_forward_echo_p50", echoTime(echo->address()), echoTime(peer_echo.address()));
    return {};
}

}  // namespace

int main()
{
    const auto config = Kubeconfig::load(Kubeconfig::usualFiles());
    const auto access = config ? config->access(config->currentContext()) : propagate(config);
    const auto measured = access ? measure(*access) : propagate(access);
    if (!measured)
        std::cerr << measured.error().message << "\n";
    return measured ? 0 : 1;
}
