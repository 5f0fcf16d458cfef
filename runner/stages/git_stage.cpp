// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/stages/git_stage.h"

namespace slipway {

namespace {

// A branch is taken as the server has it now; commits and tags are found by name.
constexpr const char* clone_code = R"(set -e
echo "Fetching $1 ${2:+at $2}"
git clone -q -- "$1" .
if [ -n "$2" ]; then
    git checkout -q --detach "origin/$2" -- 2>/dev/null || git checkout -q --detach "$2" --
fi
git --no-pager log -1 --format='At commit %H: %s'
[ -e outputs ] || ln -s "$SLIPWAY_OUTPUTS" outputs
)";

}  // namespace

TaskStage gitStage(const std::string& url, const std::string& revision)
{
    return {"fetch-code", {"/bin/sh", "-c", clone_code, "fetch-code", url, revision}, false};
}

}  // namespace slipway
