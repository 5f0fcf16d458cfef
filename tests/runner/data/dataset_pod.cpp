// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/runner/data/dataset_pod.h"

#include "runner/records/task_file.h"

#include <unistd.h>

#include <fstream>

namespace slipway::test {

namespace {

constexpr uid_t ordinary_user = 1000;
constexpr std::size_t block_bytes = 4096;
const std::string prefix = "scratch/set/";

void writeFile(const std::filesystem::path& file, const std::string& content)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

bool isRoot()
{
    return ::geteuid() == 0;
}

}  // namespace

std::string noise(std::size_t bytes, std::uint32_t seed)
{
    std::string content(bytes, '\0');
    std::uint32_t state = seed * 2654435761U + 1;
    for (char& c : content)
        c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return content;
}

std::string openerProgram()
{
    return SLIPWAY_BINARY_DIR "/tests/programs/opener";
}

DatasetPod::DatasetPod()
    : server_(std::make_unique<ObjectServer>()),
      address_(server_->address()),
      layout_{std::filesystem::path(directory_.path().toStdString()) / "pod",
              std::filesystem::path(directory_.path().toStdString()) / "pod/termination-log"}
{
    std::filesystem::permissions(directory_.path().toStdString(), std::filesystem::perms(0755));
    plan.store = {"http://" + address_, "default", server_->alice.access_key, server_->alice.secret_key, {}};
    plan.datasets = {{"set", prefix, true}};
    // What is asked for comes; nothing comes ahead, as the first does not fit.
    put("0", noise(2 * block_bytes, 0));
    plan.dataset_cache = Bytes(block_bytes);
}

DatasetPod::~DatasetPod()
{
    if (runner_.state() != QProcess::NotRunning) {
        runner_.terminate();
        runner_.waitForFinished(20'000);
    }
    if (!server_->server)
        startServer();
    // Directories of datasets are their owner's to read alone.
    std::error_code error;
    for (auto entry = std::filesystem::recursive_directory_iterator(layout_.root, error);
         !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_directory() && !entry->is_symlink())
            std::filesystem::permissions(entry->path(), std::filesystem::perms::owner_all, error);
    }
}

void DatasetPod::put(const std::string& name, const std::string& content)
{
    const auto answer =
        server_->put(server_->alice, "/default/" + prefix + percentEncode(name, Slash::Keep), content);
    if (answer.status != 200)
        qFatal("%d %s", answer.status, answer.body.c_str());
}

std::filesystem::path DatasetPod::stored(const std::string& name) const
{
    return server_->objects() / "default" / prefix / name;
}

void DatasetPod::giveAway(const std::filesystem::path& place) const
{
    if (!isRoot() || ::lchown(place.c_str(), ordinary_user, ordinary_user) != 0)
        return;
    if (std::filesystem::is_directory(place)) {
        for (const auto& entry : std::filesystem::directory_iterator(place))
            giveAway(entry.path());
    }
}

void DatasetPod::handOver(const std::string& command)
{
    TaskFile task;
    task.task = TaskId("job-test");
    task.stages = {{"fetch-code",
                    {SLIPWAY_BINARY_DIR "/bin/slipway-runner", "pod", "fetch", layout_.root.string()},
                    false},
                   {"command", {"/bin/sh", "-c", command}, false}};
    task.env = {{"PATH", "/usr/bin:/bin"},
                {"HOME", layout_.root.string()},
                {"SET", (attempt().path() / "datasets/set").string()},
                {"OPENER", openerProgram()}};
    task.grace = std::chrono::seconds(1);
    task.working_directory = (attempt().path() / "work").string();
    writeFile(layout_.task() / "task.json", formatTaskFile(task));
    writeFile(layout_.task() / "data.json", formatDataPlan(plan));
    giveAway(layout_.root);
}

void DatasetPod::start(const std::string& command, const QStringList& before)
{
    handOver(command);
    QStringList words;
    if (isRoot())
        words << QStringLiteral("/usr/bin/setpriv") << QStringLiteral("--reuid=1000")
              << QStringLiteral("--regid=1000") << QStringLiteral("--clear-groups")
              << QStringLiteral("--no-new-privs") << QStringLiteral("--bounding-set=-all");
    words << before << QStringLiteral(SLIPWAY_BINARY_DIR "/bin/slipway-runner") << QStringLiteral("pod")
          << QStringLiteral("main") << QString::fromStdString(layout_.root.string());
    runner_.setProcessChannelMode(QProcess::ForwardedChannels);
    runner_.start(words.takeFirst(), words);
}

ExitRecord DatasetPod::finish(int timeout_ms)
{
    runner_.waitForFinished(timeout_ms);
    const auto record = attempt().readExit();
    return record ? *record : ExitRecord{ExitCause::Lost, {}, {}, record.error().message, {}};
}

std::string DatasetPod::log() const
{
    std::ifstream stream(attempt().log(), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void DatasetPod::stopServer()
{
    server_->server->stop(std::chrono::milliseconds(0));
    server_->server.reset();
}

void DatasetPod::startServer()
{
    net::ServerOptions options;
    options.address = address_;
    server_->server = net::Server::start(options, server_->service).value();
}

}  // namespace slipway::test
