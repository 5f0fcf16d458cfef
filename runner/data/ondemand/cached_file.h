// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "runner/data/task_bucket.h"

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>

namespace slipway {

/// A file that has its size, mode and times whether or not its content is there. For one thread.
class CachedFile final : public ObjectSink {
public:
    /// Nothing when the file under that name is not the one with this inode any more.
    static CachedFile open(const std::filesystem::path& file, std::uint64_t inode);

    explicit operator bool() const { return static_cast<bool>(file_); }
    bool isOn(dev_t device) const { return before_.st_dev == device; }

    /// Writes its content from the start. More than its size is not kept.
    bool begin() override;
    bool take(std::string_view bytes) override;
    /// Makes it look as it did before it was written.
    void finish();

    /// Gives its room back; what is read from it is zeros then.
    void clear();
    /// The same, unless somebody has it open or mapped, or that cannot be told here.
    bool clearUnlessUsed();

private:
    FileDescriptor file_;
    struct stat before_ {};
    std::uint64_t written_ = 0;
};

}  // namespace slipway
