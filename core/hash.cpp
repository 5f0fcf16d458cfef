// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <vector>

namespace slipway {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

/// Fetched once for the life of the program: a fetch costs more than hashing a short text.
const EVP_MD* sha256Algorithm()
{
    static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

const EVP_MD* md5Algorithm()
{
    static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "MD5", nullptr);
    return algorithm;
}

/// Hashing fails only when OpenSSL is broken or memory is gone; no caller could go on from there.
void require(bool done)
{
    if (!done)
        std::abort();
}

Context startDigest(const EVP_MD* algorithm)
{
    Context context(EVP_MD_CTX_new());
    require(context && algorithm && EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1);
    return context;
}

template <std::size_t N>
std::array<unsigned char, N> finishDigest(EVP_MD_CTX* context)
{
    std::array<unsigned char, N> digest{};
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(context, digest.data(), &size) == 1 && size == N);
    return digest;
}

}  // namespace

struct Sha256::State {
    Context context = startDigest(sha256Algorithm());
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes)
{
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Sha256Digest Sha256::finish()
{
    return finishDigest<32>(state_->context.get());
}

struct Md5::State {
    Context context = startDigest(md5Algorithm());
};

Md5::Md5() : state_(std::make_unique<State>()) {}
Md5::~Md5() = default;
Md5::Md5(Md5&&) noexcept = default;
Md5& Md5::operator=(Md5&&) noexcept = default;

void Md5::update(std::string_view bytes)
{
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

std::array<unsigned char, 16> Md5::finish()
{
    return finishDigest<16>(state_->context.get());
}

namespace {

/// Of the pieces one after the other. Each thread keeps its context, which costs more than hashing a short
/// text.
Sha256Digest sha256Of(std::initializer_list<std::string_view> pieces)
{
    static thread_local const Context context(EVP_MD_CTX_new());
    require(context && EVP_DigestInit_ex2(context.get(), sha256Algorithm(), nullptr) == 1);
    for (const std::string_view piece : pieces)
        require(EVP_DigestUpdate(context.get(), piece.data(), piece.size()) == 1);
    return finishDigest<32>(context.get());
}

std::string_view bytesOf(const Sha256Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Sha256Digest sha256(std::string_view bytes)
{
    return sha256Of({bytes});
}

// RFC 2104 by hand: OpenSSL's HMAC() looks its parts up by name each time, which takes longer than the
// hashing.
Sha256Digest hmacSha256(std::string_view key, std::string_view message)
{
    std::array<char, 64> block{};
    const Sha256Digest hashed_key = key.size() > block.size() ? sha256(key) : Sha256Digest{};
    const std::string_view short_key = key.size() > block.size() ? bytesOf(hashed_key) : key;
    std::copy(short_key.begin(), short_key.end(), block.begin());
    const auto padded = [&block](char pad) {
        for (char& byte : block)
            byte = static_cast<char>(byte ^ pad);
        return std::string_view(block.data(), block.size());
    };
    const Sha256Digest inner = sha256Of({padded(0x36), message});
    const Sha256Digest outer = sha256Of({padded(0x36 ^ 0x5c), bytesOf(inner)});
    OPENSSL_cleanse(block.data(), block.size());
    return outer;
}

Result<std::string> sha256File(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return fail(ErrorCode::NotFound,
                    fmt::format("The file {} cannot be opened. Check that it exists and may be read.",
                                file.string()));
    Sha256 hash;
    std::vector<char> buffer(256 << 10);
    while (stream) {
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(stream.gcount())));
    }
    if (stream.bad() || !stream.eof())
        return fail(ErrorCode::DataLoss,
                    fmt::format("The file {} could not be read to its end.", file.string()));
    return hex(hash.finish());
}

bool equalSecrets(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace slipway
