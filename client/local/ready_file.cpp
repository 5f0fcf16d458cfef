// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/local/ready_file.h"

#include "core/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace slipway {
namespace {

Result<std::string> readText(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream)
        return fail(ErrorCode::Unavailable, fmt::format("{} cannot be read.", file.string()));
    return std::move(text).str();
}

}  // namespace

Result<ReadyFile> ReadyFile::load(const std::filesystem::path& file)
{
    const auto text = readText(file);
    if (!text)
        return propagate(text);
    const auto json = parseJson(*text);
    if (!json)
        return propagate(json);
    const auto member = [&](const char* name) {
        const auto found = json->find(name);
        return found != json->end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    ReadyFile ready{member("api"), member("access_key"), member("secret_key_file"), member("ca"), 0};
    if (const auto pid = json->find("pid"); pid != json->end() && pid->is_number_integer())
        ready.pid = pid->get<int>();
    if (ready.server.empty() || ready.access_key.empty() || ready.secret_key_file.empty())
        return fail(
            ErrorCode::DataLoss,
            fmt::format("{} does not say how to reach the server. Stop the server and start it again.",
                        file.string()),
            "bad-ready-file");
    return ready;
}

Result<std::string> ReadyFile::readSecret() const
{
    auto text = readText(secret_key_file);
    if (!text)
        return text;
    text->erase(text->find_last_not_of(" \r\n\t") + 1);
    return text;
}

}  // namespace slipway
