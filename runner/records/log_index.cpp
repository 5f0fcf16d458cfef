// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/log_index.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace slipway {

namespace {

void putLittleEndian(unsigned char* target, std::uint64_t value)
{
    for (int i = 0; i < 8; ++i) {
        target[i] = static_cast<unsigned char>(value >> (8 * i));
    }
}

}  // namespace

LogIndex::LogIndex(const std::filesystem::path& index, int log)
    : index_(::open(index.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)), log_(log)
{
}

void LogIndex::note(Timestamp time)
{
    struct stat status {};
    if (::fstat(log_, &status) != 0 || static_cast<std::uint64_t>(status.st_size) == noted_bytes_) {
        return;
    }
    noted_bytes_ = static_cast<std::uint64_t>(status.st_size);
    std::array<unsigned char, 16> pair;
    putLittleEndian(pair.data(), noted_bytes_);
    putLittleEndian(pair.data() + 8, static_cast<std::uint64_t>(time.time_since_epoch().count()));
    [[maybe_unused]] const ssize_t written = ::write(index_.get(), pair.data(), pair.size());
}

}  // namespace slipway
