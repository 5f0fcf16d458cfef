// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "platform/engines/kubernetes/reach/collector_link.h"
#include "platform/files/workload_files.h"

#include <chrono>
#include <memory>
#include <string>

namespace slipway {

/// The files of a task in a pod, by way of its collector. What comes from there is the pod's word: nothing in
/// it is more than bytes, names and sizes to be shown.
class CollectorFiles final : public WorkloadFiles {
public:
    enum class Of {
        Environment,  ///< Its home.
        Attempt,      ///< Its working directory.
    };
    CollectorFiles(CollectorWays& ways, PodRecord record, Of of);

    Result<DirectoryPage> list(const FilePath& directory, const std::string& cursor,
                               std::size_t limit) override;
    Result<bool> exists(const FilePath& path) override;
    Result<net::Response> read(const FilePath& file, const std::string& range) override;
    Result<std::unique_ptr<IncomingFile>> write(const FilePath& file, NewFile::Existing existing) override;
    Result<void> makeDirectory(const FilePath& directory) override;
    Result<void> move(const FilePath& from, const FilePath& to) override;
    Result<void> remove(const FilePath& path) override;

private:
    Json question(const FilePath& path) const;
    Result<Json> ask(const char* what, const Json& question, std::chrono::seconds patience) const;

    const std::shared_ptr<CollectorLink> link_;
    const Of of_;
};

}  // namespace slipway
