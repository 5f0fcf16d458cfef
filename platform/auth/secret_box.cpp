// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/secret_box.h"

#include "core/file_descriptor.h"
#include "core/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

int length(std::string_view text)
{
    return static_cast<int>(text.size());
}

tl::unexpected<Error> fileError(const std::filesystem::path& file, const char* doing)
{
    return fail(ErrorCode::Unavailable, "The master key " + file.string() + " could not be " + doing + ": " +
                                            std::strerror(errno) + ".");
}

Result<std::string> makeKey(const std::filesystem::path& file)
{
    const FileDescriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    std::string key(key_bytes, '\0');
    if (made.get() < 0 || RAND_bytes(bytes(key), length(key)) != 1 ||
        ::write(made.get(), key.data(), key.size()) != static_cast<ssize_t>(key.size()) ||
        ::fsync(made.get()) != 0)
        return fileError(file, "made");
    const FileDescriptor directory(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || ::fsync(directory.get()) != 0)
        return fileError(file, "made");
    return key;
}

Result<std::string> readKey(const std::filesystem::path& file, int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return fileError(file, "read");
    if ((status.st_mode & 0077) != 0)
        return fail(ErrorCode::PermissionDenied, "Others can read the master key " + file.string() +
                                                     ". Make it private: chmod 600 " + file.string() + ".");
    std::string key(key_bytes + 1, '\0');
    const ssize_t count = ::read(descriptor, key.data(), key.size());
    if (count != static_cast<ssize_t>(key_bytes))
        return fail(ErrorCode::DataLoss,
                    "The master key " + file.string() +
                        " is damaged: it must hold exactly 32 bytes. Restore it from a backup; "
                        "without it no stored secret can be read.");
    key.resize(key_bytes);
    return key;
}

}  // namespace

Result<SecretBox> SecretBox::open(const std::filesystem::path& file, WhenAbsent absent)
{
    const FileDescriptor existing(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (existing.get() < 0 && (errno != ENOENT || absent == WhenAbsent::Fail))
        return fileError(file, "read");
    auto key = existing.get() < 0 ? makeKey(file) : readKey(file, existing.get());
    if (!key)
        return propagate(key);
    return SecretBox(std::move(*key));
}

Result<SecretBox> SecretBox::make(const std::filesystem::path& file)
{
    auto key = makeKey(file);
    if (!key)
        return propagate(key);
    return SecretBox(std::move(*key));
}

std::string SecretBox::derive(std::string_view purpose) const
{
    const Sha256Digest digest = hmacSha256(key_, "slipway " + std::string(purpose));
    return {digest.begin(), digest.end()};
}

std::string SecretBox::seal(std::string_view plaintext, std::string_view context) const
{
    std::string sealed(nonce_bytes + plaintext.size() + tag_bytes, '\0');
    unsigned char* nonce = bytes(sealed);
    unsigned char* text = nonce + nonce_bytes;
    unsigned char* tag = text + plaintext.size();
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int count = 0;
    const bool done =
        RAND_bytes(nonce, nonce_bytes) == 1 &&
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key_)), nonce) ==
            1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &count, bytes(context), length(context)) == 1 &&
        EVP_EncryptUpdate(cipher.get(), text, &count, bytes(plaintext), length(plaintext)) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), text + count, &count) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, tag) == 1;
    if (!done)
        std::terminate();  // Without random numbers or AES nothing may be stored.
    return base64(sealed);
}

Result<std::string> SecretBox::unseal(std::string_view sealed, std::string_view context) const
{
    const auto damaged =
        fail(ErrorCode::DataLoss,
             "A stored secret cannot be read: it was changed, or the master key is another one.");
    auto packed = unbase64(sealed);
    if (!packed || packed->size() < nonce_bytes + tag_bytes)
        return damaged;
    const std::string_view nonce = std::string_view(*packed).substr(0, nonce_bytes);
    const std::string_view text =
        std::string_view(*packed).substr(nonce_bytes, packed->size() - nonce_bytes - tag_bytes);
    unsigned char* tag = bytes(*packed) + packed->size() - tag_bytes;
    std::string plaintext(text.size(), '\0');
    const Cipher cipher(EVP_CIPHER_CTX_new());
    int count = 0;
    const bool done =
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key_)),
                           bytes(nonce)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &count, bytes(context), length(context)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), bytes(plaintext), &count, bytes(text), length(text)) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), bytes(plaintext) + count, &count) == 1;
    if (!done)
        return damaged;
    return plaintext;
}

}  // namespace slipway
