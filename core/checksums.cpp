// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"

#include <zlib.h>

#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace slipway {
namespace {

constexpr std::uint32_t castagnoli = 0x82F63B78;  // bits reversed

/// table[k][b]: the checksum of byte b followed by k zero bytes, so that eight bytes are taken at once.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? castagnoli : 0);
        tables[0][byte] = crc;
    }
    for (std::size_t k = 1; k < tables.size(); ++k) {
        for (std::size_t byte = 0; byte < 256; ++byte)
            tables[k][byte] = (tables[k - 1][byte] >> 8) ^ tables[0][tables[k - 1][byte] & 0xFF];
    }
    return tables;
}

constexpr Tables tables = makeTables();

constexpr std::uint64_t loadLittleEndian(const char* bytes)
{
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

constexpr std::uint32_t crc32cByTable(std::uint32_t crc, std::string_view bytes)
{
    while (bytes.size() >= 8) {
        const std::uint64_t block = loadLittleEndian(bytes.data()) ^ crc;
        crc = 0;
        for (std::size_t i = 0; i < 8; ++i)
            crc ^= tables[7 - i][block >> (8 * i) & 0xFF];
        bytes.remove_prefix(8);
    }
    for (const char c : bytes)
        crc = (crc >> 8) ^ tables[0][(crc ^ static_cast<unsigned char>(c)) & 0xFF];
    return crc;
}

// The check value of the catalogue of CRCs: processors that never come here still prove it.
static_assert(~crc32cByTable(~0u, "123456789") == 0xE3069283u);

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32cByProcessor(std::uint32_t crc, std::string_view bytes)
{
    std::uint64_t wide = crc;
    while (bytes.size() >= 8) {
        std::uint64_t block = 0;
        std::memcpy(&block, bytes.data(), sizeof block);
        wide = _mm_crc32_u64(wide, block);
        bytes.remove_prefix(8);
    }
    crc = static_cast<std::uint32_t>(wide);
    for (const char c : bytes)
        crc = _mm_crc32_u8(crc, static_cast<unsigned char>(c));
    return crc;
}
#endif

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed)
{
#if defined(__x86_64__)
    static const bool fast = __builtin_cpu_supports("sse4.2") != 0;
    if (fast)
        return ~crc32cByProcessor(~seed, bytes);
#endif
    return ~crc32cByTable(~seed, bytes);
}

std::uint32_t crc32(std::string_view bytes, std::uint32_t seed)
{
    if (bytes.empty())  // zlib takes a null address for a wish to start over
        return seed;
    return static_cast<std::uint32_t>(
        ::crc32_z(seed, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

}  // namespace slipway
