# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: the tests of the layers without Qt under the thread sanitizer
set -euo pipefail
[[ -f build-tsan/build.ninja ]] || cmake --preset tsan -DSLIPWAY_GUI=OFF
cmake --build build-tsan -j "$SLIPWAY_JOBS"
ctest --test-dir build-tsan --output-on-failure -j "$SLIPWAY_JOBS" --no-tests=error "$@"
