// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fixture_data.h"

#include "core/events/event_record.h"
#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "core/resources/template_spec.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace slipway::test {

Resource made(Kind kind, const std::string& name, const nlohmann::json& spec, const nlohmann::json& status,
              const std::string& owner, std::chrono::minutes age)
{
    Resource resource;
    resource.kind = kind;
    resource.id = ResourceId(std::string(info(kind).id_prefix) + "-" + name);
    resource.name = name;
    resource.project = info(kind).scope == NameScope::Project ? "vision" : "";
    resource.spec = spec.dump();
    resource.status = status.dump();
    resource.owner = owner;
    // What was made later is told to be older, so that lists have one order however fast this goes.
    static int made_before = 0;
    resource.created = now() - age - std::chrono::milliseconds(20 * ++made_before);
    return resource;
}

WorkloadStatus workload(Phase phase, std::chrono::minutes ran)
{
    WorkloadStatus status;
    status.phase = phase;
    status.attempt = phase == Phase::Queued ? 0 : 1;
    if (ran.count() > 0)
        status.started_at = now() - ran;
    if (isTerminal(phase))
        status.ended_at = now();
    return status;
}

std::string trainingLog()
{
    std::string log;
    for (int step = 0; step < 400; ++step) {
        log += "step " + std::to_string(step * 20) + "  loss " +
               std::to_string(2.3 * std::exp(-step / 90.0)) + "  lr 3.1e-04  imgs/s " +
               std::to_string(2380 + step % 70) + "\n";
        if (step % 97 == 60)
            log += "WARNING loader worker 3 waited 1.9 s for food-101/shard-000113.tar\n";
    }
    return log;
}

std::string trainingEvents()
{
    std::string bytes = events::frameRecord(events::encodeFileVersion(1.7e9));
    for (int step = 0; step < 300; ++step) {
        const float noise = static_cast<float>(std::sin(step * 12.9898) * 0.05);
        const float loss = 2.3f * std::exp(-static_cast<float>(step) / 70.0f) + 0.3f + noise;
        const float accuracy = 0.92f - 0.8f * std::exp(-static_cast<float>(step) / 50.0f) + noise / 4;
        bytes += events::frameRecord(
            events::encodeScalars(1.7e9 + step, step * 20,
                                  {{"train/loss", loss},
                                   {"val/accuracy", accuracy},
                                   {"lr", 3e-4f * (1 - static_cast<float>(step) / 300)}}));
    }
    return bytes;
}

void putMachines(FakePlatform& platform)
{
    platform.put(made(Kind::Project, "vision", write(ProjectSpec{"Vision team"}), {}));
    platform.put(made(Kind::Project, "speech", write(ProjectSpec{"Speech team"}), {}));
    platform.put(made(Kind::Image, "host", write(ImageSpec{"What is installed on the machine", "", ""}), {}));
    const auto flavor = [](std::int64_t cpus, Bytes memory, std::int64_t gpus, Bytes disk = {}) {
        return write(FlavorSpec{cpus, memory, gpus, "", "", disk});
    };
    platform.put(made(Kind::Flavor, "cpu-small", flavor(1, 2_GiB, 0), {}));
    platform.put(made(Kind::Flavor, "gpu-1", flavor(8, 64_GiB, 1, 500_GiB), {}));
    platform.put(made(Kind::Flavor, "gpu-2", flavor(16, 128_GiB, 2), {}));
    const char* holders[] = {"vision/jobs/resnet50-food101",
                             "vision/jobs/resnet50-food101",
                             "vision/environments/notebook-1",
                             "speech/jobs/asr-conformer",
                             "",
                             "",
                             "",
                             ""};
    NodeStatus node;
    node.engine = "local";
    node.cpus = 64;
    node.memory_bytes = 512ll << 30;
    for (int i = 0; i < 8; ++i)
        node.gpus.push_back({"sim-" + std::to_string(i), "simulated", 80ll << 30, true, holders[i],
                             0.4 + 0.07 * i, std::nullopt});
    platform.put(made(Kind::Node, "gpu-box", {}, write(node)));
}

