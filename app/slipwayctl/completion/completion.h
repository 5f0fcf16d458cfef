// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace slipway::ctl {

/// One word that may stand where the cursor is.
struct Candidate {
    std::string word;
    std::string description;
};

/// What may stand where the cursor is: words of the command tree, or what only others know.
struct Completion {
    enum class Source { Tree, Files, Folders, Profiles, Platform };
    Source source = Source::Tree;
    std::vector<Candidate> candidates;  ///< Of the tree; all of them begin with what is typed.
    std::optional<Kind> kind;           ///< Whose names the platform knows.
    std::string project;                ///< As typed with --project; empty if it was not.
    std::string profile;                ///< As typed with --profile.
};

/// `words` are those behind the program's name; the last one is under the cursor, and may be empty.
Completion complete(const CLI::App& program, std::span<const std::string> words);

}  // namespace slipway::ctl
