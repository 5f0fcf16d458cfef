// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayctl/commands/command_builder.h"
#include "core/bytes.h"
#include "core/resources/datasets.h"

namespace slipway::ctl {

/// The options that say which datasets a workload has as files, and how.
struct DatasetOptions {
    std::vector<std::string> datasets;
    std::string access, cache;

    void add(CLI::App& command)
    {
        addMany(command, "--dataset", datasets, "A dataset to have as files; may be repeated");
        command
            .add_option("--dataset-access", access,
                        "In pods: fetch files as they are opened (on-demand), or all before it runs (copy); "
                        "by size when absent")
            ->check(CLI::IsMember({"on-demand", "copy"}));
        command.add_option("--dataset-cache", cache,
                           "Of files on demand hold at most that much at a time, such as 100GiB");
    }

    template <class Spec>
    Result<void> apply(Spec& spec) const
    {
        if (!datasets.empty())
            spec.datasets = datasets;
        for (const DatasetAccess known : {DatasetAccess::OnDemand, DatasetAccess::Copy}) {
            if (access == name(known))
                spec.dataset_access = known;
        }
        if (cache.empty())
            return {};
        const auto bytes = Bytes::parse(cache);
        if (!bytes)
            return propagate(bytes);
        spec.dataset_cache = *bytes;
        return {};
    }
};

}  // namespace slipway::ctl
