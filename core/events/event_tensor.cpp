// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_tensor.h"

#include <protozero/pbf_reader.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

namespace slipway::events {
namespace {

using protozero::data_view;
using protozero::pbf_reader;
using protozero::pbf_wire_type;
using protozero::tag_and_type;

/// tensorflow.DataType, as far as it is numeric.
enum DataType : std::int32_t {
    Float = 1,
    Double = 2,
    Int32 = 3,
    UInt8 = 4,
    Int16 = 5,
    Int8 = 6,
    Int64 = 9,
    Bool = 10,
    BFloat16 = 14,
    UInt16 = 17,
    Half = 19,
    UInt32 = 22,
    UInt64 = 23,
};

double fromBFloat16(std::uint16_t bits)
{
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16));
}

double fromHalf(std::uint16_t bits)
{
    const int exponent = bits >> 10 & 31;
    const double fraction = bits & 1023;
    double value = 0;
    if (exponent == 31)
        value = fraction == 0 ? std::numeric_limits<double>::infinity()
                              : std::numeric_limits<double>::quiet_NaN();
    else if (exponent == 0)
        value = std::ldexp(fraction, -24);
    else
        value = std::ldexp(1024 + fraction, exponent - 25);
    return (bits & 0x8000) != 0 ? -value : value;
}

/// One element of a type whose bytes are those of Number, in little-endian order as every platform we run on.
template <class Number>
std::optional<double> fromBytes(data_view bytes)
{
    Number number{};
    if (bytes.size() != sizeof number)
        return std::nullopt;
    std::memcpy(&number, bytes.data(), sizeof number);
    return static_cast<double>(number);
}

std::optional<double> fromContent(std::int32_t type, data_view bytes)
{
    const auto bits = [&] {
        std::uint16_t value = 0;
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    };
    switch (type) {
    case Float:
        return fromBytes<float>(bytes);
    case Double:
        return fromBytes<double>(bytes);
    case Int32:
        return fromBytes<std::int32_t>(bytes);
    case UInt8:
        return fromBytes<std::uint8_t>(bytes);
    case Int16:
        return fromBytes<std::int16_t>(bytes);
    case Int8:
        return fromBytes<std::int8_t>(bytes);
    case Int64:
        return fromBytes<std::int64_t>(bytes);
    case Bool:
        return fromBytes<std::uint8_t>(bytes);
    case UInt16:
        return fromBytes<std::uint16_t>(bytes);
    case UInt32:
        return fromBytes<std::uint32_t>(bytes);
    case UInt64:
        return fromBytes<std::uint64_t>(bytes);
    case BFloat16:
        return bytes.size() == 2 ? std::optional(fromBFloat16(bits())) : std::nullopt;
    case Half:
        return bytes.size() == 2 ? std::optional(fromHalf(bits())) : std::nullopt;
    default:
        return std::nullopt;
    }
}

/// The field of TensorProto that holds values of this type; 0 for types that are no numbers.
std::uint32_t valueField(std::int32_t type)
{
    switch (type) {
    case Float:
        return 5;
    case Double:
        return 6;
    case Int32:
    case UInt8:
    case Int16:
    case Int8:
    case UInt16:
        return 7;
    case Int64:
        return 10;
    case Bool:
        return 11;
    case BFloat16:
    case Half:
        return 13;
    case UInt32:
        return 16;
    case UInt64:
        return 17;
    default:
        return 0;
    }
}

double fromVarint(std::int32_t type, std::uint64_t bits)
{
    switch (type) {
    case BFloat16:
        return fromBFloat16(static_cast<std::uint16_t>(bits));
    case Half:
        return fromHalf(static_cast<std::uint16_t>(bits));
    case UInt32:
    case UInt64:
        return static_cast<double>(bits);
    case Bool:
        return bits != 0 ? 1 : 0;
    default:
        return static_cast<double>(static_cast<std::int64_t>(bits));
    }
}

/// The only value of a value field, packed or not; nothing when there are several.
std::optional<double> onlyValue(std::int32_t type, pbf_reader& tensor)
{
    switch (tensor.wire_type()) {
    case pbf_wire_type::fixed32:
        return static_cast<double>(tensor.get_float());
    case pbf_wire_type::fixed64:
        return tensor.get_double();
    case pbf_wire_type::varint:
        return fromVarint(type, tensor.get_uint64());
    default:
        break;
    }
    const data_view packed = tensor.get_view();
    if (type == Float || type == Double)
        return fromContent(type, packed);
    const char* at = packed.data();
    const char* end = at + packed.size();
    if (at == end)
        return std::nullopt;
    const std::uint64_t bits = protozero::decode_varint(&at, end);
    return at == end ? std::optional(fromVarint(type, bits)) : std::nullopt;
}

bool isOne(pbf_reader dimension)
{
    std::int64_t size = 0;
    while (dimension.next()) {
        if (dimension.tag_and_type() == tag_and_type(1, pbf_wire_type::varint))
            size = dimension.get_int64();
        else
            dimension.skip();
    }
    return size == 1;
}

/// Whether a TensorShapeProto describes one element; no dimensions do.
bool holdsOneElement(pbf_reader shape)
{
    while (shape.next()) {
        if (shape.tag_and_type() != tag_and_type(2, pbf_wire_type::length_delimited))
            shape.skip();
        else if (!isOne(shape.get_message()))
            return false;
    }
    return true;
}

/// DataType may come after the values on the wire, so it is looked for first.
std::int32_t dataType(pbf_reader tensor)
{
    std::int32_t type = 0;
    while (tensor.next()) {
        if (tensor.tag_and_type() == tag_and_type(1, pbf_wire_type::varint))
            type = tensor.get_enum();
        else
            tensor.skip();
    }
    return type;
}

}  // namespace

std::optional<double> tensorNumber(data_view bytes)
{
    const std::int32_t type = dataType(pbf_reader(bytes));
    const std::uint32_t field = valueField(type);
    if (field == 0)
        return std::nullopt;
    std::optional<double> number;
    int values = 0;
    pbf_reader tensor(bytes);
    while (tensor.next()) {
        const bool is_view = tensor.wire_type() == pbf_wire_type::length_delimited;
        if (tensor.tag() == 2 && is_view) {
            if (!holdsOneElement(tensor.get_message()))
                return std::nullopt;
        } else if (tensor.tag() == 4 && is_view) {
            number = fromContent(type, tensor.get_view());
            ++values;
        } else if (tensor.tag() == field) {
            number = onlyValue(type, tensor);
            ++values;
        } else {
            tensor.skip();
        }
    }
    return values == 1 ? number : std::nullopt;
}

}  // namespace slipway::events
