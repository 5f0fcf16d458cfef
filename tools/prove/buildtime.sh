# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: how long clean builds take, and one changed file, without a compiler cache
set -euo pipefail
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
export CCACHE_DISABLE=1
timed() {
    local start=$SECONDS
    "${@:2}" >/dev/null
    printf '{"name":"%s","value":%d,"unit":"s"}\n' "$1" $((SECONDS - start))
}
cmake --preset dev -B "$directory" >/dev/null
timed build_product_s cmake --build "$directory" -j "$SLIPWAY_JOBS" --target slipway slipwayctl slipwayd slipway-runner
timed build_tests_on_top_s cmake --build "$directory" -j "$SLIPWAY_JOBS"
file=ui/jobs/job_page.cpp
touch "$file"
timed rebuild_one_file_s cmake --build "$directory" -j "$SLIPWAY_JOBS" --target slipway
