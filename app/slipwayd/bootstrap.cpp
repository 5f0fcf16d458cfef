// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/bootstrap.h"

#include "app/slipwayd/master_key.h"
#include "client/private_file.h"
#include "core/json.h"
#include "core/resources/specs.h"
#include "platform/auth/access_keys.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr const char* space = "bootstrap";
constexpr const char* first_user = "admin";

Resource made(Kind kind, std::string name, const Json& spec)
{
    Resource resource;
    resource.kind = kind;
    resource.name = std::move(name);
    resource.owner = first_user;
    resource.spec = dumpJson(spec);
    return resource;
}

FlavorSpec flavor(std::int64_t cpus, Bytes memory, std::int64_t gpus, std::string description)
{
    FlavorSpec spec;
    spec.cpus = std::max<std::int64_t>(1, cpus);
    spec.memory = std::max(memory, 1_GiB);
    spec.gpus = gpus;
    spec.description = std::move(description);
    return spec;
}

/// The largest machine there is, by GPUs and then CPUs.
NodeStatus largest(const std::vector<std::pair<std::string, NodeStatus>>& nodes)
{
    NodeStatus best;
    for (const auto& [name, node] : nodes) {
        if (std::pair(node.gpus.size(), node.cpus) > std::pair(best.gpus.size(), best.cpus))
            best = node;
    }
    return best;
}

/// A share of memory in whole GiB, a tenth of it left to the machine itself.
Bytes share(std::int64_t memory_bytes, std::int64_t part, std::int64_t whole)
{
    const auto usable = static_cast<std::uint64_t>(std::max<std::int64_t>(0, memory_bytes)) / 10 * 9;
    const auto bytes = usable / static_cast<std::uint64_t>(whole) * static_cast<std::uint64_t>(part);
    return Bytes(bytes >> 30 << 30);
}

std::vector<Resource> flavors(const NodeStatus& node)
{
    std::vector<Resource> found;
    found.push_back(made(Kind::Flavor, "cpu-small", write(flavor(1, 2_GiB, 0, "One CPU"))));
    if (node.cpus == 0)
        return found;  // A cluster does not show its machines to everybody; what they hold is not guessed.
    found.push_back(
        made(Kind::Flavor, "cpu-large",
             write(flavor(node.cpus, share(node.memory_bytes, 1, 1), 0, "All CPUs of a machine"))));
    const auto gpus = static_cast<std::int64_t>(node.gpus.size());
    for (const std::int64_t count : {1, 2, 4, 8}) {
        if (count > gpus)
            break;
        const auto text = std::to_string(count) + (count == 1 ? " GPU" : " GPUs");
        found.push_back(made(Kind::Flavor, "gpu-" + std::to_string(count),
                             write(flavor(node.cpus * count / gpus, share(node.memory_bytes, count, gpus),
                                          count, text + " and their share of a machine"))));
    }
    return found;
}

/// Makes `resource` unless it was made once before.
Result<void> makeOnce(Transaction& transaction, const Resource& resource)
{
    const std::string key = std::string(info(resource.kind).name) + "/" + resource.name;
    if (transaction.record(space, key))
        return {};
    if (auto created = transaction.create(resource); !created)
        return propagate(created);
    return transaction.putRecord(space, key, "made");
}

Result<void> makeFirstKey(Transaction& transaction, const SecretBox& secrets)
{
    if (transaction.record(space, "access_key"))
        return {};
    AccessKeySpec spec;
    spec.description = "The first key, made with the platform";
    const auto issued = issueKey(transaction, secrets, made(Kind::AccessKey, first_user, write(spec)));
    if (!issued)
        return propagate(issued);
    return transaction.putRecord(space, "access_key", issued->access_key);
}

Result<void> makeAll(Transaction& transaction, const SecretBox& secrets, const NodeStatus& node,
                     RunsOn runs_on)
{
    std::vector<Resource> all{
        made(Kind::Member, first_user, write(MemberSpec{first_user, "administrator"})),
        made(Kind::Project, "default", write(ProjectSpec{"The project that everybody begins with"})),
    };
    ImageSpec host;
    host.description = "The machine as it is, with its own Python";
    if (runs_on == RunsOn::ThisMachine)
        all.push_back(made(Kind::Image, "host", write(host)));
    const auto offered = flavors(node);
    all.insert(all.end(), offered.begin(), offered.end());
    const Timestamp newest = now();
    for (std::size_t i = 0; i < all.size(); ++i) {
        Resource resource = all[i];
        resource.created =
            newest - std::chrono::milliseconds(i);  // Lists show the newest first: keep this order.
        if (auto once = makeOnce(transaction, resource); !once)
            return once;
    }
    return makeFirstKey(transaction, secrets);
}

/// Writes the secret where it is absent; a revoked key has none any more.
Result<void> writeSecret(Store& store, const SecretBox& secrets, const FirstKey& key)
{
    if (std::filesystem::exists(key.secret_file))
        return {};
    const auto sealed = store.record(secrets_space, key.access_key);
    if (!sealed)
        return propagate(sealed);
    if (!*sealed)
        return {};
    const auto secret = secrets.unseal(**sealed, key.access_key);
    if (!secret)
        return propagate(secret);
    return writePrivateFile(key.secret_file, *secret + "\n");
}

}  // namespace

Result<FirstKey> bootstrap(Store& store, const SecretBox& secrets,
                           const std::vector<std::pair<std::string, NodeStatus>>& nodes, RunsOn runs_on,
                           const std::filesystem::path& secret_file)
{
    const NodeStatus node = largest(nodes);
    FirstKey key{{}, secret_file};
    const auto written = store.write([&](Transaction& transaction) -> Result<void> {
        if (auto all = makeAll(transaction, secrets, node, runs_on); !all)
            return all;
        if (auto marked = markWith(transaction, secrets); !marked)
            return marked;
        key.access_key = transaction.record(space, "access_key").value_or("");
        return {};
    });
    if (!written)
        return propagate(written);
    if (auto secret = writeSecret(store, secrets, key); !secret)
        return propagate(secret);
    return key;
}

}  // namespace slipway
