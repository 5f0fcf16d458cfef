// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/resources/volume_spec.h"

#include <string>

namespace slipway {

/// A volume in the terms of whoever makes it.
struct Volume {
    ResourceId id;
    std::string project;
    std::string name;
    std::string owner;
    VolumeSpec spec;
};

/// A volume that a task mounts; it is ready.
struct VolumeMount {
    Volume volume;
    std::string path;  ///< Where the task wants it, absolute.
    bool read_only = false;
    std::string claim;      ///< As VolumeStatus tells it.
    bool one_node = false;  ///< The same.
};

}  // namespace slipway
