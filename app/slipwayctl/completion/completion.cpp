// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/completion/completion.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <string_view>

namespace slipway::ctl {
namespace {

using Source = Completion::Source;

/// Options whose values are names on the platform.
const std::map<std::string_view, Kind> named_by_option{
    {"cluster", Kind::Cluster}, {"dataset", Kind::Dataset}, {"environment", Kind::Environment},
    {"flavor", Kind::Flavor},   {"image", Kind::Image},     {"project", Kind::Project},
    {"volume", Kind::Volume},
};
/// Groups of commands whose positionals are names on the platform.
const std::map<std::string_view, Kind> named_by_group{
    {"cluster", Kind::Cluster}, {"dataset", Kind::Dataset}, {"env", Kind::Environment}, {"job", Kind::Job},
    {"node", Kind::Node},       {"run", Kind::Job},         {"volume", Kind::Volume},
};
const std::map<std::string_view, Source> paths_by_option{
    {"ca-file", Source::Files},  {"code", Source::Folders},     {"data", Source::Folders},
    {"file", Source::Files},     {"kubeconfig", Source::Files}, {"program", Source::Files},
    {"store-ca", Source::Files},
};

/// Where the words before the cursor have led.
struct Position {
    const CLI::App* command;
    const CLI::Option* awaits_value = nullptr;
    int positionals = 0;
    bool behind_mark = false;  ///< Behind "--", where a job's own command is.
};

std::string longName(const CLI::Option& option)
{
    return option.get_lnames().empty() ? std::string() : option.get_lnames().front();
}

const CLI::Option* findOption(const CLI::App* command, const std::string& word)
{
    for (; command; command = command->get_parent())
        for (const CLI::Option* option : command->get_options())
            if (!option->get_positional() && option->check_name(word))
                return option;
    return nullptr;
}

const CLI::App* findCommand(const CLI::App& command, const std::string& word)
{
    for (const CLI::App* inner : command.get_subcommands(nullptr))
        if (inner->get_name() == word)
            return inner;
    return nullptr;
}

void step(Position& at, const std::string& word, Completion& result)
{
    if (at.awaits_value) {
        if (word == "=")  // bash hands in "--option=value" as three words.
            return;
        const std::string option = longName(*at.awaits_value);
        if (option == "project")
            result.project = word;
        if (option == "profile")
            result.profile = word;
        at.awaits_value = nullptr;
    } else if (word == "--") {
        at.behind_mark = true;
    } else if (word.starts_with('-')) {
        const CLI::Option* option = findOption(at.command, word.substr(0, word.find('=')));
        if (option && option->get_items_expected_max() > 0 && word.find('=') == std::string::npos)
            at.awaits_value = option;
    } else if (const CLI::App* inner = findCommand(*at.command, word)) {
        at.command = inner;
    } else {
        ++at.positionals;
    }
}

void add(Completion& result, const std::string& typed, const std::string& word,
         const std::string& description)
{
    if (word.starts_with(typed))
        result.candidates.push_back({word, description});
}

/// "TEXT:{table,json,yaml}" names every value that there is.
void addChoices(Completion& result, const std::string& typed, const std::string& type)
{
    const auto open = type.find('{');
    const auto close = type.find('}');
    if (open == std::string::npos || close == std::string::npos)
        return;
    std::string_view rest = std::string_view(type).substr(open + 1, close - open - 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find(','), rest.size());
        add(result, typed, std::string(rest.substr(0, end)), {});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

void offerValue(Completion& result, const std::string& typed, const CLI::Option& option)
{
    const std::string name = longName(option);
    if (const auto path = paths_by_option.find(name); path != paths_by_option.end()) {
        result.source = path->second;
    } else if (const auto kind = named_by_option.find(name); kind != named_by_option.end()) {
        result.source = Source::Platform;
        result.kind = kind->second;
    } else if (name == "profile") {
        result.source = Source::Profiles;
    } else {
        addChoices(result, typed, option.get_type_name());
    }
}

void offerOptions(Completion& result, const std::string& typed, const CLI::App* command)
{
    for (; command; command = command->get_parent())
        for (const CLI::Option* option : command->get_options()) {
            const std::string word = "--" + longName(*option);
            const bool known = std::ranges::any_of(
                result.candidates, [&](const Candidate& candidate) { return candidate.word == word; });
            if (!option->get_positional() && !option->get_group().empty() && word != "--" && !known)
                add(result, typed, word, option->get_description());
        }
}

/// What the next positional may be; a new name is for people to think of.
void offerPositional(Completion& result, const Position& at)
{
    const CLI::App* group = at.command->get_parent();
    if (!group || at.positionals > 0 || at.command->get_name() == "create" || at.command->get_name() == "add")
        return;
    for (const CLI::Option* option : at.command->get_options()) {
        if (!option->get_positional())
            continue;
        if (option->get_name(true) == "folder") {
            result.source = Source::Folders;
        } else if (group->get_name() == "profile") {
            result.source = Source::Profiles;
        } else if (const auto kind = named_by_group.find(group->get_name()); kind != named_by_group.end()) {
            result.source = Source::Platform;
            result.kind = kind->second;
        }
        return;
    }
}

}  // namespace

Completion complete(const CLI::App& program, std::span<const std::string> words)
{
    Completion result;
    Position at{&program};
    const std::string typed = words.empty() ? std::string() : words.back();
    for (std::size_t i = 0; i + 1 < words.size() && !at.behind_mark; ++i)
        step(at, words[i], result);
    if (at.behind_mark)
        result.source = Source::Files;
    else if (at.awaits_value)
        offerValue(result, typed, *at.awaits_value);
    else if (typed.starts_with('-'))
        offerOptions(result, typed, at.command);
    else if (const auto inner = at.command->get_subcommands(nullptr); !inner.empty())
        for (const CLI::App* command : inner)
            add(result, typed, command->get_name(), command->get_description());
    else
        offerPositional(result, at);
    return result;
}

}  // namespace slipway::ctl
