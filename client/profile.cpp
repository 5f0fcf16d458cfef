// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/profile.h"

#include "client/private_file.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace slipway {
namespace {

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

tl::unexpected<Error> damaged(const std::filesystem::path& file, const YAML::Mark& mark,
                              std::string_view what)
{
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{}:{}:{}: {} Correct the line or remove the file.", file.string(), mark.line + 1,
                            mark.column + 1, what),
                "bad-profiles");
}

/// One entry of the map of profiles.
Result<Profile> readProfile(const std::filesystem::path& file, const std::string& name,
                            const YAML::Node& node)
{
    Profile profile;
    profile.name = name;
    if (!node.IsMap())
        return damaged(file, node.Mark(), fmt::format("The profile \"{}\" must be a map.", name));
    for (const auto& entry : node) {
        const auto key = entry.first.as<std::string>();
        std::string* member = key == "server"               ? &profile.server
                              : key == "access_key"         ? &profile.access_key
                              : key == "secret_key"         ? &profile.secret_key
                              : key == "ca_file"            ? &profile.ca_file
                              : key == "project"            ? &profile.project
                              : key == "proxy"              ? &profile.proxy
                              : key == "certificate_sha256" ? &profile.certificate_sha256
                                                            : nullptr;
        if (!member)
            return damaged(file, entry.first.Mark(), fmt::format("A profile has no member \"{}\".", key));
        if (!entry.second.IsScalar())
            return damaged(file, entry.second.Mark(), fmt::format("\"{}\" must be a text.", key));
        *member = entry.second.as<std::string>();
    }
    return profile;
}

Result<std::vector<Profile>> readProfiles(const std::filesystem::path& file, const YAML::Node& node)
{
    std::vector<Profile> profiles;
    if (!node || node.IsNull())
        return profiles;
    if (!node.IsMap())
        return damaged(file, node.Mark(), "\"profiles\" must be a map of names.");
    for (const auto& entry : node) {
        auto profile = readProfile(file, entry.first.as<std::string>(), entry.second);
        if (!profile)
            return propagate(profile);
        profiles.push_back(std::move(*profile));
    }
    return profiles;
}

}  // namespace

Result<ProfileFile> ProfileFile::load(const std::filesystem::path& directory)
{
    ProfileFile loaded;
    loaded.file_ = directory / "profiles.yaml";
    std::error_code error;
    if (!std::filesystem::exists(loaded.file_, error))
        return loaded;
    std::ifstream stream(loaded.file_);
    std::ostringstream content;
    content << stream.rdbuf();
    if (!stream)
        return fail(ErrorCode::Unavailable,
                    fmt::format("The profiles in {} cannot be read. Check the file's permissions.",
                                loaded.file_.string()));
    try {
        const YAML::Node root = YAML::Load(content.str());
        if (root.IsNull())
            return loaded;
        if (!root.IsMap())
            return damaged(loaded.file_, root.Mark(), "The file must be a map.");
        if (root["current"])
            loaded.current_ = root["current"].as<std::string>();
        auto profiles = readProfiles(loaded.file_, root["profiles"]);
        if (!profiles)
            return propagate(profiles);
        loaded.profiles_ = std::move(*profiles);
    } catch (const YAML::Exception& exception) {
        return damaged(loaded.file_, exception.mark,
                       fmt::format("This is no valid YAML ({}).", exception.msg));
    }
    return loaded;
}

Result<void> ProfileFile::save() const
{
    YAML::Emitter out;
    out << YAML::BeginMap << YAML::Key << "current" << YAML::Value << current_;
    out << YAML::Key << "profiles" << YAML::Value << YAML::BeginMap;
    for (const Profile& profile : profiles_) {
        out << YAML::Key << profile.name << YAML::Value << YAML::BeginMap;
        out << YAML::Key << "server" << YAML::Value << profile.server;
        out << YAML::Key << "access_key" << YAML::Value << profile.access_key;
        out << YAML::Key << "secret_key" << YAML::Value << YAML::DoubleQuoted << profile.secret_key;
        if (!profile.ca_file.empty())
            out << YAML::Key << "ca_file" << YAML::Value << profile.ca_file;
        if (!profile.certificate_sha256.empty())
            out << YAML::Key << "certificate_sha256" << YAML::Value << YAML::DoubleQuoted
                << profile.certificate_sha256;
        if (!profile.proxy.empty())
            out << YAML::Key << "proxy" << YAML::Value << profile.proxy;
        out << YAML::Key << "project" << YAML::Value << profile.project << YAML::EndMap;
    }
    out << YAML::EndMap << YAML::EndMap;
    return writePrivateFile(file_, std::string(out.c_str()) + "\n");
}

const Profile* ProfileFile::find(std::string_view name) const
{
    const auto found = std::ranges::find(profiles_, name, &Profile::name);
    return found == profiles_.end() ? nullptr : &*found;
}

void ProfileFile::put(Profile profile)
{
    const auto found = std::ranges::find(profiles_, profile.name, &Profile::name);
    if (found == profiles_.end())
        profiles_.push_back(std::move(profile));
    else
        *found = std::move(profile);
}

void ProfileFile::remove(std::string_view name)
{
    std::erase_if(profiles_, [&](const Profile& profile) { return profile.name == name; });
    if (current_ == name)
        current_.clear();
}

Result<Profile> chooseProfile(const ProfileFile& file, std::string_view name)
{
    Profile from_environment{"environment", environment("SLIPWAY_SERVER"), environment("SLIPWAY_ACCESS_KEY"),
                             environment("SLIPWAY_SECRET_KEY"), environment("SLIPWAY_CA_FILE")};
    if (!from_environment.server.empty() && !from_environment.access_key.empty() &&
        !from_environment.secret_key.empty())
        return from_environment;
    const std::string_view wanted = name.empty() ? std::string_view(file.current()) : name;
    if (wanted.empty())
        return fail(
            ErrorCode::NotFound,
            "No server is chosen. Run \"slipwayctl server start\" for one on this computer, add one with "
            "\"slipwayctl profile add\", or set SLIPWAY_SERVER, SLIPWAY_ACCESS_KEY and "
            "SLIPWAY_SECRET_KEY.",
            "no-profile");
    if (const Profile* found = file.find(wanted))
        return *found;
    return fail(ErrorCode::NotFound,
                fmt::format("There is no profile \"{}\". See \"slipwayctl profile list\".", wanted),
                "no-profile", "profile");
}

}  // namespace slipway
