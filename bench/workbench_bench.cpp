// SPDX-License-Identifier: GPL-3.0-or-later
// The workbench's figures, and whether they are within their bounds.
#include "bench/workbench/workbench_figures.h"

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
    Result<bench::BoundFigures> (*measure)();
};

constexpr std::array measurements{
    Measurement{"start", bench::measureStart}, Measurement{"table", bench::measureTable},
    Measurement{"log", bench::measureLog}, Measurement{"walk", bench::measureWalk},
    Measurement{"demo", bench::measureDemo}};

bool isWithin(const bench::BoundFigure& bound)
{
    bench::print(bound.figure);
    if (bound.figure.value <= bound.bound)
        return true;
    std::cerr << bound.figure.name << " is over its bound of " << bound.bound << " " << bound.figure.unit
              << ".\n";
    return false;
}

/// In a process of its own, so that one figure's window and memory are nobody else's.
bool runApart(const Measurement& measurement)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        const auto figures = measurement.measure();
        if (!figures)
            std::cerr << measurement.name << ": " << figures.error().message << "\n";
        const bool good = figures && std::count_if(figures->begin(), figures->end(), isWithin) ==
                                         static_cast<std::ptrdiff_t>(figures->size());
        std::cout.flush();
        std::exit(good ? 0 : 1);
    }
    int status = 1;
    return pid > 0 && ::waitpid(pid, &status, 0) == pid && status == 0;
}

}  // namespace

int main(int argc, char** argv)
{
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    std::array<double, 1> load{};
    if (::getloadavg(load.data(), load.size()) == 1)
        std::cerr << "The machine's load is " << load[0] << "; figures count on a quiet one.\n";
    bool good = true;
    for (const Measurement& measurement : measurements) {
        const bool wanted = argc == 1 || std::any_of(argv + 1, argv + argc, [&](const char* name) {
                                return measurement.name == name;
                            });
        good = (!wanted || runApart(measurement)) && good;
    }
    return good ? 0 : 1;
}
