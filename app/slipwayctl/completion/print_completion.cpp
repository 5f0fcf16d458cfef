// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/completion/print_completion.h"

#include "app/slipwayctl/completion/completion.h"
#include "client/network.h"
#include "client/profile.h"
#include "client/session.h"

#include <chrono>
#include <future>

namespace slipway::ctl {
namespace {

/// How long a key press may wait for names.
constexpr std::chrono::seconds patience{1};

void addProfiles(Completion& completion, std::string_view typed)
{
    const auto file = ProfileFile::load(configDirectory());
    if (!file)
        return;
    for (const Profile& profile : file->profiles())
        if (profile.name.starts_with(typed))
            completion.candidates.push_back({profile.name, profile.server});
}

void addNames(Completion& completion, std::string_view typed)
{
    const auto file = ProfileFile::load(configDirectory());
    auto profile = file ? chooseProfile(*file, completion.profile) : propagate(file);
    if (!profile)
        return;
    ListOptions options;
    if (info(*completion.kind).scope == NameScope::Project)
        options.project = completion.project.empty() ? profile->project : completion.project;
    const auto promise = std::make_shared<std::promise<Result<ResourcePage>>>();
    auto answer = promise->get_future();
    Session session(std::move(*profile), openNetwork(),
                    [](const std::function<void()>& closure) { closure(); });
    const CallHandle call = session.list(*completion.kind, std::move(options),
                                         [promise](Result<ResourcePage> page) { promise->set_value(page); });
    if (answer.wait_for(patience) != std::future_status::ready)
        return;
    const Result<ResourcePage> page = answer.get();
    if (!page)
        return;
    for (const Resource& resource : page->items)
        if (resource.name.starts_with(typed))
            completion.candidates.push_back({resource.name, {}});
}

constexpr std::string_view bash_script =
    R"(# Completion of slipwayctl for bash, made by "slipwayctl --completion bash".
_slipwayctl() {
    local word description paths
    COMPREPLY=()
    while IFS=$'\t' read -r word description; do
        case $word in
            :files) compopt -o filenames 2>/dev/null; mapfile -t paths < <(compgen -f -- "$2"); COMPREPLY+=("${paths[@]}") ;;
            :folders) compopt -o filenames 2>/dev/null; mapfile -t paths < <(compgen -d -- "$2"); COMPREPLY+=("${paths[@]}") ;;
            *) COMPREPLY+=("$word") ;;
        esac
    done < <("$1" --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _slipwayctl slipwayctl
)";

constexpr std::string_view zsh_script = R"(#compdef slipwayctl
# Completion of slipwayctl for zsh, made by "slipwayctl --completion zsh".
_slipwayctl() {
    local word description
    local -a described
    while IFS=$'\t' read -r word description; do
        case $word in
            :files) _files ;;
            :folders) _files -/ ;;
            *) described+=("${word//:/\\:}:$description") ;;
        esac
    done < <("${words[1]}" --complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( $#described )) && _describe slipwayctl described
}
if [[ $funcstack[1] == _slipwayctl ]]; then
    _slipwayctl "$@"
else
    compdef _slipwayctl slipwayctl
fi
)";

constexpr std::string_view fish_script =
    R"(# Completion of slipwayctl for fish, made by "slipwayctl --completion fish".
function __slipwayctl_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    for line in ($program --complete $words "$typed" 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path "$typed"
            case ':folders'
                __fish_complete_directories "$typed" ''
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c slipwayctl -f -a '(__slipwayctl_complete)'
)";

}  // namespace

std::string completionLines(const CLI::App& program, std::span<const std::string> words)
{
    const std::string typed = words.empty() ? std::string() : words.back();
    Completion completion = complete(program, words);
    std::string lines;
    switch (completion.source) {
    case Completion::Source::Tree:
        break;
    case Completion::Source::Files:
        lines = ":files\n";
        break;
    case Completion::Source::Folders:
        lines = ":folders\n";
        break;
    case Completion::Source::Profiles:
        addProfiles(completion, typed);
        break;
    case Completion::Source::Platform:
        addNames(completion, typed);
        break;
    }
    for (const Candidate& candidate : completion.candidates)
        lines += candidate.word + "\t" + candidate.description + "\n";
    return lines;
}

Result<std::string_view> completionScript(std::string_view shell)
{
    if (shell == "bash")
        return bash_script;
    if (shell == "zsh")
        return zsh_script;
    if (shell == "fish")
        return fish_script;
    return fail(ErrorCode::InvalidArgument,
                "There is completion for bash, zsh and fish. Say one of these after --completion.");
}

}  // namespace slipway::ctl
