// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/fetch_command.h"
#include "runner/data/reach_command.h"
#include "runner/pod/collect_command.h"
#include "runner/pod/main_command.h"
#include "runner/pod/root_command.h"
#include "runner/serve_command.h"
#include "runner/wait_command.h"

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

int usage()
{
    std::fputs("Usage: slipway-runner wait [--detach] DIR    run the attempt that DIR/task.json describes\n"
               "       slipway-runner serve [--detach] DIR   answer HTTP about it on DIR/runner.sock\n"
               "       slipway-runner pod main [ROOT]        carry out the task of this pod\n"
               "       slipway-runner pod root               lay the image's root on its volume\n"
               "       slipway-runner pod fetch [ROOT]       get its code and datasets\n"
               "       slipway-runner pod reach              say whether it reaches objects\n"
               "       slipway-runner pod collect            answer HTTP about it to the platform\n"
               "       slipway-runner --version\n",
               stderr);
    return 2;
}

/// Where a pod's directories are elsewhere than in a container.
slipway::PodLayout layoutIn(std::string_view root)
{
    const std::filesystem::path place(root);
    return {place, place / "termination-log"};
}

}  // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    if (words.size() == 1 && words[0] == "--version") {
        std::puts("slipway-runner " SLIPWAY_VERSION);
        return 0;
    }
    if (words.size() == 2 && words[0] == "wait") {
        return slipway::runWait(words[1], slipway::RunMode::Foreground);
    }
    if (words.size() == 3 && words[0] == "wait" && words[1] == "--detach") {
        return slipway::runWait(words[2], slipway::RunMode::Detached);
    }
    if (words.size() == 2 && words[0] == "serve") {
        return slipway::runServe(words[1], slipway::RunMode::Foreground);
    }
    if (words.size() == 3 && words[0] == "serve" && words[1] == "--detach") {
        return slipway::runServe(words[2], slipway::RunMode::Detached);
    }
    const bool somewhere = words.size() == 3 && words[0] == "pod";
    const slipway::PodLayout layout = somewhere ? layoutIn(words[2]) : slipway::PodLayout();
    if ((words.size() == 2 || somewhere) && words[0] == "pod" && words[1] == "main") {
        return slipway::runPodMain(layout);
    }
    if (words.size() == 2 && words[0] == "pod" && words[1] == "root") {
        return slipway::runPodRoot({});
    }
    if ((words.size() == 2 || somewhere) && words[0] == "pod" && words[1] == "fetch") {
        return slipway::runPodFetch(layout);
    }
    if (words.size() == 2 && words[0] == "pod" && words[1] == "reach") {
        return slipway::runPodReach({});
    }
    if (words.size() == 2 && words[0] == "pod" && words[1] == "collect") {
        return slipway::runPodCollect({}, "0.0.0.0:" + std::to_string(slipway::collector_port));
    }
    return usage();
}
