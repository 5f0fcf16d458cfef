// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/file_transfers.h"

#include "client/files/background_work.h"
#include "ui/session/on_gui_thread.h"

#include <QFileInfo>

#include <algorithm>
#include <filesystem>

namespace slipway {

namespace {

constexpr qint64 report_interval_ms = 100;

}  // namespace

FileTransfers::FileTransfers(Workspace& workspace, QObject* parent) : QObject(parent), workspace_(workspace)
{
}

FileTransfers::~FileTransfers() = default;

int FileTransfers::download(Store store, const std::string& path, std::uint64_t size_bytes, const QString& to)
{
    FileTransfer transfer;
    transfer.direction = FileTransfer::Direction::Download;
    transfer.name = QString::fromStdString(path.substr(path.rfind('/') + 1));
    transfer.local_file = to;
    transfer.path = path;
    transfer.bytes_total = size_bytes;
    return add(std::move(transfer), {std::move(store), FileStore::Existing::Replaced});
}

int FileTransfers::upload(Store store, const QString& file, const std::string& path,
                          FileStore::Existing existing)
{
    FileTransfer transfer;
    transfer.direction = FileTransfer::Direction::Upload;
    transfer.name = QFileInfo(file).fileName();
    transfer.local_file = file;
    transfer.path = path;
    transfer.bytes_total = static_cast<std::uint64_t>(QFileInfo(file).size());
    return add(std::move(transfer), {std::move(store), existing});
}

int FileTransfers::add(FileTransfer transfer, Plan plan)
{
    const int id = ++last_;
    transfers_[id] = std::move(transfer);
    plans_[id] = std::move(plan);
    start(id);
    return id;
}

void FileTransfers::start(int id)
{
    FileTransfer& transfer = transfers_.at(id);
    transfer.error.reset();
    transfer.bytes_done = 0;
    transfer.bytes_per_second = 0;
    Running& running = running_[id];
    running.clock.start();
    const auto work = [plan = plans_.at(id), transfer, deliver = onGuiThread(this), this,
                       id](TransferGate& gate) -> Result<bool> {
        QElapsedTimer since_report;
        since_report.start();
        const auto progress = [&](std::uint64_t sent, std::uint64_t received) {
            if (since_report.elapsed() < report_interval_ms)
                return;
            since_report.restart();
            deliver([this, id, bytes = std::max(sent, received)] { report(id, bytes); });
        };
        const std::filesystem::path file = transfer.local_file.toStdString();
        const bool up = transfer.direction == FileTransfer::Direction::Upload;
        const auto done = up ? plan.store->upload(gate, file, transfer.path, plan.existing, progress)
                             : plan.store->download(gate, transfer.path, file, progress);
        return done ? Result<bool>(true) : Result<bool>(propagate(done));
    };
    running.call = startWork<bool>(workspace_.session(), work,
                                   [this, id](const Result<bool>& result) { end(id, result); });
    Q_EMIT changed();
}

void FileTransfers::report(int id, std::uint64_t bytes)
{
    const auto transfer = transfers_.find(id);
    const auto running = running_.find(id);
    if (transfer == transfers_.end() || running == running_.end())
        return;
    transfer->second.bytes_done = bytes;
    if (const auto elapsed = running->second.clock.elapsed(); elapsed > 0)
        transfer->second.bytes_per_second =
            static_cast<double>(bytes) * 1000.0 / static_cast<double>(elapsed);
    Q_EMIT changed();
}

void FileTransfers::end(int id, const Result<bool>& result)
{
    const auto ended = running_.extract(id);
    const auto found = transfers_.find(id);
    if (found == transfers_.end())
        return;
    if (!result) {
        found->second.error = result.error();
        const FileTransfer transfer = found->second;
        Q_EMIT changed();
        Q_EMIT failed(id, transfer);
        return;
    }
    const FileTransfer transfer = found->second;
    transfers_.erase(found);
    plans_.erase(id);
    Q_EMIT changed();
    Q_EMIT finished(transfer);
}

void FileTransfers::retry(int id)
{
    if (const auto found = transfers_.find(id); found != transfers_.end() && found->second.error)
        start(id);
}

void FileTransfers::cancel(int id)
{
    running_.erase(id);
    plans_.erase(id);
    if (transfers_.erase(id) > 0)
        Q_EMIT changed();
}

}  // namespace slipway
