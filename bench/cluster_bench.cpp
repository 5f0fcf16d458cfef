// SPDX-License-Identifier: GPL-3.0-or-later
// What people wait for where tasks run on a cluster: the test cluster, with a slipwayd beside it.
#include "bench/cluster/cluster_figures.h"
#include "core/kubeconfig/kubeconfig.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

using namespace slipway;

namespace {

struct Measurement {
    std::string_view name;
    Result<bench::Figures> (*measure)(const bench::TestCluster&);
};

constexpr std::array measurements{Measurement{"burst", bench::measureClusterBurst},
                                  Measurement{"release", bench::measureClusterRelease}};

}  // namespace

int main(int argc, char** argv)
{
    bench::TestCluster cluster;
    cluster.kubeconfig = Kubeconfig::usualFiles().front();
    cluster.volumes = cluster.kubeconfig.parent_path() / "volumes";
    const auto config = Kubeconfig::load({cluster.kubeconfig});
    const auto access = config ? config->access(config->currentContext()) : propagate(config);
    if (!access) {
        std::cerr << access.error().message << "\n";
        return 1;
    }
    cluster.access = *access;
    bool good = true;
    for (const Measurement& measurement : measurements) {
        const bool wanted = argc == 1 || std::any_of(argv + 1, argv + argc, [&](const char* name) {
                                return measurement.name == name;
                            });
        const auto figures = wanted ? measurement.measure(cluster) : Result<bench::Figures>();
        if (!figures)
            std::cerr << measurement.name << ": " << figures.error().message << "\n";
        else
            std::for_each(figures->begin(), figures->end(), bench::print);
        good = good && figures.has_value();
    }
    return good ? 0 : 1;
}
