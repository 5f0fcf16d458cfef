// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/texts.h"

#include "core/resources/object_store.h"
#include "ui/session/explain.h"
#include "ui/session/workspace.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace slipway {

QString Texts::phase(Phase phase)
{
    switch (phase) {
    case Phase::Pending:
        return tr("Pending");
    case Phase::Queued:
        return tr("Waiting");
    case Phase::Starting:
        return tr("Starting");
    case Phase::Running:
        return tr("Running");
    case Phase::Stopping:
        return tr("Stopping");
    case Phase::Released:
        return tr("Released");
    case Phase::Succeeded:
        return tr("Succeeded");
    case Phase::Failed:
        return tr("Failed");
    case Phase::Stopped:
        return tr("Stopped");
    case Phase::Lost:
        return tr("Lost");
    }
    return {};
}

QString Texts::notUnderstood()
{
    return tr("Unknown");
}

QString Texts::whyNotUnderstood()
{
    return tr("The server says something of it that this version of the workbench does not know. Update the "
              "workbench to see it.");
}

QString Texts::datasetPhase(const std::string& phase)
{
    if (phase == "Ready")
        return tr("Ready");
    if (phase == "Uploading")
        return tr("Uploading");
    return QString::fromStdString(phase);
}

QString Texts::datasetTask(const std::string& task)
{
    if (task == "text-classification")
        return tr("Text classification");
    if (task == "image-classification")
        return tr("Image classification");
    if (task == "detection")
        return tr("Detection");
    if (task == "speech")
        return tr("Speech");
    if (task == "tabular")
        return tr("Tabular");
    if (task == "other")
        return tr("Other");
    return QString::fromStdString(task);
}

QString Texts::gpus(std::int64_t count)
{
    if (count == 0)
        return tr("No GPU");
    return count == 1 ? tr("1 GPU") : tr("%1 GPUs").arg(count);
}

QString Texts::heldGpus(const std::vector<std::string>& ids, bool simulated)
{
    QStringList names;
    for (const std::string& id : ids)
        names << QString::fromStdString(id);
    const QString text = names.join(QStringLiteral(", "));
    return simulated && !text.isEmpty() ? tr("%1 (simulated)").arg(text) : text;
}

QString Texts::image(const std::string& name, const ImageSpec& spec)
{
    const QString text = QString::fromStdString(name);
    return spec.description.empty() ? text : tr("%1: %2").arg(text, QString::fromStdString(spec.description));
}

QString Texts::datasetStores(const DatasetStatus& status)
{
    QStringList stores{QString::fromStdString(storeName(status.store))};
    for (const DatasetCopy& copy : status.copies) {
        const QString name = QString::fromStdString(copy.store);
        if (copy.phase == "Ready")
            stores.append(name);
        else if (copy.phase == "Deleting")
            stores.append(tr("%1 (being deleted)").arg(name));
        else if (!copy.message.empty())
            stores.append(tr("%1 (cannot be copied there now)").arg(name));
        else
            stores.append(tr("%1 (%2 files copied)").arg(name, count(copy.files)));
    }
    return stores.join(QStringLiteral(", "));
}

QString Texts::cluster(const std::string& name, const ClusterSpec& spec, const ClusterStatus& status)
{
    const QString what = status.engine == "local" ? tr("this server's machine") : tr("Kubernetes");
    const QString text = tr("%1: %2, %3").arg(QString::fromStdString(name), what, gpus(status.gpus));
    return spec.paused ? tr("%1, takes nothing new").arg(text) : text;
}

QString Texts::clusterOf(const Workspace& workspace, const WorkloadStatus& status, const std::string& wanted)
{
    if (workspace.items(Kind::Cluster).size() < 2)
        return {};
    return QString::fromStdString(status.cluster.empty() ? wanted : status.cluster);
}

QString Texts::flavor(const std::string& name, const FlavorSpec& spec)
{
    const QString cpus = spec.cpus == 1 ? tr("1 CPU") : tr("%1 CPUs").arg(spec.cpus);
    const QString text =
        tr("%1: %2, %3, %4")
            .arg(QString::fromStdString(name), cpus, bytes(spec.memory.count()), gpus(spec.gpus));
    return spec.disk.count() > 0 ? tr("%1, %2 of disk").arg(text, bytes(spec.disk.count())) : text;
}

QString Texts::duration(std::optional<std::chrono::seconds> duration)
{
    if (!duration)
        return QStringLiteral("—");
    const auto seconds = duration->count();
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 m").arg(seconds / 60);
    const auto hours = seconds / 3600;
    if (hours < 24) {
        const auto minutes = seconds % 3600 / 60;
        return minutes == 0 ? tr("%1 h").arg(hours)
                            : tr("%1 h %2 m").arg(hours).arg(minutes, 2, 10, QLatin1Char('0'));
    }
    return hours % 24 == 0 ? tr("%1 d").arg(hours / 24) : tr("%1 d %2 h").arg(hours / 24).arg(hours % 24);
}

QString Texts::ago(Timestamp time, Timestamp now)
{
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - time);
    if (age < std::chrono::seconds(5))
        return tr("now");
    return tr("%1 ago").arg(duration(age));
}

QString Texts::absolute(Timestamp time)
{
    const auto local = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count());
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString Texts::bytes(std::uint64_t count)
{
    return QString::fromStdString(Bytes(count).text());
}

QString Texts::count(std::int64_t count)
{
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(count));
}

QString Texts::reason(const WorkloadStatus& status)
{
    return explainReason(status.reason, status.message);
}

std::optional<std::chrono::seconds> Texts::ran(const WorkloadStatus& status, Timestamp now)
{
    if (!status.started_at)
        return std::nullopt;
    const auto end = status.ended_at && *status.ended_at >= *status.started_at ? *status.ended_at : now;
    return std::max(std::chrono::seconds(0),
                    std::chrono::duration_cast<std::chrono::seconds>(end - *status.started_at));
}

QString Texts::action(const std::string& action)
{
    if (action == "create")
        return tr("Created");
    if (action == "update")
        return tr("Changed");
    if (action == "delete")
        return tr("Deletion asked");
    if (action == "release")
        return tr("Release asked");
    if (action == "resume")
        return tr("Resume asked");
    if (action == "stop")
        return tr("Stop asked");
    if (action == "open")
        return tr("Jupyter opened");
    if (action == "queue")
        return tr("Queued");
    if (action == "prepare")
        return tr("Starting");
    if (action == "wait")
        return tr("Held up");
    if (action == "write-file")
        return tr("File uploaded");
    if (action == "move-file")
        return tr("File moved");
    if (action == "delete-file")
        return tr("File deleted");
    if (action == "make-directory")
        return tr("Folder made");
    if (action == "refused")
        return tr("Refused");
    if (action == "start")
        return tr("Started");
    if (action == "end")
        return tr("Ended");
    if (action == "released")
        return tr("Released");
    return QString::fromStdString(action);
}

QString Texts::notMember(const Workspace& workspace)
{
    if (workspace.isMember())
        return {};
    return tr("You are not a member of the project %1. Choose another one above, or ask its manager to add "
              "you.")
        .arg(QString::fromStdString(workspace.project()));
}

}  // namespace slipway
