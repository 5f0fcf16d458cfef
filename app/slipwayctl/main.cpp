// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/completion/print_completion.h"
#include "app/slipwayctl/context.h"
#include "app/slipwayctl/output/help_markdown.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <optional>
#include <span>

namespace {

using slipway::ctl::Context;
using slipway::ctl::ExitCode;

void addGlobalOptions(CLI::App& program, Context& context)
{
    program.add_option("-o,--output", context.output_name, "table, json or yaml")
        ->check(CLI::IsMember({"table", "json", "yaml"}))
        ->capture_default_str();
    program.add_option("--project", context.project_option, "The project that names belong to");
    program.add_option("--profile", context.profile_option, "The profile to use instead of the one in use");
    program.set_version_flag("--version", SLIPWAY_VERSION, "Print the version");
    program.footer(std::string(slipway::ctl::exit_codes_text));
}

void addCommands(CLI::App& program, Context& context)
{
    slipway::ctl::addEnvironmentCommands(program, context);
    slipway::ctl::addJobCommands(program, context);
    slipway::ctl::addDatasetCommands(program, context);
    slipway::ctl::addVolumeCommands(program, context);
    slipway::ctl::addTemplateCommands(program, context);
    slipway::ctl::addRunCommands(program, context);
    slipway::ctl::addNodeCommands(program, context);
    slipway::ctl::addClusterCommands(program, context);
    slipway::ctl::addStoreCommands(program, context);
    slipway::ctl::addKeyCommands(program, context);
    slipway::ctl::addApplyCommand(program, context);
    slipway::ctl::addServerCommands(program, context);
    slipway::ctl::addProfileCommands(program, context);
}

/// Takes the words after "--" out of the arguments; they are a job's command, whatever they look like.
std::vector<std::string> takeTrailing(std::vector<std::string>& arguments)
{
    const auto mark = std::ranges::find(arguments, "--");
    if (mark == arguments.end())
        return {};
    std::vector<std::string> trailing(mark + 1, arguments.end());
    arguments.erase(mark, arguments.end());
    return trailing;
}

/// Prints what documents and shells are made of, if that is asked for.
std::optional<ExitCode> describeItself(const CLI::App& program, std::span<const std::string> arguments)
{
    if (arguments.size() == 1 && arguments[0] == "--help-markdown") {
        std::cout << slipway::ctl::helpMarkdown(program);
        return ExitCode::Ok;
    }
    if (!arguments.empty() && arguments[0] == "--complete") {
        std::cout << slipway::ctl::completionLines(program, arguments.subspan(1));
        return ExitCode::Ok;
    }
    if (arguments.size() == 2 && arguments[0] == "--completion") {
        const auto script = slipway::ctl::completionScript(arguments[1]);
        if (!script) {
            slipway::ctl::printError(script.error());
            return slipway::ctl::exitCodeOf(script.error());
        }
        std::cout << *script;
        return ExitCode::Ok;
    }
    return std::nullopt;
}

int run(std::vector<std::string> arguments)
{
    Context context;
    CLI::App program("Slipway's command line", "slipwayctl");
    program.fallthrough();
    program.require_subcommand(0, 1);
    addGlobalOptions(program, context);
    addCommands(program, context);
    if (const auto described = describeItself(program, arguments))
        return static_cast<int>(*described);
    context.trailing = takeTrailing(arguments);
    if (!context.trailing.empty() && std::ranges::find(arguments, "submit") == arguments.end()) {
        std::cerr << "slipwayctl: Only \"job submit\" takes a command after --.\n";
        return static_cast<int>(ExitCode::BadInput);
    }
    try {
        std::ranges::reverse(arguments);
        program.parse(arguments);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::BadInput);
    }
    if (program.get_subcommands().empty()) {
        std::cout << program.help();
        return static_cast<int>(ExitCode::BadInput);
    }
    return static_cast<int>(context.exitCode());
}

}  // namespace

int main(int argc, char** argv)
{
    return run({argv + 1, argv + argc});
}
