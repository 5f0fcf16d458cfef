# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: the tests of the layers without Qt under the thread sanitizer
set -euo pipefail
[[ -f build-tsan/build.ninja ]] || cmake --preset tsan -DSLIPWAY_GUI=OFF
cmake --build build-tsan -j "$SLIPWAY_JOBS"
# Programs that tests start write their reports where nobody looks, so all go to files.
reports=$PWD/build-tsan/reports
rm -rf "$reports"
mkdir -m 1777 "$reports"
# Qt starts programs by a clone of itself, after which it goes on making threads.
export TSAN_OPTIONS=die_after_fork=0:suppressions=$PWD/tools/prove/tsan.txt:print_suppressions=0:log_path=$reports/tsan
failed=0
ctest --test-dir build-tsan --output-on-failure -j "$SLIPWAY_JOBS" --no-tests=error "$@" || failed=1
for report in "$reports"/*; do
    [[ -f $report ]] || continue
    cat "$report" >&2
    failed=1
done
(( failed == 0 )) || { echo "tsan: something failed, or was reported" >&2; exit 1; }
