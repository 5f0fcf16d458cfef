// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/quick_reads.h"

namespace slipway {

namespace {

constexpr std::size_t most_known = 4096;
/// What is longer takes the I/O thread too long to copy.
constexpr std::size_t most_bytes = 256u << 10;

/// The access key that a signed request names, whether it has signed or not; empty when there is none.
std::string_view claimedKey(const net::RequestHead& head)
{
    constexpr std::string_view mark = "Credential=";
    const std::string* authorization = head.headers.find("authorization");
    const std::size_t at = authorization ? authorization->find(mark) : std::string::npos;
    if (at == std::string::npos)
        return {};
    const std::string_view scope = std::string_view(*authorization).substr(at + mark.size());
    return scope.substr(0, scope.find('/'));
}

std::string nameOf(std::string_view access_key, std::string_view target)
{
    return std::string(access_key).append(" ").append(target);
}

}  // namespace

void QuickReads::note(const std::string& target, const std::string& access_key, Kind kind,
                      std::int64_t version, std::size_t bytes)
{
    if (bytes > most_bytes)
        return;
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_known)
        known_.clear();
    known_.insert_or_assign(nameOf(access_key, target), Known{kind, version});
}

QuickReads::Known QuickReads::find(const net::RequestHead& head) const
{
    const std::string name = nameOf(claimedKey(head), head.target);
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(name);
    return found == known_.end() ? Known() : found->second;
}

}  // namespace slipway
