// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/quick_reads.h"

namespace slipway {

namespace {

constexpr std::size_t most_known = 4096;
/// What is longer takes the I/O thread too long to copy.
constexpr std::size_t most_bytes = 256u << 10;

}  // namespace

void QuickReads::note(const std::string& target, Kind kind, std::int64_t version, std::size_t bytes)
{
    if (bytes > most_bytes)
        return;
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_known)
        known_.clear();
    known_.insert_or_assign(target, Known{kind, version});
}

QuickReads::Known QuickReads::find(const std::string& target) const
{
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(target);
    return found == known_.end() ? Known() : found->second;
}

}  // namespace slipway
