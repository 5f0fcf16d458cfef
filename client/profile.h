// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// How to reach one platform, and as whom.
struct Profile {
    std::string name;    ///< "this-computer" or a name of the user's.
    std::string server;  ///< "http://127.0.0.1:8470", no path.
    std::string access_key;
    std::string secret_key;
    std::string ca_file;  ///< For a server with a certificate of its own authority; empty for the system's.
    std::string project = "default";
    /// The one certificate to trust whoever signed it, as 64 hexadecimal digits; empty to ask authorities.
    std::string certificate_sha256 = {};
    std::string proxy = {};  ///< "http://proxy:3128"; "none"; empty for the environment's.
};

/// $XDG_CONFIG_HOME/slipway, by default ~/.config/slipway.
std::filesystem::path configDirectory();
/// $XDG_DATA_HOME/slipway, by default ~/.local/share/slipway.
std::filesystem::path dataDirectory();

/// Profiles in `directory`/profiles.yaml (0600): a map of names, and which one is current.
class ProfileFile {
public:
    /// A missing file holds no profile; a damaged one is an error with line and column.
    static Result<ProfileFile> load(const std::filesystem::path& directory);
    Result<void> save() const;

    const std::vector<Profile>& profiles() const { return profiles_; }
    const std::string& current() const { return current_; }
    const Profile* find(std::string_view name) const;
    /// Adds it or replaces the one of that name.
    void put(Profile profile);
    void remove(std::string_view name);
    void setCurrent(std::string name) { current_ = std::move(name); }

private:
    std::filesystem::path file_;
    std::vector<Profile> profiles_;
    std::string current_;
};

/// The profile to use: SLIPWAY_SERVER, SLIPWAY_ACCESS_KEY and SLIPWAY_SECRET_KEY when all are set, else
/// `name`, else the current one. `NotFound` says what to do when there is none.
Result<Profile> chooseProfile(const ProfileFile& file, std::string_view name);

}  // namespace slipway
