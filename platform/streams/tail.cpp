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
constexpr std::size_t most_known_bytes = 16 * piece_bytes;
constexpr int pieces_per_turn = 4;
constexpr std::size_t enough_queued_bytes = 512u << 10;

}  // namespace

net::SharedBytes PieceReader::read(const std::shared_ptr<const FileDescriptor>& file,
                                   std::uint64_t offset_bytes)
{
    const auto place = std::pair(file, offset_bytes);
    if (const auto found = known_.find(place); found != known_.end()) {
        return found->second;
    }
    buffer_.resize(piece_bytes);
    ssize_t size = 0;
    do {
        size = ::pread(file->get(), buffer_.data(), buffer_.size(), static_cast<off_t>(offset_bytes));
    } while (size < 0 && errno == EINTR);
    if (size < 0) {
        return nullptr;
    }
    auto piece = std::make_shared<const std::string>(buffer_.data(), static_cast<std::size_t>(size));
    // The end is looked for each time: more may have come before the attempt was over.
    if (size > 0) {
        if (known_bytes_ + piece->size() > most_known_bytes) {
            forget();
        }
        known_bytes_ += piece->size();
        known_.emplace(place, piece);
    }
    return piece;
}

void PieceReader::forget()
{
    known_.clear();
    known_bytes_ = 0;
}

Tail::Tail(std::shared_ptr<const FileDescriptor> file, std::filesystem::path exit_file,
           std::uint64_t offset_bytes, std::shared_ptr<net::StreamWriter> writer)
    : file_(std::move(file)),
      exit_file_(std::move(exit_file)),
      offset_bytes_(offset_bytes),
      writer_(std::move(writer))
{
}

Tail::State Tail::pump(PieceReader& reader)
{
    awaits_drain_ = false;
    for (int pieces = 0; hasRoom(); ++pieces) {
        if (pieces == pieces_per_turn) {
            return State::Ready;
        }
        const net::SharedBytes piece = reader.read(file_, offset_bytes_);
        if (!piece) {
            writer_->abort();
            return State::Over;
        }
        if (piece->empty() && attempt_over_) {
            writer_->finish();
            return State::Over;
        }
        if (piece->empty()) {
            return State::Waiting;
        }
        if (!writer_->write(piece)) {
            return State::Over;
        }
        offset_bytes_ += piece->size();
    }
    return State::Waiting;
}

bool Tail::hasRoom()
{
    if (writer_->queuedBytes() < enough_queued_bytes) {
        return true;
    }
    // Before the second look, so that no drain goes unnoticed.
    awaits_drain_ = true;
    return writer_->queuedBytes() < enough_queued_bytes;
}

void Tail::checkExit()
{
    struct stat status {};
    attempt_over_ = attempt_over_ || ::stat(exit_file_.c_str(), &status) == 0;
}

}  // namespace slipway
