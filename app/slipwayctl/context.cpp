// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/context.h"

#include "client/network.h"
#include "client/profile.h"

#include <fmt/format.h>

#include <cstdio>

namespace slipway::ctl {

Output Context::output() const
{
    if (output_name == "json")
        return Output::Json;
    return output_name == "yaml" ? Output::Yaml : Output::Table;
}

std::string Context::project() const
{
    if (!project_option.empty() || !session_)
        return project_option;
    return session_->profile().project;
}

void Context::run(const std::function<Result<ExitCode>(Session&)>& command)
{
    runLocally([&]() -> Result<ExitCode> {
        const auto file = ProfileFile::load(configDirectory());
        if (!file)
            return propagate(file);
        auto profile = chooseProfile(*file, profile_option);
        if (!profile)
            return propagate(profile);
        session_.emplace(std::move(*profile), openNetwork(),
                         [](const std::function<void()>& closure) { closure(); });
        return command(*session_);
    });
}

void Context::runLocally(const std::function<Result<ExitCode>()>& command)
{
    const auto result = command();
    if (!result)
        printError(result.error());
    exit_code_ = result ? *result : exitCodeOf(result.error());
}

void printError(const Error& error)
{
    std::fflush(stdout);
    const std::string field = error.field.empty() || error.message.find(error.field) != std::string::npos
                                  ? std::string()
                                  : " (" + error.field + ")";
    fmt::print(stderr, "slipwayctl: {}{}\n", error.message, field);
}

}  // namespace slipway::ctl
