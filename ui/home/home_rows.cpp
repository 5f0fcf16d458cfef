// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_rows.h"

#include "ui/environments/environment_actions.h"
#include "ui/jobs/job_actions.h"
#include "ui/parts/prices.h"
#include "ui/parts/texts.h"
#include "ui/parts/tone.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::hours failures_stay{72};
constexpr qsizetype most_recent = 6;
/// So many that wait are told what would help; nobody reads on.
constexpr qsizetype most_told = 50;
/// Below this it cannot be told from a pause between two steps.
constexpr std::chrono::seconds told_idle{60};

std::string holderOf(const Item& item)
{
    return item.resource.project + "/" + std::string(info(item.resource.kind).plural) + "/" +
           item.resource.name;
}

bool isWorkload(const Item& item)
{
    return item.resource.kind == Kind::Environment || item.resource.kind == Kind::Job;
}

bool waits(const Item& item)
{
    const Phase phase = item.workload().phase;
    return phase == Phase::Pending || phase == Phase::Queued;
}

bool hasFailed(const Item& item)
{
    const Phase phase = item.workload().phase;
    return phase == Phase::Failed || phase == Phase::Lost;
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString firstLine(const QString& text)
{
    return text.section(QLatin1Char('\n'), 0, 0).trimmed();
}

}  // namespace

Timestamp lastChange(const Item& item)
{
    Timestamp last = item.resource.created;
    if (isWorkload(item)) {
        last = std::max(last, item.workload().started_at.value_or(last));
        last = std::max(last, item.workload().ended_at.value_or(last));
    }
    return last;
}

HomeRowBuilder::HomeRowBuilder(const Workspace& workspace, const Pins& pins, const IdleWatch& idle,
                               const std::vector<QueueEntry>& queue, Timestamp now)
    : workspace_(workspace),
      pins_(pins),
      idle_(idle),
      queue_(queue),
      now_(now),
      outlook_(workspace),
      use_(measuredUse(workspace))
{
}

HomeRows HomeRowBuilder::build(const std::vector<ItemPtr>& mine) const
{
    HomeRows rows;
    std::vector<ItemPtr> others;
    std::vector<ItemPtr> failures;
    for (const ItemPtr& item : mine) {
        if (!isWorkload(*item))
            others.push_back(item);
        else if (waits(*item))
            rows.waiting << (rows.waiting.size() < most_told ? waiting(*item) : row(*item));
        else if (!isTerminal(item->workload().phase))
            addRunning(rows, *item);
        else if (hasFailed(*item) && now_ - lastChange(*item) < failures_stay &&
                 !pins_.isDismissed(item->resource.id))
            failures.push_back(item);
        else
            others.push_back(item);
    }
    const auto newer = [](const ItemPtr& a, const ItemPtr& b) { return lastChange(*a) > lastChange(*b); };
    std::stable_sort(failures.begin(), failures.end(), newer);
    for (const ItemPtr& item : failures)
        rows.failed << failed(*item);
    std::stable_sort(others.begin(), others.end(), newer);
    for (const ItemPtr& item : others)
        if (rows.recent.size() < most_recent &&
            !pins_.contains({item->resource.kind, itemKey(item->resource)}))
            rows.recent << recent(*item);
    rows.pinned = pinned();
    return rows;
}

void HomeRowBuilder::addRunning(HomeRows& rows, const Item& item) const
{
    rows.running << running(item);
    if (const auto since = idle_.idleSince(holderOf(item)); since && item.workload().phase == Phase::Running)
        rows.idle << idle(item, *since);
}

HomeRow HomeRowBuilder::row(const Item& item) const
{
    HomeRow row;
    row.kind = item.resource.kind;
    row.item = itemKey(item.resource);
    row.name = QString::fromStdString(item.resource.name);
    const bool pinned = pins_.contains({row.kind, row.item});
    if (item.resource.deleting) {
        row.word = tr("Deleting");
    } else if (isWorkload(item)) {
        row.tone = toneOf(item.workload().phase);
        row.word = Texts::phase(item.workload().phase);
    } else {
        row.tone = toneOfDataset(item.statusAs<DatasetStatus>().phase);
        row.word = Texts::datasetPhase(item.statusAs<DatasetStatus>().phase);
    }
    row.tooltip = Texts::absolute(lastChange(item));
    row.actions = {pinned ? RowAction::Unpin : RowAction::Pin};
    return row;
}

QString HomeRowBuilder::gpusOf(const Item& item) const
{
    const auto held = static_cast<std::int64_t>(item.workload().gpus.size());
    return held > 0 ? Texts::gpus(held) : QString();
}

