// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// What a folder's code archive leaves out: .git, __pycache__ and the patterns of its .slipwayignore, one a
/// line.
///
/// A pattern is a shell pattern. Without '/' it holds against each name, with one against the path from the
/// folder; a trailing '/' limits it to folders; '#' starts a comment.
class IgnoreRules {
public:
    static IgnoreRules load(const std::filesystem::path& folder);
    static IgnoreRules parse(std::string_view text);

    enum class Entry { File, Folder };
    bool ignores(const std::string& relative, Entry entry) const;

private:
    struct Rule {
        std::string pattern;
        bool whole_path = false;
        bool folders_only = false;
    };
    std::vector<Rule> rules_;
};

}  // namespace slipway
