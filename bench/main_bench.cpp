// SPDX-License-Identifier: GPL-3.0-or-later
// The platform's figures: what a slipwayd does in a second, and how long people wait for it.
#include "bench/figures/figures.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

using namespace slipway;

namespace {

struct Measurement {
    std::string_view name;
    Result<bench::Figures> (*measure)();
};

constexpr std::array measurements{
    Measurement{"submit", bench::measureSubmit},   Measurement{"release", bench::measureRelease},
    Measurement{"creates", bench::measureCreates}, Measurement{"reads", bench::measureReads},
    Measurement{"lists", bench::measureLists},     Measurement{"watches", bench::measureWatches}};

/// As many open files as the system allows: ten thousand readers take one each here and there.
void raiseFileLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void sayHowQuietItIs()
{
    std::array<double, 1> load{};
    if (::getloadavg(load.data(), load.size()) == 1)
        std::cerr << "The machine's load is " << load[0] << "; figures count on a quiet one.\n";
}

/// In a process of its own, so that one figure's cores and memory are nobody else's.
bool runApart(const Measurement& measurement)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        const auto figures = measurement.measure();
        if (!figures)
            std::cerr << measurement.name << ": " << figures.error().message << "\n";
        else
            std::for_each(figures->begin(), figures->end(), bench::print);
        std::cout.flush();
        std::exit(figures ? 0 : 1);
    }
    int status = 1;
    return pid > 0 && ::waitpid(pid, &status, 0) == pid && status == 0;
}

}  // namespace

int main(int argc, char** argv)
{
    raiseFileLimit();
    sayHowQuietItIs();
    bool good = true;
    for (const Measurement& measurement : measurements) {
        const bool wanted = argc == 1 || std::any_of(argv + 1, argv + argc, [&](const char* name) {
                                return measurement.name == name;
                            });
        good = (!wanted || runApart(measurement)) && good;
    }
    return good ? 0 : 1;
}
