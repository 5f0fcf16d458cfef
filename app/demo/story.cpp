// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/story.h"

#include "ui/jobs/job_page.h"
#include "ui/session/workspace.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "widgets/form/status/status_badge.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QElapsedTimer>

#include <fstream>
#include <iostream>

namespace slipway::demo {

namespace fs = std::filesystem;

namespace {

const std::string environment_name = "notebook-1";
const std::string job_name = "digits";

/// A Python package that is in no index, to be installed in the environment.
void writePackage(const fs::path& folder)
{
    fs::create_directories(folder / "keepsake");
    std::ofstream(folder / "pyproject.toml") << "[build-system]\n"
                                                "requires = [\"setuptools\"]\n"
                                                "build-backend = \"setuptools.build_meta\"\n"
                                                "[project]\n"
                                                "name = \"keepsake\"\n"
                                                "version = \"1.0\"\n"
                                                "[tool.setuptools]\n"
                                                "packages = [\"keepsake\"]\n";
    std::ofstream(folder / "keepsake" / "__init__.py") << "WORD = 'kept'\n";
}

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

}  // namespace

Story::Story(MainWindow& window, Album& album, WindowDriver& user, fs::path digits, fs::path platform_data,
             const Ground& ground, const Watchdog& watchdog, std::chrono::milliseconds release_limit)
    : window_(window),
      watchdog_(watchdog),
      album_(album),
      user_(user),
      digits_(std::move(digits)),
      data_(std::move(platform_data)),
      ground_(ground),
      release_limit_(release_limit)
{
}

Story::~Story() = default;

void Story::run()
{
    QElapsedTimer clock;
    clock.start();
    step(QStringLiteral("connect"), &Story::connectToThisComputer);
    step(QStringLiteral("create_environment"), &Story::createEnvironment);
    step(QStringLiteral("install_package"), &Story::installPackage);
    step(QStringLiteral("upload_dataset"), &Story::uploadDataset);
    step(QStringLiteral("launch_training"), &Story::launchTraining);
    step(QStringLiteral("train"), &Story::followTraining);
    step(QStringLiteral("check_log"), &Story::checkLog);
    step(QStringLiteral("check_metrics"), &Story::checkMetrics);
    step(QStringLiteral("find_model"), &Story::findModel);
    step(QStringLiteral("pictures"), &Story::takePictures);
    step(QStringLiteral("release"), &Story::releaseGpu);
    step(QStringLiteral("resume"), &Story::resumeEnvironment);
    step(QStringLiteral("clean_up"), &Story::cleanUp);
    tellAll(clock.elapsed());
}

void Story::tellAll(qint64 ms) const
{
    const std::vector<double>& delays = watchdog_.delays();
    std::cout << nlohmann::json{{"step", "all"},
                                {"ms", ms},
                                {"gui_block_p50_ms", delayOf(delays, 0.5)},
                                {"gui_block_p99_ms", delayOf(delays, 0.99)},
                                {"gui_block_max_ms", delayOf(delays, 1)},
                                {"worst_step", worst_step_.toStdString()}}
                     .dump()
              << std::endl;
}

void Story::step(const QString& name, void (Story::*act)(nlohmann::json&))
{
    nlohmann::json line = {{"step", name.toStdString()}};
    QElapsedTimer clock;
    clock.start();
    try {
        (this->*act)(line);
    } catch (const Failure& failure) {
        throw Failure(QStringLiteral("Step %1: %2").arg(name, QString::fromUtf8(failure.what())));
    }
    line["ms"] = clock.elapsed();
    const std::vector<double>& delays = watchdog_.delays();
    const std::vector<double> since(delays.begin() + static_cast<std::ptrdiff_t>(seen_delays_), delays.end());
    seen_delays_ = delays.size();
    const double most = delayOf(since, 1);
    line["gui_block_p99_ms"] = delayOf(since, 0.99);
    line["gui_block_max_ms"] = most;
    if (most > worst_delay_ms_) {
        worst_delay_ms_ = most;
        worst_step_ = name;
    }
    std::cout << line.dump() << std::endl;
}

void Story::connectToThisComputer(nlohmann::json&)
{
    user_.find(QStringLiteral("Use this computer"));
    album_.take(QStringLiteral("first-run"), &window_);
    user_.click(QStringLiteral("Use this computer"));
    user_.waitUntil(QStringLiteral("the workbench shows the platform"), [this] {
        return window_.workbench() && workspace().loaded() && workspace().link().state == Link::State::Live;
    });
    makeResources();
}

void Story::makeResources()
{
    for (const Resource& wanted : ground_.resources()) {
        const CallHandle call =
            workspace().session().create(wanted, Session::DryRun::No, [](const Result<Resource>&) {});
        user_.waitUntil(QStringLiteral("%1 is known").arg(text(wanted.name)),
                        [&] { return workspace().find(wanted.kind, wanted.name) != nullptr; });
        const auto image = parseJson(wanted.spec).and_then(readImageSpec);
        if (wanted.kind == Kind::Image && image && image->root)
            allowRoot();
    }
}

void Story::allowRoot()
{
    const std::string name = workspace().project();
    Resource project = workspace().find(Kind::Project, name)->resource;
    ProjectSpec spec = workspace().find(Kind::Project, name)->specAs<ProjectSpec>();
    spec.allow_root = true;
    project.spec = dumpJson(write(spec));
    const CallHandle allowing = workspace().session().update(project, [](const Result<Resource>&) {});
    user_.waitUntil(QStringLiteral("the project allows root"),
                    [&] { return workspace().find(Kind::Project, name)->specAs<ProjectSpec>().allow_root; });
}

void Story::createEnvironment(nlohmann::json& facts)
{
    user_.click(QStringLiteral("Environments"));
    user_.click(QStringLiteral("Create environment"));
    user_.type(QStringLiteral("Name"), text(environment_name));
    album_.takeDialog(QStringLiteral("create-environment"));
    user_.click(QStringLiteral("Next"));
    user_.choose(QStringLiteral("Flavor"), QStringLiteral("gpu-1"));
    user_.click(QStringLiteral("Next"));
    waitForProspect();
    album_.takeDialog(QStringLiteral("create-environment-review"));
    user_.click(QStringLiteral("Create"));
    waitForPhase(Kind::Environment, environment_name, Phase::Running);
    user_.waitUntil(QStringLiteral("Jupyter answers"),
                    [this] { return !status(Kind::Environment, environment_name).url.empty(); });
    facts["gpus_held"] = heldGpus();
    if (heldGpus() != 1)
        throw Failure(QStringLiteral("The environment holds %1 GPUs, not one.").arg(heldGpus()));
}

void Story::waitForProspect()
{
    user_.waitUntil(QStringLiteral("the platform says whether it can start"), [] {
        const QWidget* dialog = QApplication::activeModalWidget();
        const auto* badge = dialog ? dialog->findChild<StatusBadge*>() : nullptr;
        return badge && badge->isVisible();
    });
}

void Story::launchJob(const QString& name, const QString& command, const QString& code, bool in_environment)
{
    user_.click(QStringLiteral("Jobs"));
    user_.click(QStringLiteral("Launch job"));
    user_.type(QStringLiteral("Name"), name);
    user_.type(QStringLiteral("Command"), command);
    user_.choose(QStringLiteral("Where the code comes from"), QStringLiteral("Folder"));
    user_.type(QStringLiteral("Code folder"), code);
    if (in_environment)
        user_.choose(QStringLiteral("Environment"), text(environment_name));
    user_.click(QStringLiteral("Next"));
}

void Story::installPackage(nlohmann::json& facts)
{
    const fs::path package = fs::path(scratch_.path().toStdString()) / "package";
    aside([&] { writePackage(package); });
    launchJob(QStringLiteral("install"), text(ground_.installCommand()), text(package.string()), true);
    user_.choose(QStringLiteral("Flavor"), QStringLiteral("cpu-small"));
    user_.click(QStringLiteral("Next"));
    user_.click(QStringLiteral("Launch"));
    waitForPhase(Kind::Job, "install", Phase::Succeeded);
    facts["files"] = aside([this] { return fingerprint(environmentFiles()).size(); });
    if (readFile(environmentFiles() / "home" / "notes.txt").empty())
        throw Failure(QStringLiteral("The notes were not written in the environment."));
}

void Story::uploadDataset(nlohmann::json& facts)
{
    user_.click(QStringLiteral("Datasets"));
    user_.click(QStringLiteral("Upload dataset"));
    user_.type(QStringLiteral("Folder"), text((digits_ / "data").string()));
    user_.type(QStringLiteral("Name"), QStringLiteral("digits"));
    album_.takeDialog(QStringLiteral("upload-source"));
    user_.click(QStringLiteral("Next"));
    album_.takeDialog(QStringLiteral("upload"));
    user_.click(QStringLiteral("Upload *"));  // the button tells the size
    user_.waitUntil(QStringLiteral("the dataset is ready"), [this] {
        const ItemPtr item = workspace().find(Kind::Dataset, workspace().project() + "/digits");
        return item && item->statusAs<DatasetStatus>().phase == "Ready";
    });
    const ItemPtr item = workspace().find(Kind::Dataset, workspace().project() + "/digits");
    const auto stored = item->statusAs<DatasetStatus>();
    const Fingerprint sent = aside([this] { return fingerprint(digits_ / "data"); });
    const Fingerprint kept =
        aside([&] { return fingerprint(data_ / "objects" / stored.bucket / stored.prefix); });
    facts["files"] = kept.size();
    facts["bytes"] = item->specAs<DatasetSpec>().size_bytes;
    if (sent != kept)
        throw Failure(QStringLiteral("The stored dataset differs from the folder in %1 files.")
                          .arg(differences(sent, kept).size()));
}

void Story::launchTraining(nlohmann::json&)
{
    // The copy that tee writes is what the script wrote; the log must equal it.
    launchJob(
        text(job_name),
        QStringLiteral("bash -o pipefail -c 'python3 train.py 2>&1 | tee \"$SLIPWAY_OUTPUTS/written.log\"'"),
        text(digits_.string()), true);
    user_.choose(QStringLiteral("Flavor"), QStringLiteral("gpu-1"));
    user_.check(QStringLiteral("Datasets"), QStringLiteral("digits"));
    user_.type(QStringLiteral("Parameters"), QStringLiteral("pause_ms=4"));
    album_.takeDialog(QStringLiteral("launch-job"));
    user_.click(QStringLiteral("Next"));
    waitForProspect();
    album_.takeDialog(QStringLiteral("launch-job-review"));
    user_.click(QStringLiteral("Launch"));
    waitForPhase(Kind::Job, job_name, Phase::Running);
}

void Story::followTraining(nlohmann::json& facts)
{
    user_.selectRow(QStringLiteral("Jobs"), text(job_name));
    user_.openTab(QStringLiteral("Logs"));
    user_.openTab(QStringLiteral("Metrics"));
    waitForPhase(Kind::Job, job_name, Phase::Succeeded);
    const std::string log = readFile(attemptOf(job_name) / "streams" / "log");
    const auto at = log.rfind("test accuracy ");
    const double accuracy = at == std::string::npos ? 0 : std::stod(log.substr(at + 14));
    facts["accuracy"] = accuracy;
    if (accuracy < 0.95)
        throw Failure(
            QStringLiteral("The model reads %1 of the digits right, less than 0.95.").arg(accuracy));
}

}  // namespace slipway::demo
