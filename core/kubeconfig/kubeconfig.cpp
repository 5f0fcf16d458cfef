// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kubeconfig/kubeconfig.h"

#include "core/json.h"
#include "core/resources/json/member_reader.h"
#include "core/yaml/yaml_documents.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace slipway {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t max_file_bytes = 4u << 20;

Result<std::string> readFile(const fs::path& file)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    std::ifstream stream(file, std::ios::binary);
    if (error || !stream)
        return fail(
            ErrorCode::NotFound,
            fmt::format("{} cannot be read. Check that it is there and yours to read.", file.string()));
    if (size > max_file_bytes)
        return fail(
            ErrorCode::TooLarge,
            fmt::format("{} is larger than 4 MiB, which no kubeconfig or certificate is.", file.string()));
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace

/// Takes one document apart.
class Kubeconfig::Reader {
public:
    explicit Reader(fs::path directory) : directory_(std::move(directory)) {}

    Result<Kubeconfig> read(const Json& document)
    {
        MemberReader members(document, {}, MemberReader::Unknown::Ignored);
        std::string kind = "Config";
        members.text("kind", kind);
        if (kind != "Config")
            members.refuse("bad-kubeconfig", "kind", "is \"" + kind + "\" instead of Config");
        members.text("current-context", config_.current_);
        each(members, "clusters", "cluster", [this](auto& inner, const std::string& name) {
            config_.clusters_[name] = readCluster(inner, directory_);
        });
        each(members, "users", "user", [this](auto& inner, const std::string& name) {
            config_.users_[name] = readUser(inner, directory_);
        });
        each(members, "contexts", "context", [this](auto& inner, const std::string& name) {
            Context& context = config_.contexts_[name];
            inner.text("cluster", context.cluster);
            inner.text("user", context.user);
            inner.text("namespace", context.name_space);
            config_.names_.push_back(name);
        });
        if (auto finished = members.finish(); !finished)
            return propagate(finished);
        return std::move(config_);
    }

private:
    /// Every {"name", MEMBER: object} of a list; of two with one name the first counts.
    template <class Read>
    void each(MemberReader& members, std::string_view list, std::string_view member, const Read& read)
    {
        std::vector<std::string> seen;
        std::size_t index = 0;
        for (const Json* item : members.children(list)) {
            MemberReader entry(*item, fmt::format("{}[{}]", list, index++), MemberReader::Unknown::Ignored);
            std::string name;
            entry.text("name", name);
            const Json* inside = entry.child(member);
            if (inside != nullptr && std::find(seen.begin(), seen.end(), name) == seen.end()) {
                seen.push_back(name);
                MemberReader inner(*inside, entry.field(member), MemberReader::Unknown::Ignored);
                read(inner, name);
                noteInner(members, inner);
            }
            noteInner(members, entry);
        }
    }

    fs::path directory_;
    Kubeconfig config_;
};

Result<Kubeconfig> Kubeconfig::parse(std::string_view text, const fs::path& directory,
                                     const std::string& file)
{
    const auto documents = readYaml(text, file);
    if (!documents)
        return propagate(documents);
    const YamlDocument& document = documents->front();
    const auto json = parseJson(document.json);
    if (!json)
        return propagate(json);
    auto config = Reader(directory).read(*json);
    if (!config)
        return tl::unexpected(placed(config.error(), file, document.placeOf(config.error().field)));
    return config;
}

Result<Kubeconfig> Kubeconfig::load(const std::vector<fs::path>& files)
{
    Kubeconfig whole;
    bool found = false;
    std::vector<std::string> names;
    for (const fs::path& file : files) {
        names.push_back(file.string());
        std::error_code error;
        if (!fs::exists(file, error))
            continue;
        const auto text = readFile(file);
        if (!text)
            return propagate(text);
        auto config = parse(*text, fs::absolute(file, error).parent_path(), file.string());
        if (!config)
            return config;
        whole.add(std::move(*config));
        found = true;
    }
    if (!found)
        return fail(
            ErrorCode::NotFound,
            fmt::format("There is no kubeconfig at {}. Ask the cluster's administrator for one, and put it "
                        "there or name it.",
                        fmt::join(names, ", ")),
            "no-kubeconfig");
    return whole;
}

std::vector<fs::path> Kubeconfig::usualFiles()
{
    std::vector<fs::path> files;
    const char* named = std::getenv("KUBECONFIG");
    for (std::string_view rest = named == nullptr ? "" : named; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        if (!one.empty())
            files.emplace_back(one);
    }
    const char* home = std::getenv("HOME");
    if (files.empty() && home != nullptr)
        files.push_back(fs::path(home) / ".kube/config");
    return files;
}

void Kubeconfig::add(Kubeconfig other)
{
    for (const std::string& name : other.names_) {
        if (contexts_.find(name) == contexts_.end())
            names_.push_back(name);
    }
    contexts_.merge(other.contexts_);
    clusters_.merge(other.clusters_);
    users_.merge(other.users_);
    if (current_.empty())
        current_ = std::move(other.current_);
}

bool Kubeconfig::namesFiles(std::string_view name) const
{
    const auto context = contexts_.find(name);
    if (context == contexts_.end())
        return false;
    const auto cluster = clusters_.find(context->second.cluster);
    const auto user = users_.find(context->second.user);
    return (cluster != clusters_.end() && !cluster->second.ca_file.empty()) ||
           (user != users_.end() &&
            !(user->second.certificate_file.empty() && user->second.private_key_file.empty()));
}

Result<ClusterAccess> Kubeconfig::access(std::string_view name) const
{
    const auto context = contexts_.find(name);
    if (context == contexts_.end())
        return fail(ErrorCode::NotFound,
                    names_.empty() ? "The kubeconfig has no context."
                                   : fmt::format("The kubeconfig has no context \"{}\"; there are {}.", name,
                                                 fmt::join(names_, ", ")),
                    "unknown-context");
    const auto cluster = clusters_.find(context->second.cluster);
    if (cluster == clusters_.end())
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format(
                "The context \"{}\" names the cluster \"{}\", which the kubeconfig does not describe.", name,
                context->second.cluster),
            "bad-kubeconfig");
    const auto user = users_.find(context->second.user);
    ClusterAccess access = user == users_.end() ? ClusterAccess() : user->second.access;
    if (user != users_.end() && !user->second.legacy_provider.empty() && !access.plugin)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format(
                "The user \"{}\" signs in by the provider \"{}\", which Kubernetes has given up. Make "
                "a kubeconfig with the cloud's present command; it names a plugin under `exec`.",
                context->second.user, user->second.legacy_provider),
            "bad-kubeconfig");
    access.name = name;
    access.name_space = context->second.name_space;
    access.server = cluster->second.access.server;
    access.ca_pem = cluster->second.access.ca_pem;
    access.tls_server_name = cluster->second.access.tls_server_name;
    access.any_peer = cluster->second.access.any_peer;
    access.proxy = cluster->second.access.proxy;
    const auto fill = [](std::string& pem, const fs::path& file) -> Result<void> {
        if (!pem.empty() || file.empty())
            return {};
        return readFile(file).map([&](std::string content) { pem = std::move(content); });
    };
    if (auto read = fill(access.ca_pem, cluster->second.ca_file); !read)
        return propagate(read);
    if (user == users_.end())
        return access;
    return fill(access.certificate_pem, user->second.certificate_file)
        .and_then([&] { return fill(access.private_key_pem, user->second.private_key_file); })
        .map([&] { return access; });
}

}  // namespace slipway
