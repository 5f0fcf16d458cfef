// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/local/accelerators/accelerator_probe.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace slipway {

/// What one attempt asks of the machine.
struct Demand {
    std::int64_t cpus = 0;
    Bytes memory;
    std::int64_t gpus = 0;
    std::string gpu_model;  ///< Any when empty.
};

/// What the machine has.
struct Machine {
    std::int64_t cpus = 0;
    Bytes memory;
    std::vector<Accelerator> accelerators;
};

/// How often each CPU may be promised: notebooks think longer than they compute.
inline constexpr std::int64_t cpu_overcommit = 4;

/// Counts what is promised to whom. An accelerator belongs to one holder at most. Not thread-safe.
class Allocator {
public:
    explicit Allocator(Machine machine);

    /// `InvalidArgument` "never-fits" when the machine is too small, `ResourceExhausted` "no-capacity" when
    /// others hold too much of it now; the message names them.
    Result<void> fits(const Demand& demand) const;
    /// Takes all that is demanded, or nothing. Returns the identifiers of the accelerators: all of one model,
    /// and of the one with the fewest left over, so that large demands find room.
    Result<std::vector<std::string>> take(const std::string& key, const std::string& holder,
                                          const Demand& demand);
    /// Takes what several demand together, or nothing; the accelerators of each, in their order. The messages
    /// are about the first that finds no room beside the others.
    Result<std::vector<std::vector<std::string>>> takeAll(const std::vector<std::string>& keys,
                                                          const std::string& holder,
                                                          const std::vector<Demand>& demands);
    /// Whether takeAll() would succeed, with the same errors.
    Result<void> fitsAll(const std::vector<Demand>& demands) const;
    /// Takes these very accelerators: of an attempt that runs since before this object was made.
    void restore(const std::string& key, const std::string& holder, const Demand& demand,
                 const std::vector<std::string>& gpus);
    void release(const std::string& key);

    /// Who holds the accelerator; empty when it is free.
    std::string holderOf(const std::string& gpu) const;
    const Machine& machine() const { return machine_; }

private:
    struct Grant {
        std::string holder;
        Demand demand;
        std::vector<std::string> gpus;
    };

    std::vector<const Accelerator*> matching(const std::string& model) const;
    std::vector<const Accelerator*> freeOf(const std::string& model) const;
    /// The free accelerators to choose from: of the model that is asked for, or of the model that fits most
    /// tightly.
    std::vector<const Accelerator*> choose(const Demand& demand) const;
    std::int64_t largestSet(const std::string& model) const;
    Result<void> fitsEver(const Demand& demand) const;
    std::string gpusTaken(const Demand& demand) const;

    Machine machine_;
    std::map<std::string, Grant> grants_;
};

}  // namespace slipway
