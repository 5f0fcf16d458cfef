// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/job_origins.h"

#include "core/resources/template_spec.h"
#include "ui/parts/forms/flavor_box.h"
#include "ui/parts/names.h"
#include "ui/session/workspace.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t most_jobs = 10;

}  // namespace

JobOriginBox::JobOriginBox(Workbench& workbench, const ItemPtr& like, QWidget* parent) : QComboBox(parent)
{
    Workspace& workspace = workbench.workspace;
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    if (const auto last = recallLastJob(workbench.settings, placeOf(workspace)))
        add({JobOrigin::Kind::Last, last->job.name, readItem(last->job)->specAs<JobSpec>(), last->folder});
    for (const ItemPtr& item : workspace.projectItems(Kind::Template))
        add({JobOrigin::Kind::Template, item->resource.name, item->specAs<TemplateSpec>().job, {}});
    auto jobs = workspace.projectItems(Kind::Job);
    const std::size_t newest = std::min(most_jobs, jobs.size());
    std::partial_sort(
        jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(newest), jobs.end(),
        [](const ItemPtr& a, const ItemPtr& b) { return a->resource.created > b->resource.created; });
    jobs.resize(newest);
    const auto is_it = [&](const ItemPtr& job) { return job->resource.name == like->resource.name; };
    if (like && like->resource.kind == Kind::Job && std::none_of(jobs.begin(), jobs.end(), is_it))
        jobs.insert(jobs.begin(), like);
    for (const ItemPtr& job : jobs)
        add({JobOrigin::Kind::Job, job->resource.name, job->specAs<JobSpec>(), {}});
    JobSpec fresh;
    fresh.flavor = suggestedFlavor(workspace);
    add({JobOrigin::Kind::Nothing, "job-1", fresh, {}});
    const bool is_template = like && like->resource.kind == Kind::Template;
    const JobOrigin::Kind kind = is_template ? JobOrigin::Kind::Template : JobOrigin::Kind::Job;
    for (std::size_t i = 0; like && i < origins_.size(); ++i)
        if (origins_[i].kind == kind && origins_[i].name == like->resource.name)
            setCurrentIndex(static_cast<int>(i));
    if (!like && origins_.front().kind != JobOrigin::Kind::Last)
        setCurrentIndex(count() - 1);
    retranslate();
}

void JobOriginBox::add(JobOrigin origin)
{
    origin.spec.stopped = false;
    origins_.push_back(std::move(origin));
    addItem(QString());
}

const JobOrigin& JobOriginBox::origin() const
{
    return origins_[static_cast<std::size_t>(std::max(0, currentIndex()))];
}

QString JobOriginBox::text(const JobOrigin& origin)
{
    const QString name = QString::fromStdString(origin.name);
    switch (origin.kind) {
    case JobOrigin::Kind::Last:
        return tr("What you launched last: %1").arg(name);
    case JobOrigin::Kind::Template:
        return tr("Template %1").arg(name);
    case JobOrigin::Kind::Job:
        return tr("Job %1").arg(name);
    case JobOrigin::Kind::Nothing:
        return tr("An empty form");
    }
    return {};
}

QString JobOriginBox::originText() const
{
    return origin().kind == JobOrigin::Kind::Nothing ? QString() : QString::fromStdString(origin().name);
}

void JobOriginBox::retranslate()
{
    for (std::size_t i = 0; i < origins_.size(); ++i)
        setItemText(static_cast<int>(i), text(origins_[i]));
}

}  // namespace slipway
