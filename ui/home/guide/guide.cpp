// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/guide/guide.h"

#include "client/code_upload.h"
#include "ui/environments/environment_actions.h"
#include "ui/parts/forms/flavor_box.h"
#include "ui/parts/names.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/gpu_usage.h"
#include "ui/session/settings.h"
#include "ui/session/transfers.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

/// As the sample's script expects it.
const std::string dataset_name = "digits";

using State = GuideStepState::State;

/// One that can start now: with a GPU where one is free, else the smallest without.
std::string flavorWithRoom(const Workspace& workspace)
{
    const std::string suggested = suggestedFlavor(workspace);
    const ItemPtr item = workspace.find(Kind::Flavor, suggested);
    const GpuUsage usage = countGpus(workspace);
    if (!item || !usage.visible || item->specAs<FlavorSpec>().gpus <= usage.free)
        return suggested;
    ItemPtr smallest;
    for (const ItemPtr& other : workspace.items(Kind::Flavor)) {
        const auto& spec = other->specAs<FlavorSpec>();
        if (spec.gpus == 0 && (!smallest || spec.cpus < smallest->specAs<FlavorSpec>().cpus))
            smallest = other;
    }
    return smallest ? smallest->resource.name : suggested;
}

std::string firstImage(const Workspace& workspace)
{
    const auto images = workspace.items(Kind::Image);
    const bool has_host = workspace.find(Kind::Image, "host") != nullptr;
    return has_host || images.empty() ? "host" : images.front()->resource.name;
}

}  // namespace

Guide::Guide(Workbench& workbench, EnvironmentActions& environments, QObject* parent)
    : QObject(parent), workbench_(workbench), environments_(environments), sample_(digitsSample())
{
    recall();
    Workspace& workspace = workbench.workspace;
    connect(&workspace, &Workspace::projectChanged, this, &Guide::recall);
    connect(&workspace, &Workspace::accountChanged, this, &Guide::changed);
    connect(&workspace, &Workspace::reset, this, &Guide::look);
    connect(&workspace, &Workspace::changed, this, &Guide::look);
    connect(&workbench.transfers, &Transfers::changed, this, &Guide::look);
}

void Guide::recall()
{
    calls_.cancelAll();
    errors_.clear();
    busy_.clear();
    memory_ = recallGuide(workbench_.settings.get(settings::guide), placeOf(workbench_.workspace));
    look();
}

void Guide::keep()
{
    workbench_.settings.set(settings::guide, withGuide(workbench_.settings.get(settings::guide),
                                                       placeOf(workbench_.workspace), memory_));
    Q_EMIT changed();
}

void Guide::markDone(GuideStep step)
{
    if (memory_.done.insert(step).second)
        keep();
}

ItemPtr Guide::environment() const
{
    const Workspace& workspace = workbench_.workspace;
    return memory_.environment.empty()
               ? nullptr
               : workspace.find(Kind::Environment, workspace.project() + "/" + memory_.environment);
}

ItemPtr Guide::job() const
{
    const Workspace& workspace = workbench_.workspace;
    return memory_.job.empty() ? nullptr : workspace.find(Kind::Job, workspace.project() + "/" + memory_.job);
}

ItemPtr Guide::dataset() const
{
    const Workspace& workspace = workbench_.workspace;
    return workspace.find(Kind::Dataset, workspace.project() + "/" + dataset_name);
}

void Guide::look()
{
    const ItemPtr made = environment();
    const ItemPtr data = dataset();
    const ItemPtr training = job();
    const bool was_running = memory_.done.contains(GuideStep::Environment);
    if (made && made->workload().phase == Phase::Running)
        markDone(GuideStep::Environment);
    if (data && data->statusAs<DatasetStatus>().phase == "Ready" && memory_.isStarted())
        markDone(GuideStep::Data);
    if (training && training->workload().phase == Phase::Succeeded)
        markDone(GuideStep::Train);
    const bool gone = workbench_.workspace.loaded() && !memory_.environment.empty() && !made;
    if (was_running && (gone || (made && made->workload().phase == Phase::Released)))
        markDone(GuideStep::Release);
    Q_EMIT changed();
}

bool Guide::mayCreate() const
{
    const Account& account = workbench_.workspace.account();
    if (account.administrator)
        return true;
    return std::any_of(account.roles.begin(), account.roles.end(), [this](const auto& role) {
        return role.first == workbench_.workspace.project() && role.second != "viewer";
    });
}

bool Guide::isOffered() const
{
    if (!sample_ || !workbench_.workspace.loaded() || memory_.dismissed || memory_.isFinished() ||
        !mayCreate())
        return false;
    if (memory_.isStarted() || !busy_.empty() || !errors_.empty())
        return true;
    for (const Kind kind : {Kind::Environment, Kind::Job})
        for (const ItemPtr& item : workbench_.workspace.items(kind))
            if (workbench_.workspace.isMine(item->resource))
                return false;
    return true;
}

bool Guide::isDismissed() const
{
    return sample_ && memory_.dismissed && !memory_.isFinished() && mayCreate();
}

void Guide::setDismissed(bool dismissed)
{
    memory_.dismissed = dismissed;
    keep();
}

GuideStepState Guide::workloadState(GuideStep step, const ItemPtr& item, Phase wanted) const
{
    if (!item)
        return {busy_.contains(step) ? State::Busy : State::Ready, {}};
    const WorkloadStatus& status = item->workload();
    if (status.phase == wanted)
        return {State::Done, {}};
    const bool ended = isTerminal(status.phase);
    const QString why = Texts::reason(status);
    return {ended ? State::Failed : State::Busy, why.isEmpty() ? Texts::phase(status.phase) : why};
}

