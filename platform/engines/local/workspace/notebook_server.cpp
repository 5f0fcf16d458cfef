// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/workspace/notebook_server.h"

#include "core/ids.h"
#include "runner/records/durable_file.h"
#include "runner/stages/notebook.h"

namespace slipway {

namespace {

constexpr std::size_t token_characters = 40;

}  // namespace

Result<void> NotebookServer::create(const std::optional<TaskUser>& user) const
{
    std::error_code error;
    std::filesystem::create_directories(directory_, error);
    if (!error) {
        std::filesystem::permissions(directory_, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        return fail(ErrorCode::Unavailable,
                    "Cannot make " + directory_.string() + ": " + error.message() + ".");
    }
    return replaceFile(notebookTokenFile(directory_), newSecret(token_characters), Durability::Crash)
        .and_then([&] { return giveTreeTo(user, directory_); });
}

std::string NotebookServer::url() const
{
    const int port = notebookPort(directory_);
    return port > 0 ? "http://127.0.0.1:" + std::to_string(port) + "/" : std::string();
}

Result<std::string> NotebookServer::openUrl() const
{
    const std::string address = url();
    const Result<std::string> token = readSmallFile(notebookTokenFile(directory_));
    if (address.empty() || !token) {
        return fail(ErrorCode::Unavailable,
                    "The notebook server does not answer yet. Try again in a moment; the log "
                    "says how far it is.",
                    "not-ready");
    }
    return address + "?token=" + *token;
}

}  // namespace slipway
