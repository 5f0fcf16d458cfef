// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdlib>
#include <fstream>
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

Sha256Digest sha256(std::string_view bytes)
{
    Sha256Digest digest{};
    unsigned int size = 0;
    require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256Algorithm(), nullptr) == 1 &&
            size == digest.size());
    return digest;
}

Sha256Digest hmacSha256(std::string_view key, std::string_view message)
{
    Sha256Digest digest{};
    unsigned int size = 0;
    // OpenSSL takes a null key for "keep the key of before": an empty one needs an address.
    const void* key_bytes = key.empty() ? static_cast<const void*>("") : key.data();
    require(HMAC(sha256Algorithm(), key_bytes, static_cast<int>(key.size()),
                 reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(),
                 &size) != nullptr);
    return digest;
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
