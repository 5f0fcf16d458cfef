// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/node_publisher.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>

namespace slipway {

namespace {

bool differsMaterially(const GpuStatus& before, const GpuStatus& now)
{
    constexpr double visible_load = 0.05;
    constexpr std::int64_t visible_memory = std::int64_t(256) << 20;
    if (before.id != now.id || before.model != now.model || before.held_by != now.held_by ||
        before.memory_bytes != now.memory_bytes || before.simulated != now.simulated)
        return true;
    if (before.utilization.has_value() != now.utilization.has_value() ||
        before.used_memory_bytes.has_value() != now.used_memory_bytes.has_value())
        return true;
    return std::abs(before.utilization.value_or(0) - now.utilization.value_or(0)) >= visible_load ||
           std::abs(before.used_memory_bytes.value_or(0) - now.used_memory_bytes.value_or(0)) >=
               visible_memory;
}

}  // namespace

bool differsMaterially(const NodeStatus& before, const NodeStatus& now)
{
    if (before.engine != now.engine || before.cpus != now.cpus || before.memory_bytes != now.memory_bytes ||
        before.message != now.message || before.gpus.size() != now.gpus.size())
        return true;
    for (std::size_t i = 0; i < now.gpus.size(); ++i) {
        if (differsMaterially(before.gpus[i], now.gpus[i]))
            return true;
    }
    return false;
}

Result<void> NodePublisher::publish()
{
    std::map<std::string, NodeStatus> nodes;
    std::map<std::string, NodeStatus> changed;
    for (auto& [name, status] : engine_.capacity()) {
        const auto before = published_.find(name);
        if (before == published_.end() || differsMaterially(before->second, status))
            changed.emplace(name, status);
        nodes.emplace(name, std::move(status));
    }
    if (published_.size() + changed.size() != nodes.size() || published_.empty()) {
        if (const Result<void> removed = removeOthers(nodes); !removed)
            return removed;
    }
    if (changed.empty())
        return {};
    const Result<void> written = store_.write([&](Transaction& transaction) -> Result<void> {
        for (const auto& [name, status] : changed) {
            if (const Result<void> one = write(transaction, name, status); !one)
                return one;
        }
        return {};
    });
    if (!written)
        return written;
    for (auto& [name, status] : changed)
        published_.insert_or_assign(name, std::move(status));
    return {};
}

Result<void> NodePublisher::write(Transaction& transaction, const std::string& name, const NodeStatus& status)
{
    Result<Resource> node = transaction.get(Kind::Node, {}, name);
    if (node) {
        node->status = dumpJson(slipway::write(status));
        return transaction.update(*node).map([](const Resource&) {});
    }
    if (node.error().code != ErrorCode::NotFound)
        return propagate(node);
    Resource fresh;
    fresh.kind = Kind::Node;
    fresh.name = name;
    fresh.status = dumpJson(slipway::write(status));
    return transaction.create(std::move(fresh)).map([](const Resource&) {});
}

Result<void> NodePublisher::removeOthers(const std::map<std::string, NodeStatus>& nodes)
{
    ListQuery query;
    query.kind = Kind::Node;
    const Result<Page> page = store_.list(query);
    if (!page)
        return propagate(page);
    for (const Resource& node : page->items) {
        if (nodes.contains(node.name))
            continue;
        const Result<void> removed =
            store_.write([&](Transaction& transaction) { return transaction.remove(node.id); });
        if (!removed)
            return removed;
        published_.erase(node.name);
    }
    return {};
}

}  // namespace slipway