void putStores(FakePlatform& platform)
{
    platform.put(made(Kind::Store, "home", write(StoreSpec()), write(StoreStatus{"Ready", "", 1})));
    StoreSpec east;
    east.endpoint = "https://s3.east.example";
    east.bucket = "slipway";
    platform.put(made(Kind::Store, "east", write(east), write(StoreStatus{"Ready", "", 1})));
    platform.put(made(Kind::Store, "west", write(east),
                      write(StoreStatus{"Away", "https://s3.west.example does not answer.", 1})));
}

void putClusters(FakePlatform& platform)
{
    platform.put(made(Kind::Cluster, "local", write(ClusterSpec()),
                      write(ClusterStatus{"Ready", "", "local", "", "", 1, 8, 1})));
    ClusterSpec lab;
    lab.description = "Training cluster of the lab";
    platform.put(made(
        Kind::Cluster, "lab", write(lab),
        write(ClusterStatus{"Ready", "", "kubernetes", "https://10.0.0.1:6443", "v1.31.2", 24, 192, 1})));
    platform.put(made(Kind::Cluster, "edge", write(ClusterSpec()),
                      write(ClusterStatus{"Away", "https://edge.example:6443 does not answer.", "kubernetes",
                                          "https://edge.example:6443", "v1.28.4", 3, 6, 1})));
    Json findings = Json::array();
    using enum ClusterFinding::Verdict;
    for (const ClusterFinding& finding : std::initializer_list<ClusterFinding>{
             {"reach", Good, "Its API server answers at https://10.0.0.1:6443.", {}},
             {"version", Good, "It runs Kubernetes v1.31.2.", {}},
             {"rights", Bad,
              "The account may not do all that is needed. It lacks: create secrets, delete secrets.",
              "Please give the account that Slipway comes with a Role in the namespace vision, bound there "
              "by a "
              "RoleBinding with these rules:\n\nrules:\n  - apiGroups: [\"\"]\n    resources: [secrets]\n    "
              "verbs: "
              "[create, delete]"},
             {"nodes", Good, "24 of its 24 nodes take pods.", {}},
             {"gpus", Good, "Its nodes offer 192 NVIDIA-H100-80GB-HBM3.", {}},
             {"storage",
              Warning,
              "None of its storage classes is the default, so choose one of: fast, large.",
              {}},
             {"objects", Untried, "No pod was tried.", {}}})
        findings.push_back(write(finding));
    platform.setFindings(dumpJson({{"findings", findings}}));
}

void putWork(FakePlatform& platform)
{
    using std::chrono::minutes;
    WorkloadStatus running = workload(Phase::Running, minutes(134));
    running.gpus = {"sim-2"};
    EnvironmentSpec environment;
    environment.flavor = "gpu-1";
    platform.put(
        made(Kind::Environment, "notebook-1", write(environment), write(running), "alice", minutes(2000)));
    WorkloadStatus released = workload(Phase::Released, minutes(20));
    released.release_ms = 388;
    platform.put(
        made(Kind::Environment, "labelling", write(environment), write(released), "bob", minutes(3000)));
    WorkloadStatus queued = workload(Phase::Queued);
    queued.reason = "waiting-for-gpu";
    queued.message =
        "Waits for 2 GPUs; 1 of 8 is free, the others are in use by vision/jobs/resnet50-food101.";
    environment.flavor = "gpu-2";
    platform.put(
        made(Kind::Environment, "big-model", write(environment), write(queued), "carol", minutes(12)));

    JobSpec job;
    job.command = "python3 train.py --epochs 90 --batch 256";
    job.flavor = "gpu-2";
    job.datasets = {"food-101"};
    job.params = {{"lr", "0.0003"}, {"momentum", "0.9"}};
    running.gpus = {"sim-0", "sim-1"};
    platform.put(made(Kind::Job, "resnet50-food101", write(job), write(running), "alice", minutes(140)));
    job.flavor = "gpu-2";
    platform.put(made(Kind::Job, "vit-pretrain", write(job), write(queued), "bob", minutes(150)));
    WorkloadStatus failed = workload(Phase::Failed, minutes(12));
    failed.exit_code = 1;
    failed.reason = "exit-code";
    failed.message = "The command ended with exit code 1. The log says why.";
    job.flavor = "gpu-1";
    platform.put(made(Kind::Job, "ocr-finetune", write(job), write(failed), "alice", minutes(400)));
    WorkloadStatus done = workload(Phase::Succeeded, minutes(182));
    done.exit_code = 0;
    done.models = {"jobs/resnet50-food101-b/job-7f3k9q/outputs/models/model.onnx"};
    platform.put(made(Kind::Job, "resnet50-food101-b", write(job), write(done), "alice", minutes(900)));
    platform.putStream("resnet50-food101/log", trainingLog());
    platform.putStream("resnet50-food101/events/events.out.tfevents.1", trainingEvents());
    platform.putStream("notebook-1/log", "[I ServerApp] Jupyter Server is running.\n");
}

