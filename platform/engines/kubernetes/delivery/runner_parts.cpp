// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/delivery/runner_parts.h"

#include "core/hash.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/pods/pod_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <zstd.h>

#include <algorithm>
#include <fstream>
#include <utility>

namespace slipway {

namespace {

constexpr std::size_t part_bytes = 1'000'000;  // An object holds 1 MiB of data.
constexpr int compression = 6;
constexpr std::size_t digest_characters = 12;
constexpr int readable = 0444;
constexpr int executable = 0555;

Result<std::string> contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (content.empty())
        return fail(
            ErrorCode::NotFound,
            fmt::format("{} is missing, which runs tasks in pods. Install Slipway again.", file.string()));
    return content;
}

std::string packed(const std::string& content)
{
    std::string result(ZSTD_compressBound(content.size()), '\0');
    const std::size_t size =
        ZSTD_compress(result.data(), result.size(), content.data(), content.size(), compression);
    result.resize(ZSTD_isError(size) != 0 ? 0 : size);
    return result;
}

std::string digestOf(std::string_view content)
{
    return hex(sha256(content)).substr(0, digest_characters);
}

Json configMap(const std::string& name, Json content)
{
    return {{"apiVersion", "v1"},
            {"kind", "ConfigMap"},
            {"metadata", {{"name", name}, {"labels", {{managed_by_label, managed_by}}}}},
            {"immutable", true},
            {"binaryData", std::move(content)}};
}

/// The files of the package below a directory, as the content of a ConfigMap and as the paths that they are
/// mounted at.
std::pair<Json, Json> packageFiles(const std::filesystem::path& directory)
{
    Json content = Json::object();
    Json items = Json::array();
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory / "slipway", error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->path().extension() == ".py")
            files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        const std::string key = fmt::format("file-{:03}", items.size());
        std::ifstream stream(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        content[key] = base64(text);
        items.push_back({{"key", key}, {"path", file.lexically_relative(directory).string()}});
    }
    return {std::move(content), std::move(items)};
}

}  // namespace

RunnerParts::RunnerParts() = default;
RunnerParts::RunnerParts(RunnerParts&& other) noexcept = default;
RunnerParts::~RunnerParts() = default;

Result<RunnerParts> RunnerParts::pack(const std::filesystem::path& runner,
                                      const std::filesystem::path& assembler,
                                      const std::filesystem::path& sdk)
{
    const auto program = contentOf(runner);
    const auto first = contentOf(assembler);
    if (!program || !first)
        return propagate(program ? first : program);
    const std::string whole = packed(*program);
    const std::string digest = digestOf(whole);
    RunnerParts parts;
    Json sources = Json::array();
    const auto add = [&](const std::string& name, const std::string& key, const std::string& content) {
        parts.objects_.push_back(configMap(name, {{key, base64(content)}}));
        const Json items = Json::array({{{"key", key}, {"path", key}}});
        sources.push_back({{"configMap", {{"name", name}, {"items", items}}}});
    };
    add("slipway-assemble-" + digestOf(*first), "assemble", *first);
    for (std::size_t offset = 0; offset < whole.size(); offset += part_bytes) {
        const std::string number = fmt::format("{:02}", offset / part_bytes);
        add(fmt::format("slipway-runner-{}-{}", digest, number), "part-" + number,
            whole.substr(offset, part_bytes));
    }
    parts.volumes_.push_back(
        {{"name", "parts"}, {"projected", {{"defaultMode", executable}, {"sources", sources}}}});
    if (!sdk.empty())
        parts.addSdk(sdk);
    return parts;
}

bool RunnerParts::hasSdk() const
{
    return volumes_.size() > 1;
}

void RunnerParts::addSdk(const std::filesystem::path& directory)
{
    auto [content, items] = packageFiles(directory);
    const std::string name = "slipway-sdk-" + digestOf(dumpJson(content) + dumpJson(items));
    objects_.push_back(configMap(name, std::move(content)));
    volumes_.push_back(
        {{"name", "sdk"}, {"configMap", {{"name", name}, {"defaultMode", readable}, {"items", items}}}});
}

Result<void> RunnerParts::deliver(KubeClient& client, const std::string& name_space) const
{
    const std::string collection = fmt::format("/api/v1/namespaces/{}/configmaps", name_space);
    for (const Json& object : objects_) {
        const auto made = client.create(collection, object);
        if (!made && made.error().code != ErrorCode::AlreadyExists)
            return propagate(made);
    }
    return {};
}

}  // namespace slipway
