// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/frame_reader.h"

#include <algorithm>

namespace slipway::net {
namespace {

constexpr std::size_t max_control_bytes = 125;
constexpr unsigned first_control_opcode = 8;

tl::unexpected<Error> broken(const char* why)
{
    return fail(ErrorCode::DataLoss, std::string("What came through the WebSocket cannot be read: ") + why +
                                         ". Look for a proxy in between that changes it.");
}

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (const char byte : bytes)
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

}  // namespace

struct FrameReader::Head {
    unsigned opcode = 0;
    bool is_last = false;
    std::uint64_t size = 0;
    std::size_t head_size = 2;
};

Result<std::optional<FrameReader::Head>> FrameReader::readHead(std::string_view input)
{
    if (input.size() < 2)
        return std::nullopt;
    const auto first = static_cast<unsigned char>(input[0]);
    const auto second = static_cast<unsigned char>(input[1]);
    if ((first & 0x70u) != 0)
        return broken("it uses an extension that nobody asked for");
    if ((second & 0x80u) != 0)
        return broken("a server masks nothing");
    Head head{first & 0x0fu, (first & 0x80u) != 0, second & 0x7fu};
    const std::size_t size_bytes = head.size == 126 ? 2 : head.size == 127 ? 8 : 0;
    if (input.size() < head.head_size + size_bytes)
        return std::nullopt;
    if (size_bytes > 0)
        head.size = bigEndian(input.substr(head.head_size, size_bytes));
    head.head_size += size_bytes;
    if (head.size >> 63 != 0)
        return broken("a frame is larger than frames can be");
    return head;
}

Result<std::optional<FrameReader::Piece>> FrameReader::read(std::string_view& input)
{
    if (left_ > 0)
        return takeData(input);
    const auto head = readHead(input);
    if (!head)
        return propagate(head);
    if (!*head)
        return std::nullopt;
    if ((*head)->opcode >= first_control_opcode)
        return takeControl(**head, input);
    if (const auto begun = begin(**head); !begun)
        return propagate(begun);
    input.remove_prefix((*head)->head_size);
    return takeData(input);
}

Result<void> FrameReader::begin(const Head& head)
{
    if (head.opcode > 2)
        return broken("a frame is of no known kind");
    if ((head.opcode == 0) != in_message_)
        return broken("the frames of a message are out of order");
    in_message_ = true;
    last_frame_ = head.is_last;
    left_ = head.size;
    return {};
}

std::optional<FrameReader::Piece> FrameReader::takeData(std::string_view& input)
{
    if (left_ > 0 && input.empty())
        return std::nullopt;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
    left_ -= size;
    const bool ends = last_frame_ && left_ == 0;
    in_message_ = !ends;
    const Piece piece{Piece::Kind::Message, {input.substr(0, size), ends}};
    input.remove_prefix(size);
    return piece;
}

Result<std::optional<FrameReader::Piece>> FrameReader::takeControl(const Head& head, std::string_view& input)
{
    using Kind = Piece::Kind;
    constexpr Kind kinds[] = {Kind::Close, Kind::Ping, Kind::Pong};
    const unsigned kind = head.opcode - first_control_opcode;
    if (kind >= std::size(kinds))
        return broken("a frame is of no known kind");
    if (!head.is_last || head.size > max_control_bytes || (kinds[kind] == Kind::Close && head.size == 1))
        return broken("a control frame has no proper size");
    const auto size = static_cast<std::size_t>(head.size);
    if (input.size() < head.head_size + size)
        return std::nullopt;
    const Piece piece{kinds[kind], {input.substr(head.head_size, size), true}};
    input.remove_prefix(head.head_size + size);
    return piece;
}

}  // namespace slipway::net
