// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/streams/tail.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace slipway {

namespace {

constexpr std::size_t piece_bytes = 256u << 10;
constexpr int pieces_per_turn = 4;
constexpr std::size_t enough_queued_bytes = 512u << 10;

}  // namespace

Tail::Tail(std::shared_ptr<const FileDescriptor> file, std::filesystem::path exit_file,
           std::uint64_t offset_bytes, std::shared_ptr<net::StreamWriter> writer)
    : file_(std::move(file)),
      exit_file_(std::move(exit_file)),
      offset_bytes_(offset_bytes),
      writer_(std::move(writer))
{
}

Tail::State Tail::pump()
{
    for (int pieces = 0; writer_->queuedBytes() < enough_queued_bytes;) {
        if (pieces == pieces_per_turn) {
            return State::Ready;
        }
        std::string piece(piece_bytes, '\0');
        const ssize_t size = ::pread(file(), piece.data(), piece.size(), static_cast<off_t>(offset_bytes_));
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < 0) {
            writer_->abort();
            return State::Over;
        }
        if (size == 0 && attempt_over_) {
            writer_->finish();
            return State::Over;
        }
        if (size == 0) {
            return State::Waiting;
        }
        piece.resize(static_cast<std::size_t>(size));
        if (!writer_->write(std::move(piece))) {
            return State::Over;
        }
        offset_bytes_ += static_cast<std::uint64_t>(size);
        ++pieces;
    }
    return State::Waiting;
}

void Tail::checkExit()
{
    struct stat status {};
    attempt_over_ = attempt_over_ || ::stat(exit_file_.c_str(), &status) == 0;
}

}  // namespace slipway
