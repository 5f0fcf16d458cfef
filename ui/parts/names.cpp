// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/names.h"

#include <cctype>

namespace slipway {

std::string unusedName(const Workspace& workspace, Kind kind, const std::string& name)
{
    const auto taken = [&](const std::string& candidate) {
        const bool of_project = info(kind).scope == NameScope::Project;
        return workspace.find(kind, (of_project ? workspace.project() + "/" : std::string()) + candidate) !=
               nullptr;
    };
    if (!taken(name))
        return name;
    std::string stem = name;
    while (!stem.empty() && std::isdigit(static_cast<unsigned char>(stem.back())))
        stem.pop_back();
    if (stem.empty() || stem.back() != '-')
        stem = name + "-";
    for (int number = 2;; ++number)
        if (const std::string candidate = stem + std::to_string(number); !taken(candidate))
            return candidate;
}

std::string nameFrom(const std::string& text, const std::string& otherwise)
{
    constexpr std::size_t longest = 63;
    std::string name;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) && byte < 128)
            name += static_cast<char>(std::tolower(byte));
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    name.erase(0, name.find_first_not_of("0123456789-"));
    if (name.size() > longest)
        name.resize(longest);
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name.empty() ? otherwise : name;
}

std::string datasetNameFrom(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::path whole = std::filesystem::weakly_canonical(folder, error);
    if (!whole.has_filename())  // "digits/"
        whole = whole.parent_path();
    const std::string name = nameFrom(whole.filename().string(), "data");
    const bool says_nothing = name == "data" || name == "dataset" || name == "files";
    return says_nothing ? nameFrom(whole.parent_path().filename().string(), name) : name;
}

std::string placeOf(Workspace& workspace)
{
    return workspace.session().profile().server + " " + workspace.project();
}

}  // namespace slipway
