// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/transfer/transfer_gate.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace slipway {

/// One thing in a directory on the platform.
struct FileItem {
    std::string name;
    enum class Kind { File, Directory, Link, Other } kind = Kind::File;
    std::uint64_t size_bytes = 0;  ///< Of a directory: of all that is known to be below it, or 0.
    Timestamp modified{};
    std::string target = {};  ///< Of a link.
};

struct FileListing {
    std::vector<FileItem> items;
    bool complete = true;  ///< Whether there is no more than these.
};

/// A beginning of a file, and how large the whole is.
struct FileBeginning {
    std::string bytes;
    std::uint64_t size_bytes = 0;
};

/// A directory somewhere on the platform, with all below it. Paths have slashes between names and begin at
/// it; an empty one is the directory itself. Calls block until they are answered or their gate is closed; for
/// threads that may wait. Thread-safe.
class FileStore {
public:
    virtual ~FileStore() = default;

    /// At most 10,000 items.
    virtual Result<FileListing> list(TransferGate& gate, const std::string& directory) const = 0;
    virtual Result<FileBeginning> read(TransferGate& gate, const std::string& path,
                                       std::uint64_t offset_bytes, std::uint64_t size_bytes) const = 0;
    /// Whether a file that is there is replaced; `AlreadyExists` otherwise.
    enum class Existing { Kept, Replaced };
    virtual Result<void> upload(TransferGate& gate, const std::filesystem::path& file,
                                const std::string& path, Existing existing,
                                const TransferGate::Progress& on_progress) const = 0;
    /// A directory goes with all below it.
    virtual Result<void> remove(TransferGate& gate, const std::string& path) const = 0;

    /// Whether move() and makeDirectory() are offered.
    virtual bool hasDirectories() const = 0;
    virtual Result<void> move(TransferGate& gate, const std::string& from, const std::string& to) const = 0;
    virtual Result<void> makeDirectory(TransferGate& gate, const std::string& path) const = 0;

    /// Brings a file here in pieces; it appears as `target` when all of it is there. `Conflict` when it was
    /// changed meanwhile.
    Result<void> download(TransferGate& gate, const std::string& path, const std::filesystem::path& target,
                          const TransferGate::Progress& on_progress) const;
};

}  // namespace slipway
