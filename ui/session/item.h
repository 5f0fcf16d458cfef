// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/resource.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "core/resources/template_spec.h"

#include <memory>
#include <string>
#include <variant>

namespace slipway {

/// A resource with its spec and status read once, so that views can look without parsing.
struct Item {
    Resource resource;
    std::variant<std::monostate, EnvironmentSpec, JobSpec, DatasetSpec, FlavorSpec, ImageSpec, ProjectSpec,
                 ClusterSpec, VolumeSpec, StoreSpec, TemplateSpec>
        spec;
    std::variant<std::monostate, WorkloadStatus, DatasetStatus, NodeStatus, ClusterStatus, VolumeStatus,
                 StoreStatus>
        status;
    /// Whether the status is one that this version knows; what a newer server says may not be.
    bool understood = true;

    /// The spec as T; defaults when the resource is of another kind or its spec could not be read.
    template <class T>
    const T& specAs() const
    {
        static const T defaults;
        const T* found = std::get_if<T>(&spec);
        return found ? *found : defaults;
    }

    template <class T>
    const T& statusAs() const
    {
        static const T defaults;
        const T* found = std::get_if<T>(&status);
        return found ? *found : defaults;
    }

    const WorkloadStatus& workload() const { return statusAs<WorkloadStatus>(); }
};

using ItemPtr = std::shared_ptr<const Item>;

/// Reads spec and status of a resource. Any thread.
ItemPtr readItem(Resource resource);

/// "project/name", or "name" for kinds of the platform: unique among items of one kind.
std::string itemKey(const Resource& resource);

}  // namespace slipway