void putDistributedWork(FakePlatform& platform)
{
    using std::chrono::minutes;
    JobSpec job;
    job.command = "torchrun pretrain.py";
    job.flavor = "gpu-1";
    WorkloadStatus running = workload(Phase::Running, minutes(134));
    job.roles = {{"chief", 1}, {"worker", 3}};
    running.gpus = {"sim-3", "sim-4", "sim-5", "sim-6"};
    for (const char* name : {"chief-0", "worker-0", "worker-1", "worker-2"}) {
        ReplicaStatus replica;
        replica.name = name;
        replica.phase = Phase::Running;
        replica.node = "gpu-node-2";
        replica.gpus = {running.gpus[running.replicas.size()]};
        replica.started_at = running.started_at;
        running.replicas.push_back(replica);
    }
    running.replicas[3].phase = Phase::Starting;
    running.replicas[3].reason = "waiting-for-peers";
    running.replicas[3].message = "It is ready and waits for the other replicas.";
    platform.put(made(Kind::Job, "bert-pretrain", write(job), write(running), "alice", minutes(30)));
    platform.putStream("bert-pretrain/log", "the chief\n");
    platform.putStream("bert-pretrain/replicas/worker-1/log", "the second worker\n");
}

void putData(FakePlatform& platform)
{
    DatasetSpec food{"image-classification", "101 kinds of food, 1,000 photographs each", 101'000,
                     4'930'000'000, true};
    DatasetStatus ready{"Ready", "vision", "datasets/food-101/dataset-1/", ""};
    platform.put(made(Kind::Dataset, "food-101", write(food), write(ready)));
    DatasetSpec reviews{"text-classification", "", 3, 84'000'000, true};
    ready.prefix = "datasets/reviews/dataset-2/";
    platform.put(made(Kind::Dataset, "reviews", write(reviews), write(ready), "bob"));
    DatasetStatus uploading{"Uploading", "vision", "datasets/voices/dataset-3/", ""};
    platform.put(made(Kind::Dataset, "voices", write(DatasetSpec{"speech", "", 0, 0, false}),
                      write(uploading), "carol"));
    VolumeSpec shared;
    shared.size = 500_GiB;
    VolumeStatus mounted;
    mounted.phase = "Ready";
    platform.put(made(Kind::Volume, "corpus", write(shared), write(mounted)));
    VolumeSpec own = shared;
    own.scope = VolumeScope::Personal;
    platform.put(made(Kind::Volume, "alices-notes", write(own), write(mounted)));
    platform.put(made(Kind::Volume, "bobs-notes", write(own), write(mounted), "bob"));
    platform.setQueue(
        R"({"items":[{"project":"vision","kind":"Job","name":"vit-pretrain","owner":"bob","position":1,"gpus":2,)"
        R"("reason":"waiting-for-gpu","message":"Waits for 2 GPUs; 1 of 8 is free.","since":")" +
        formatTimestamp(now() - std::chrono::minutes(42)) + R"(","start_by":")" +
        formatTimestamp(now() + std::chrono::minutes(95)) + R"("}]})");
    platform.setHistory(R"({"items":[{"time":")" + formatTimestamp(now() - std::chrono::minutes(134)) +
                        R"(","user":"alice","action":"create","detail":"flavor gpu-2"}]})");
}

