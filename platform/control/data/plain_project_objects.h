// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/data/project_objects.h"
#include "platform/engines/trash.h"

#include <filesystem>

namespace slipway {

/// Objects as the platform's own store keeps them: files below DIR/objects/PROJECT (see
/// platform/objects/files/key_path.h). What is deleted leaves its place at once.
class PlainProjectObjects final : public ProjectObjects {
public:
    explicit PlainProjectObjects(std::filesystem::path objects);

    Result<void> prepare(const std::string& project) override;
    /// Symbolic links are left out, and so are names that are stored escaped, which no job writes by
    /// accident.
    Result<std::optional<std::vector<std::string>>> keys(const std::string& project,
                                                         const std::string& prefix) override;
    Result<bool> remove(const std::string& project, const std::string& prefix) override;

private:
    const std::filesystem::path objects_;
    Trash trash_;
};

}  // namespace slipway