HomeRow HomeRowBuilder::running(const Item& item) const
{
    HomeRow made = row(item);
    const bool is_job = item.resource.kind == Kind::Job;
    const std::string& flavor =
        is_job ? item.specAs<JobSpec>().flavor : item.specAs<EnvironmentSpec>().flavor;
    const QString project = item.resource.project == workspace_.project()
                                ? QString()
                                : tr("in %1").arg(QString::fromStdString(item.resource.project));
    const bool runs = item.workload().phase == Phase::Running;
    const QString kind = is_job ? tr("Job") : tr("Environment");
    const auto ran = Texts::ran(item.workload(), now_);
    const QString cost = Prices::soFar(Prices::ofWorkload(workspace_, item), ran);
    made.note = runs ? joined({kind, QString::fromStdString(flavor), gpusOf(item), project, cost})
                     : joined({kind, firstLine(Texts::reason(item.workload()))});
    if (runs)
        made.amount = Texts::duration(ran);
    if (const auto use = use_.find(holderOf(item)); use != use_.end())
        made.use = use->second;
    if (item.workload().started_at)
        made.tooltip = tr("Started %1").arg(Texts::absolute(*item.workload().started_at));
    if (is_job && JobActions::canStop(item.workload().phase))
        made.actions.prepend(RowAction::Stop);
    if (!is_job && EnvironmentActions::canRelease(item.workload().phase))
        made.actions.prepend(RowAction::Release);
    return made;
}

const QueueEntry* HomeRowBuilder::place(const Item& item) const
{
    const auto found = std::find_if(queue_.begin(), queue_.end(), [&](const QueueEntry& entry) {
        const bool is_job = entry.kind == "Job" || entry.kind == "jobs";
        return entry.project == item.resource.project && entry.name == item.resource.name &&
               is_job == (item.resource.kind == Kind::Job);
    });
    return found == queue_.end() ? nullptr : &*found;
}

HomeRow HomeRowBuilder::waiting(const Item& item) const
{
    HomeRow made = row(item);
    QString start;
    if (const QueueEntry* entry = place(item)) {
        made.amount = entry->position == 1 ? tr("First in line") : tr("Place %1").arg(entry->position);
        made.amount_note = Texts::duration(std::chrono::duration_cast<std::chrono::seconds>(
            std::max(now_ - entry->since, std::chrono::milliseconds(0))));
        start = WaitOutlook::start(*entry, now_);
    }
    made.note = joined({start, firstLine(Texts::reason(item.workload()))});
    made.advice = outlook_.help(item);
    made.tooltip = QString::fromStdString(item.workload().message);
    made.actions.prepend(item.resource.kind == Kind::Job ? RowAction::Stop : RowAction::Release);
    return made;
}

HomeRow HomeRowBuilder::failed(const Item& item) const
{
    HomeRow made = row(item);
    made.note = joined({Texts::ago(lastChange(item), now_), firstLine(Texts::reason(item.workload()))});
    made.actions = {RowAction::Log};
    if (item.resource.kind == Kind::Job)
        made.actions << RowAction::Again;
    made.actions << RowAction::Dismiss;
    return made;
}

HomeRow HomeRowBuilder::idle(const Item& item, Timestamp since) const
{
    HomeRow made = row(item);
    made.tone = StatusTone::Idle;
    made.word = tr("Idle");
    const auto quiet = std::chrono::duration_cast<std::chrono::seconds>(now_ - since);
    made.note = joined(
        {gpusOf(item),
         quiet < told_idle ? tr("unused now") : tr("unused for at least %1").arg(Texts::duration(quiet)),
         Prices::perHour(Prices::ofWorkload(workspace_, item))});
    made.tooltip = tr("Watched from this window since %1.").arg(Texts::absolute(since));
    made.actions = {item.resource.kind == Kind::Job ? RowAction::Stop : RowAction::Release};
    return made;
}

HomeRow HomeRowBuilder::recent(const Item& item) const
{
    HomeRow made = row(item);
    const QString age = Texts::ago(lastChange(item), now_);
    const std::size_t models = isWorkload(item) ? item.workload().models.size() : 0;
    switch (item.resource.kind) {
    case Kind::Environment:
        made.note = joined({tr("Environment"), age});
        if (EnvironmentActions::canResume(item.workload().phase))
            made.actions.prepend(RowAction::Resume);
        break;
    case Kind::Job:
        made.note = joined({models == 0   ? tr("Job")
                            : models == 1 ? tr("Job · 1 model")
                                          : tr("Job · %1 models").arg(static_cast<qulonglong>(models)),
                            age});
        break;
    default:
        made.note =
            joined({tr("Dataset"),
                    Texts::bytes(static_cast<std::uint64_t>(item.specAs<DatasetSpec>().size_bytes)), age});
    }
    return made;
}

QList<HomeRow> HomeRowBuilder::pinned() const
{
    QList<HomeRow> rows;
    for (const Pins::Pin& pin : pins_.all()) {
        const ItemPtr item = workspace_.find(pin.kind, pin.key);
        if (item)
            rows << recent(*item);
    }
    return rows;
}

}  // namespace slipway
