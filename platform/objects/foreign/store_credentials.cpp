// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/store_credentials.h"

#include "core/file_descriptor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace slipway {

namespace {

constexpr std::size_t largest_file = 64u << 10;

std::string_view trim(std::string_view text)
{
    constexpr std::string_view space = " \t\r";
    const std::size_t first = std::min(text.find_first_not_of(space), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(space) + 1);
}

/// Whether a value can stand in a header as it is.
bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

tl::unexpected<Error> cannotRead(const std::filesystem::path& file)
{
    return fail(ErrorCode::Unavailable, fmt::format("The credentials file {} cannot be read: {}.",
                                                    file.string(), std::strerror(errno)));
}

}  // namespace

Result<sigv4::Credentials> parseStoreCredentials(std::string_view text)
{
    sigv4::Credentials credentials;
    bool ours = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.starts_with('[')) {
            ours = line.ends_with(']') && trim(line.substr(1, line.size() - 2)) == "default";
            continue;
        }
        const std::size_t equals = line.find('=');
        if (!ours || line.starts_with('#') || line.starts_with(';') || equals == line.npos)
            continue;
        const std::string_view name = trim(line.substr(0, equals));
        const std::string_view value = trim(line.substr(equals + 1));
        if (name == "aws_access_key_id")
            credentials.access_key = value;
        else if (name == "aws_secret_access_key")
            credentials.secret_key = value;
        else if (name == "aws_session_token")
            credentials.session_token = value;
    }
    if (credentials.access_key.empty() || credentials.secret_key.empty())
        return fail(ErrorCode::InvalidArgument,
                    "The credentials need a section [default] with aws_access_key_id and "
                    "aws_secret_access_key.");
    if (!isPlain(credentials.access_key) || !isPlain(credentials.secret_key) ||
        !isPlain(credentials.session_token) || credentials.access_key.find('/') != std::string::npos)
        return fail(ErrorCode::InvalidArgument,
                    "A value among the credentials holds a character that no key has. Copy it again.");
    return credentials;
}

Result<sigv4::Credentials> readStoreCredentials(const std::filesystem::path& file)
{
    const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (!in || ::fstat(in.get(), &status) != 0)
        return cannotRead(file);
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::InvalidArgument, fmt::format("{} is no plain file.", file.string()));
    if ((status.st_mode & 0077) != 0)
        return fail(ErrorCode::PermissionDenied,
                    fmt::format("Others can read the credentials file {0}. Make it private: chmod 600 {0}.",
                                file.string()));
    std::string text(largest_file, '\0');
    const ssize_t got = ::read(in.get(), text.data(), text.size());
    if (got < 0)
        return cannotRead(file);
    text.resize(static_cast<std::size_t>(got));
    return parseStoreCredentials(text).map_error([&](Error error) {
        error.message = fmt::format("{}: {}", file.string(), error.message);
        return error;
    });
}

}  // namespace slipway
