# SPDX-License-Identifier: GPL-3.0-or-later
# Proof: every parser of foreign bytes under libFuzzer and sanitizers; [SECONDS] [TARGET...], 3600 s of a processor each
set -euo pipefail
seconds=3600
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
    seconds=$1
    shift
fi
targets=("$@")
(( ${#targets[@]} )) || mapfile -t targets < <(basename -as .cpp tests/fuzz/targets/*.cpp)
for target in "${targets[@]}"; do
    [[ -f tests/fuzz/targets/$target.cpp ]] || { echo "fuzz: there is no target '$target'" >&2; exit 2; }
done

[[ -f build-fuzz/build.ninja ]] || cmake --preset fuzz
cmake --build build-fuzz -j "$SLIPWAY_JOBS" --target "${targets[@]/#/fuzz-}"
mkdir -p build-fuzz/findings build-fuzz/logs
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1
ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-16)
export ASAN_SYMBOLIZER_PATH

# run TARGET: one JSON line; false when there is a finding, whose input libFuzzer has kept by then. What was found earlier
# is tried again first. Beside other work it takes longer: time counts that a processor spent.
run() {
    local target=$1 corpus=build-fuzz/corpus/$1 log=build-fuzz/logs/$1.log words=tests/fuzz/dictionaries/$1.dict
    local start=$SECONDS spent=0 ended=0 runs features findings
    local TIMEFORMAT='%U %S'
    python3 tests/fuzz/corpus.py "tests/fuzz/seeds/$target" "$corpus"
    [[ -f $words ]] || words=
    find build-fuzz/findings -name "$target-*" -exec mv -t "$corpus" {} +
    : > "$log"
    while (( spent < seconds && ended == 0 )); do
        { time "build-fuzz/fuzz/fuzz-$target" "$corpus" ${words:+-dict="$words"} \
            -max_total_time=$((seconds - spent)) -max_len=4096 -timeout=900 -report_slow_units=3600 -rss_limit_mb=2048 \
            -malloc_limit_mb=1024 -print_final_stats=1 -artifact_prefix="build-fuzz/findings/$target-" \
            >> "$log" 2>&1; } 2> "$log.times" || ended=$?
        spent=$(awk -v before="$spent" '{ print int(before + $1 + $2 + 1) }' "$log.times")
    done
    runs=$(awk '/^stat::number_of_executed_units:/ { runs += $2 } END { print runs + 0 }' "$log")
    features=$(sed -n 's/^#.* cov: \([0-9]*\) ft: \([0-9]*\) .*/"edges":\1,"features":\2/p' "$log" | tail -n 1)
    findings=$(find build-fuzz/findings -name "$target-*" | wc -l)
    printf '{"target":"%s","processor_s":%d,"seconds":%d,"runs":%d,%s,"ended":%d,"findings":%d}\n' "$target" \
        "$spent" $((SECONDS - start)) "$runs" "${features:-\"edges\":0,\"features\":0}" "$ended" "$findings"
    (( ended == 0 && findings == 0 ))
}

failed=0
running=0
for target in "${targets[@]}"; do
    run "$target" &
    (( ++running < 2 )) && continue
    wait -n || failed=1
    running=1
done
wait -n || failed=1
(( failed == 0 )) || { echo "fuzz: inputs are in build-fuzz/findings, reports in build-fuzz/logs" >&2; exit 1; }
