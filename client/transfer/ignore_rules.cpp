// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/ignore_rules.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fnmatch.h>

namespace slipway {

IgnoreRules IgnoreRules::load(const std::filesystem::path& folder)
{
    std::ostringstream text;
    if (std::ifstream file(folder / ".slipwayignore"); file)
        text << file.rdbuf();
    return parse(text.str());
}

IgnoreRules IgnoreRules::parse(std::string_view text)
{
    IgnoreRules rules;
    rules.rules_ = {{".git", false, false}, {"__pycache__", false, true}};
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
            line.pop_back();
        if (line.empty() || line.front() == '#')
            continue;
        Rule rule;
        rule.folders_only = line.back() == '/';
        if (rule.folders_only)
            line.pop_back();
        rule.whole_path = line.find('/') != std::string::npos;
        rule.pattern = line.starts_with('/') ? line.substr(1) : line;
        rules.rules_.push_back(std::move(rule));
    }
    return rules;
}

bool IgnoreRules::ignores(const std::string& relative, Entry entry) const
{
    const std::string name = relative.substr(relative.rfind('/') + 1);
    return std::ranges::any_of(rules_, [&](const Rule& rule) {
        if (rule.folders_only && entry != Entry::Folder)
            return false;
        const std::string& subject = rule.whole_path ? relative : name;
        return ::fnmatch(rule.pattern.c_str(), subject.c_str(), rule.whole_path ? FNM_PATHNAME : 0) == 0;
    });
}

}  // namespace slipway