GuideStepState Guide::dataState() const
{
    const Transfer* transfer = workbench_.transfers.find(workbench_.workspace.project() + "/" + dataset_name);
    if (transfer && transfer->error)
        return {State::Failed, explain(*transfer->error)};
    if (transfer)
        return {State::Busy,
                tr("%1 of %2 files")
                    .arg(Texts::count(static_cast<std::int64_t>(transfer->progress.files_done)),
                         Texts::count(static_cast<std::int64_t>(transfer->progress.files_total)))};
    return {State::Ready, {}};
}

GuideStepState Guide::state(GuideStep step) const
{
    if (memory_.done.contains(step))
        return {State::Done, {}};
    if (const auto error = errors_.find(step); error != errors_.end())
        return {State::Failed, explain(error->second)};
    const auto done = [this](GuideStep before) { return memory_.done.contains(before); };
    switch (step) {
    case GuideStep::Environment:
        return workloadState(step, environment(), Phase::Running);
    case GuideStep::Data:
        return done(GuideStep::Environment) ? dataState() : GuideStepState{};
    case GuideStep::Train:
        return done(GuideStep::Data) ? workloadState(step, job(), Phase::Succeeded) : GuideStepState{};
    case GuideStep::Charts: {
        const ItemPtr training = job();
        const bool began = training && training->workload().started_at;
        return {began ? State::Ready : State::Later, {}};
    }
    case GuideStep::Model:
        return {job() && !job()->workload().models.empty() ? State::Ready : State::Later, {}};
    case GuideStep::Release: {
        const ItemPtr made = environment();
        const bool stopping = made && made->workload().phase == Phase::Stopping;
        return {stopping                                                         ? State::Busy
                : made && done(GuideStep::Environment) && done(GuideStep::Train) ? State::Ready
                                                                                 : State::Later,
                {}};
    }
    }
    return {};
}

void Guide::start(GuideStep step)
{
    errors_.erase(step);
    switch (step) {
    case GuideStep::Environment:
        return createEnvironment();
    case GuideStep::Data:
        return sendData();
    case GuideStep::Train:
        return launchTraining();
    case GuideStep::Charts:
        markDone(step);
        Q_EMIT chartsRequested(workbench_.workspace.project() + "/" + memory_.job);
        return;
    case GuideStep::Model:
        markDone(step);
        Q_EMIT modelRequested(workbench_.workspace.project() + "/" + memory_.job);
        return;
    case GuideStep::Release:
        if (const ItemPtr made = environment())
            environments_.release(made->resource, nullptr);
    }
}

void Guide::failed(GuideStep step, const Error& error)
{
    busy_.erase(step);
    errors_[step] = error;
    Q_EMIT changed();
}

void Guide::create(GuideStep step, Resource resource, std::function<void()> made)
{
    busy_.insert(step);
    Q_EMIT changed();
    calls_.start<Resource>(
        [&](Answer<Resource> done) {
            return workbench_.workspace.session().create(resource, Session::DryRun::No, std::move(done));
        },
        [this, step, made = std::move(made)](Result<Resource> answer) {
            if (!answer)
                return failed(step, answer.error());
            busy_.erase(step);
            workbench_.workspace.adopt(*answer);
            made();
            keep();
        });
}

void Guide::createEnvironment()
{
    if (const ItemPtr made = environment()) {
        environments_.resume(made->resource);
        return;
    }
    const Workspace& workspace = workbench_.workspace;
    EnvironmentSpec spec;
    spec.flavor = flavorWithRoom(workspace);
    spec.image = firstImage(workspace);
    Resource resource;
    resource.kind = Kind::Environment;
    resource.project = workspace.project();
    resource.name = unusedName(workspace, Kind::Environment, "first-steps");
    resource.spec = dumpJson(write(spec));
    create(GuideStep::Environment, resource, [this, name = resource.name] { memory_.environment = name; });
}

void Guide::sendData()
{
    DatasetUploadOptions options;
    options.folder = sample_->data;
    options.project = workbench_.workspace.project();
    options.name = dataset_name;
    options.task = "image-classification";
    options.description = "Handwritten digits";
    workbench_.transfers.start(std::move(options));
    Q_EMIT changed();
}

void Guide::launchTraining()
{
    memory_.job.clear();  // One that failed stays in the list of jobs.
    sendCode(*sample_);
}

void Guide::sendCode(const Sample& sample)
{
    busy_.insert(GuideStep::Train);
    Q_EMIT changed();
    const std::string project = workbench_.workspace.project();
    calls_.start<std::string>(
        [&](Answer<std::string> done) {
            return uploadCode(workbench_.workspace.session(), sample.code, project, std::move(done));
        },
        [this, project](Result<std::string> digest) {
            if (!digest)
                return failed(GuideStep::Train, digest.error());
            const Workspace& workspace = workbench_.workspace;
            JobSpec spec;
            spec.command = "python3 train.py";
            spec.flavor = flavorWithRoom(workspace);
            spec.image = firstImage(workspace);
            spec.datasets = {dataset_name};
            spec.params = {{"pause_ms", "8"}};  // So that its charts can be watched.
            spec.code.folder_sha256 = std::move(*digest);
            Resource resource;
            resource.kind = Kind::Job;
            resource.project = project;
            resource.name = unusedName(workspace, Kind::Job, "digits");
            resource.spec = dumpJson(write(spec));
            create(GuideStep::Train, resource, [this, name = resource.name] { memory_.job = name; });
        });
}

}  // namespace slipway
