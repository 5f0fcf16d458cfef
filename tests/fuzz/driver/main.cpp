// SPDX-License-Identifier: GPL-3.0-or-later
// Drives a target without libFuzzer: `fuzz-NAME FOLDER [RUNS]` replays every seed of a folder and then runs
// what is near them, `fuzz-NAME FILE...` these files alone. A child process reads the inputs; the parent
// shows the one that it died of, however it died.
#include "core/hash.h"
#include "tests/fuzz/driver/input.h"
#include "tests/fuzz/driver/mutator.h"
#include "tests/fuzz/driver/seeds.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace slipway;
using namespace slipway::fuzz;

namespace {

constexpr unsigned seconds_an_input = 20;
constexpr std::size_t default_runs = 20'000;
/// Slow machines try fewer inputs rather than taking longer.
constexpr std::chrono::milliseconds most_time{1500};

/// What the child is reading, where the parent sees it.
struct Shared {
    std::size_t runs = 0;
    std::size_t size = 0;
    char bytes[1 << 20];
};

void run(Shared& shared, const std::string& bytes)
{
    ++shared.runs;
    shared.size = std::min(bytes.size(), sizeof shared.bytes);
    std::memcpy(shared.bytes, bytes.data(), shared.size);
    ::alarm(seconds_an_input);
    // A copy of just this size, so that reading behind its end is seen.
    const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

void runAll(Shared& shared, const std::vector<Seed>& seeds, std::size_t runs)
{
    std::vector<std::string> texts{std::string()};
    for (const Seed& seed : seeds)
        texts.push_back(seed.bytes);
    for (const std::string& text : texts)
        run(shared, text);
    Mutator mutator(std::move(texts));
    const auto end = std::chrono::steady_clock::now() + most_time;
    for (std::size_t i = 0; i < runs && std::chrono::steady_clock::now() < end; ++i)
        run(shared, mutator.next());
}

/// Keeps the input that the child died of, and says how to add it to the seeds.
int report(const Shared& shared, int status)
{
    const std::string_view bytes(shared.bytes, shared.size);
    const std::string file = fmt::format("fuzz-finding-{}", hex(sha256(bytes)).substr(0, 12));
    std::ofstream(file, std::ios::binary) << bytes;
    fmt::print(stderr, "run {} {} on this input of {} bytes, kept in {}/{}:\n{}\n", shared.runs,
               WIFSIGNALED(status) ? fmt::format("died ({})", ::strsignal(WTERMSIG(status)))
                                   : fmt::format("ended with {}", WEXITSTATUS(status)),
               bytes.size(), std::filesystem::current_path().string(), file, hex(bytes));
    return 1;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        fmt::print(stderr, "usage: {} FOLDER [RUNS] | FILE...\n", argv[0]);
        return 2;
    }
    std::vector<Seed> seeds;
    std::size_t runs = 0;
    if (std::filesystem::is_directory(argv[1])) {
        seeds = readSeeds(argv[1]);
        runs = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : default_runs;
    } else {
        for (int i = 1; i < argc; ++i)
            seeds.push_back(readSeed(argv[i]));
    }
    void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return 2;
    auto& shared = *new (memory) Shared;
    const pid_t child = ::fork();
    if (child == 0) {
        runAll(shared, seeds, runs);
        std::exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child)
        return 2;
    if (status != 0)
        return report(shared, status);
    fmt::print("{} inputs, {} of them seeds\n", shared.runs, seeds.size());
    return 0;
}
