// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "net/serve/server.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace slipway {

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
    State pump();
    /// Looks whether the attempt is over; no byte is added to the file after that.
    void checkExit();
    void abort() { writer_->abort(); }

    const std::filesystem::path& exitFile() const { return exit_file_; }
    /// Where the next byte is read.
    std::uint64_t offsetBytes() const { return offset_bytes_; }
    int file() const { return file_->get(); }

private:
    std::shared_ptr<const FileDescriptor> file_;
    std::filesystem::path exit_file_;
    std::uint64_t offset_bytes_ = 0;
    std::shared_ptr<net::StreamWriter> writer_;
    bool attempt_over_ = false;
};

}  // namespace slipway
