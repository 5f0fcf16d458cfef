// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/output/help_markdown.h"

#include "app/slipwayctl/exit_code.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace slipway::ctl {
namespace {

constexpr std::string_view introduction =
    "# slipwayctl\n\n"
    "The command line of Slipway. This page is what `slipwayctl --help-markdown` prints.\n\n"
    "```console\n"
    "$ slipwayctl server start\n"
    "$ slipwayctl dataset upload ./digits\n"
    "$ slipwayctl job submit --name digits --dataset digits --code . --wait -- python3 train.py\n"
    "$ slipwayctl job logs --follow digits\n"
    "$ slipwayctl run metrics digits --last\n"
    "```\n\n"
    "Which server is used, and as whom: `SLIPWAY_SERVER`, `SLIPWAY_ACCESS_KEY` and `SLIPWAY_SECRET_KEY` when "
    "all "
    "three are set (with `SLIPWAY_CA_FILE` for certificates of your own), else `--profile`, else the profile "
    "in use. Errors are one sentence on stderr. Secrets "
    "are never "
    "taken from the command line.\n\n";

std::string optionName(const CLI::Option& option)
{
    if (option.get_positional())
        return "`" + option.get_name(true) + "`";
    std::string names = "`" + option.get_name(false, true) + "`";
    for (std::size_t at = 0; (at = names.find(',', at)) != std::string::npos; at += 4)
        names.replace(at, 1, "`, `");
    return names;
}

std::string optionRows(const CLI::App& command)
{
    std::string rows;
    for (const CLI::Option* option : command.get_options()) {
        const bool help_of_command = option == command.get_help_ptr() && command.get_parent() != nullptr;
        if (option->get_group().empty() || help_of_command)
            continue;
        const bool required = option->get_required();
        const std::string standard = option->get_default_str();
        rows += fmt::format("| {} | {}{}{} |\n", optionName(*option), option->get_description(),
                            required ? "; required" : "",
                            standard.empty() ? std::string() : fmt::format("; by default {}", standard));
    }
    return rows.empty() ? rows : "| option | |\n|---|---|\n" + rows + "\n";
}

std::string usage(const CLI::App& command, const std::string& path)
{
    std::string line = path;
    bool options = false;
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_group().empty())
            continue;
        if (option->get_positional())
            line +=
                option->get_required() ? " " + option->get_name(true) : " [" + option->get_name(true) + "]";
        else
            options = options || option->get_name(false, true) != "-h,--help";
    }
    return line + (options ? " [OPTIONS]" : "");
}

std::string commandText(const CLI::App& command, const std::string& path)
{
    const auto inner = command.get_subcommands(nullptr);
    if (inner.empty())
        return fmt::format("### {}\n\n{}.\n\n```\n{}\n```\n\n{}", path, command.get_description(),
                           usage(command, path), optionRows(command));
    std::string text = fmt::format("## {}\n\n{}.\n\n", path, command.get_description());
    for (const CLI::App* one : inner)
        text += commandText(*one, path + " " + one->get_name());
    return text;
}

}  // namespace

std::string helpMarkdown(const CLI::App& program)
{
    std::string text(introduction);
    text += "## Everywhere\n\n" + optionRows(program);
    text += fmt::format("```\n{}\n```\n\n", exit_codes_text);
    for (const CLI::App* command : program.get_subcommands(nullptr))
        text += commandText(*command, "slipwayctl " + command->get_name());
    text.erase(text.find_last_not_of('\n') + 1);
    return text + "\n";
}

}  // namespace slipway::ctl
