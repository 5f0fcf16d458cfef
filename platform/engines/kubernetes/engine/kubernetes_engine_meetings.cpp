// SPDX-License-Identifier: GPL-3.0-or-later
// How the engine lets the replicas of a job start together.
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"
#include "platform/engines/rendezvous.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway {

namespace {

using std::chrono::milliseconds;
using Peers = std::vector<std::shared_ptr<PodAttempt>>;
using Meeting = PodAttempt::Meeting;

// A pod has its addresses to itself, so the ports are those that programs are used to.
constexpr std::uint16_t replica_port = 2222;
constexpr std::uint16_t master_port = 29500;
constexpr milliseconds meet_again{1'000};

bool all(const Peers& peers, Meeting least)
{
    return std::all_of(peers.begin(), peers.end(),
                       [least](const auto& peer) { return peer->meeting() >= least; });
}

PeersRecord introduction(const Peers& peers, const Replica& self)
{
    std::vector<ReplicaAddress> addresses;
    for (const auto& peer : peers)
        addresses.push_back({peer->record().replica, peer->address(), replica_port, master_port});
    return {rendezvousVariables(addresses, self)};
}

}  // namespace

std::vector<std::shared_ptr<PodAttempt>> KubernetesEngine::peersOf(const PodAttempt& attempt)
{
    Peers peers;
    const std::lock_guard lock(mutex_);
    const auto group = groups_.find(groupOf(attempt.record()));
    if (group == groups_.end())
        return peers;
    for (const std::string& key : group->second) {
        if (const auto peer = attempts_.find(key); peer != attempts_.end())
            peers.push_back(peer->second);
    }
    std::sort(peers.begin(), peers.end(), [](const auto& a, const auto& b) {
        return a->record().replica.number < b->record().replica.number;
    });
    return peers;
}

std::optional<milliseconds> KubernetesEngine::tendMeeting(const std::shared_ptr<PodAttempt>& attempt)
{
    const PodRecord& record = attempt->record();
    if (record.replica.role.empty() || attempt->meeting() == Meeting::Met)
        return std::nullopt;
    const Peers peers = peersOf(*attempt);
    // Of a group that is not whole the platform itself takes the rest back.
    if (std::ssize(peers) < record.replica.of || attempt->state().stage == TaskState::Stage::Stopping)
        return std::nullopt;
    if (all(peers, Meeting::Ready)) {
        {
            const std::lock_guard lock(mutex_);
            if (meeting_.insert(groupOf(record)).second) {
                for (const auto& peer : peers)
                    workers_->poke(peer->record().podKey());
            }
        }
        // What it says next tells that it has gone on.
        (void)attempt->meet(introduction(peers, record.replica));
        return meet_again;
    }
    // A gang scheduler has them wait all together, holding nothing, for as long as it takes.
    if (all(peers, Meeting::Coming) || options_.gang.kind != Gang::Kind::None)
        return std::nullopt;
    const auto left = record.made_at + options_.meeting_patience - now();
    if (left > left.zero())
        return std::chrono::duration_cast<milliseconds>(left) + milliseconds(1);
    withdraw(peers);
    return std::nullopt;
}

void KubernetesEngine::withdraw(const Peers& peers)
{
    const auto absent = std::find_if(peers.begin(), peers.end(),
                                     [](const auto& peer) { return peer->meeting() == Meeting::Absent; });
    const std::string trouble = absent == peers.end() ? std::string() : (*absent)->state().message;
    const std::string why = fmt::format(
        "Not all of its {} replicas could start within {}{}{}", peers.size(),
        formatDuration(std::chrono::ceil<std::chrono::seconds>(options_.meeting_patience)),
        trouble.empty() ? "." : fmt::format("; {}: ", (*absent)->record().replica.name()), trouble);
    for (const auto& peer : peers) {
        if (peer->requestStop({ExitCause::Withdrawn, milliseconds(0)}, why))
            workers_->poke(peer->record().podKey());
    }
}

}  // namespace slipway
