// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/outgoing_frame.h"

#include <openssl/rand.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>

namespace slipway::net {
namespace {

constexpr std::size_t max_head_bytes = 14;
constexpr unsigned char last_frame = 0x80;
constexpr unsigned char masked = 0x80;
constexpr unsigned char binary_opcode = 2;

std::string frameHead(unsigned char opcode, std::uint64_t size, const FrameMask& mask)
{
    const int size_bytes = size < 126 ? 0 : size < 65536 ? 2 : 8;
    const auto short_size = static_cast<unsigned char>(size_bytes == 0   ? size
                                                       : size_bytes == 2 ? 126u
                                                                         : 127u);
    std::string head{static_cast<char>(last_frame | opcode), static_cast<char>(masked | short_size)};
    for (int i = size_bytes - 1; i >= 0; --i)
        head += static_cast<char>(size >> (8 * i) & 0xffu);
    return head.append(mask.data(), mask.size());
}

void applyMask(std::span<char> bytes, const FrameMask& mask)
{
    std::array<char, 8> twice;
    std::copy(mask.begin(), mask.end(), twice.begin());
    std::copy(mask.begin(), mask.end(), twice.begin() + mask.size());
    std::uint64_t key = 0;
    std::memcpy(&key, twice.data(), sizeof key);
    std::size_t at = 0;
    for (; at + sizeof key <= bytes.size(); at += sizeof key) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        word ^= key;
        std::memcpy(bytes.data() + at, &word, sizeof word);
    }
    for (; at < bytes.size(); ++at)
        bytes[at] = static_cast<char>(bytes[at] ^ mask[at % mask.size()]);
}

}  // namespace

FrameMask newFrameMask()
{
    FrameMask mask{};
    RAND_bytes(reinterpret_cast<unsigned char*>(mask.data()), static_cast<int>(mask.size()));
    return mask;
}

OutgoingFrame::OutgoingFrame(std::string_view prefix, std::size_t capacity)
    : prefix_(prefix), buffer_(max_head_bytes + prefix.size() + capacity, '\0')
{
}

std::span<char> OutgoingFrame::room()
{
    return std::span(buffer_).subspan(max_head_bytes + prefix_.size());
}

std::string_view OutgoingFrame::seal(std::size_t bytes, const FrameMask& mask)
{
    assert(bytes <= room().size());
    const std::span<char> message = std::span(buffer_).subspan(max_head_bytes, prefix_.size() + bytes);
    std::copy(prefix_.begin(), prefix_.end(), message.begin());
    applyMask(message, mask);
    const std::string head = frameHead(binary_opcode, message.size(), mask);
    const std::size_t start = max_head_bytes - head.size();
    buffer_.replace(start, head.size(), head);
    return std::string_view(buffer_).substr(start, head.size() + message.size());
}

std::string controlFrame(ControlFrame kind, std::string_view content, const FrameMask& mask)
{
    std::string frame = frameHead(static_cast<unsigned char>(kind), content.size(), mask);
    const std::size_t start = frame.size();
    frame += content;
    applyMask(std::span(frame).subspan(start), mask);
    return frame;
}

}  // namespace slipway::net
