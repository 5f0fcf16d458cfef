// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/port_pool.h"

#include "core/file_descriptor.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <algorithm>
#include <fstream>

namespace slipway {

namespace {

constexpr std::uint16_t first_port = 15'000;
constexpr std::uint16_t usual_end =
    32'768;  // Linux's first port of those that connect, unless set otherwise.

std::uint16_t firstOfSystem()
{
    unsigned first = 0;
    std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> first;
    return first > first_port && first <= UINT16_MAX ? static_cast<std::uint16_t>(first) : usual_end;
}

bool nobodyListens(std::uint16_t port)
{
    const FileDescriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    // The bare sockaddr is how the system takes every kind of address.
    return probe && ::bind(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

PortPool::PortPool() : PortPool(first_port, firstOfSystem()) {}

bool PortPool::isTaken(std::uint16_t port) const
{
    return std::any_of(taken_.begin(), taken_.end(), [port](const auto& entry) {
        return std::count(entry.second.begin(), entry.second.end(), port) > 0;
    });
}

Result<std::vector<std::uint16_t>> PortPool::take(const std::string& key, std::size_t count)
{
    std::vector<std::uint16_t> found;
    for (int tried = 0; found.size() < count && tried < end_ - first_; ++tried) {
        const std::uint16_t port = next_;
        next_ = static_cast<std::uint16_t>(next_ + 1 < end_ ? next_ + 1 : first_);
        if (!isTaken(port) && nobodyListens(port)) {
            found.push_back(port);
        }
    }
    if (found.size() < count) {
        return fail(ErrorCode::ResourceExhausted,
                    "This machine has too few free ports for the replicas to find each other.",
                    "no-capacity");
    }
    taken_[key] = found;
    return found;
}

void PortPool::restore(const std::string& key, const std::vector<std::uint16_t>& ports)
{
    taken_[key] = ports;
}

}  // namespace slipway