void putAlicesDay(FakePlatform& platform)
{
    using std::chrono::minutes;
    FlavorSpec priced{8, 64_GiB, 1, "", "", 500_GiB};
    priced.price = {2.25, "USD"};
    platform.put(made(Kind::Flavor, "gpu-1", write(priced), {}));
    FlavorSpec twice{16, 128_GiB, 2, "", ""};
    twice.price = {4.5, "USD"};
    platform.put(made(Kind::Flavor, "gpu-2", write(twice), {}));
    NodeStatus node = readNodeStatus(*parseJson(platform.resource(Kind::Node, "gpu-box").status)).value();
    node.gpus[4].held_by = "vision/environments/scratchpad";
    node.gpus[4].utilization = 0.0;
    platform.put(made(Kind::Node, "gpu-box", {}, write(node)));
    WorkloadStatus idle = workload(Phase::Running, minutes(520));
    idle.gpus = {"sim-4"};
    EnvironmentSpec environment;
    environment.flavor = "gpu-1";
    platform.put(
        made(Kind::Environment, "scratchpad", write(environment), write(idle), "alice", minutes(600)));
    JobSpec job;
    job.command = "python3 train.py --epochs 20";
    job.flavor = "gpu-8";
    job.datasets = {"food-101"};
    job.duration_limit = std::chrono::hours(12);
    FlavorSpec whole{64, 512_GiB, 8, "", ""};
    platform.put(made(Kind::Flavor, "gpu-8", write(whole), {}));
    WorkloadStatus queued = workload(Phase::Queued);
    queued.reason = "waiting-for-gpu";
    queued.message = "Waits for 8 GPUs; 3 of 8 are free.";
    platform.put(made(Kind::Job, "clip-large", write(job), write(queued), "alice", minutes(42)));
    platform.setQueue(
        R"({"items":[{"project":"vision","kind":"Job","name":"clip-large","owner":"alice","position":1,"gpus":8,)"
        R"("reason":"waiting-for-gpu","message":"Waits for 8 GPUs; 3 of 8 are free.","since":")" +
        formatTimestamp(now() - minutes(42)) + R"(","start_by":")" + formatTimestamp(now() + minutes(95)) +
        R"("},{"project":"vision","kind":"Job","name":"vit-pretrain","owner":"bob","position":2,"gpus":2,)"
        R"("reason":"waiting-for-turn","message":"Waits its turn.","since":")" +
        formatTimestamp(now() - minutes(12)) + R"(","start_unknown":"ahead-unknown"}]})");
    job.flavor = "gpu-1";
    platform.put(
        made(Kind::Template, "finetune", write(TemplateSpec{"How we fine-tune", job}), Json::object()));
}

void putLargeCluster(FakePlatform& platform, int nodes)
{
    const char* people[] = {"ada", "ben",  "chen", "dana", "eva", "finn",
                            "gus", "hana", "ivan", "jo",   "kim", "lea"};
    for (const char* person : people) {
        WorkloadStatus running = workload(Phase::Running, std::chrono::minutes(90));
        platform.put(
            made(Kind::Job, std::string(person) + "-train", write(JobSpec{}), write(running), person));
    }
    for (int i = 0; i < nodes; ++i) {
        NodeStatus node;
        node.engine = "lab";
        node.cpus = 128;
        node.memory_bytes = 1ll << 40;
        const std::string person = people[i * 7 / 3 % 12];
        for (int gpu = 0; gpu < 8; ++gpu) {
            const bool held = i % 5 != 0 && gpu < 3 + i % 6;
            node.gpus.push_back({"GPU-" + std::to_string(i * 8 + gpu), "NVIDIA H100 80GB HBM3", 80ll << 30,
                                 false, held ? "vision/jobs/" + person + "-train" : std::string(),
                                 held && i % 11 != 3 ? 0.5 + 0.05 * gpu : 0.0, std::nullopt});
        }
        platform.put(made(Kind::Node, "gpu-node-" + std::to_string(100 + i), {}, write(node)));
    }
}

void putEverything(FakePlatform& platform)
{
    putMachines(platform);
    putStores(platform);
    putClusters(platform);
    putWork(platform);
    putDistributedWork(platform);
    putData(platform);
}

}  // namespace slipway::test
