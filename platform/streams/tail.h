// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "net/serve/server.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace slipway {

/// Reads pieces of files. Whoever follows the same file from the same place is given the same bytes.
class PieceReader {
public:
    /// What is there at `offset_bytes`, at most 256 KiB; empty at the file's end, null when it cannot be
    /// read.
    net::SharedBytes read(const std::shared_ptr<const FileDescriptor>& file, std::uint64_t offset_bytes);
    /// Reads anew from here on: files may have been changed.
    void forget();

private:
    std::vector<char> buffer_;
    std::map<std::pair<std::shared_ptr<const FileDescriptor>, std::uint64_t>, net::SharedBytes> known_;
    std::size_t known_bytes_ = 0;
};

/// One reader that follows one stream. For the thread of its StreamTails.
class Tail {
public:
    Tail(std::shared_ptr<const FileDescriptor> file, std::filesystem::path exit_file,
         std::uint64_t offset_bytes, std::shared_ptr<net::StreamWriter> writer);

    /// What is to be done with it next.
    enum class State {
        Waiting,  ///< For the file to grow, or the reader to drain.
        Ready,    ///< To be pumped again, after others had their turn.
        Over,     ///< Ended, by us or by the reader.
    };
    /// Sends what is there and the reader can take, but no more than a turn's share.
    State pump(PieceReader& reader);
    /// Whether its reader has to drain before it is sent more. Any thread.
    bool awaitsDrain() const { return awaits_drain_; }
    /// Looks whether the attempt is over; no byte is added to the file after that.
    void checkExit();
    void abort() { writer_->abort(); }

    const std::filesystem::path& exitFile() const { return exit_file_; }
    /// Where the next byte is read.
    std::uint64_t offsetBytes() const { return offset_bytes_; }
    int file() const { return file_->get(); }

private:
    bool hasRoom();

    std::shared_ptr<const FileDescriptor> file_;
    std::filesystem::path exit_file_;
    std::uint64_t offset_bytes_ = 0;
    std::shared_ptr<net::StreamWriter> writer_;
    bool attempt_over_ = false;
    std::atomic<bool> awaits_drain_ = false;
};

}  // namespace slipway
