// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does about nodes that are off.
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway {

namespace {

using std::chrono::milliseconds;
using Standing = PodAttempt::NodeStanding;

Standing standingOf(const std::optional<KubeNode>& node)
{
    if (!node || (node->out_of_service && !node->ready))
        return Standing::Off;
    return node->ready ? Standing::Up : Standing::Unreachable;
}

}  // namespace

std::optional<milliseconds> KubernetesEngine::tendNode(PodAttempt& attempt)
{
    const std::string node = attempt.state().node;
    // In one namespace nodes are not to be seen.
    if (node.empty() || attempt.ended() || !options_.only_namespace.empty())
        return std::nullopt;
    const Standing standing = standingOf(view_->node(node));
    attempt.noteNode(standing);
    milliseconds left{0};
    {
        const std::lock_guard lock(mutex_);
        if (standing != Standing::Off) {
            off_.erase(node);
            return std::nullopt;
        }
        const auto now = std::chrono::steady_clock::now();
        const auto since = off_.try_emplace(node, now).first->second;
        left = std::chrono::ceil<milliseconds>(since + options_.failover_after - now);
    }
    if (left > milliseconds(0))
        return left;
    const auto fenced = attempt.fence(fmt::format("The node {} is off or gone from the cluster.", node));
    return fenced ? std::nullopt : std::optional(milliseconds(1'000));
}

Result<void> KubernetesEngine::fence(const std::string& node)
{
    const std::optional<KubeNode> known = view_->node(node);
    std::vector<std::shared_ptr<PodAttempt>> there;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, attempt] : attempts_) {
            if (!attempt->ended() && attempt->state().node == node)
                there.push_back(attempt);
        }
    }
    if (!known && there.empty())
        return fail(ErrorCode::NotFound, fmt::format("The cluster has no node \"{}\".", node));
    if (known && known->ready)
        return fail(
            ErrorCode::Conflict,
            fmt::format("The node {} answers, so its tasks run. Stop them, or switch it off first.", node),
            "node-is-up");
    for (const auto& attempt : there) {
        const auto fenced =
            attempt->fence(fmt::format("An administrator said that the node {} is off.", node));
        if (!fenced)
            return fenced;
        workers_->poke(attempt->record().podKey());
    }
    return {};
}

}  // namespace slipway
