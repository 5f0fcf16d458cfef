// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/transfers.h"

namespace slipway {

Transfers::Transfers(Workspace& workspace, QObject* parent) : QObject(parent), workspace_(workspace) {}

Transfers::~Transfers() = default;

void Transfers::start(DatasetUploadOptions options)
{
    Transfer transfer;
    transfer.options = std::move(options);
    const std::string key = transfer.key();
    if (running_.contains(key))
        return;
    Running& running = running_[key];
    running.clock.start();
    running.upload = std::make_unique<DatasetUpload>(
        workspace_.session(), transfer.options,
        [this, key](UploadProgress progress) { report(key, progress); },
        [this, key](Result<Resource> result) { end(key, std::move(result)); });
    transfers_[key] = std::move(transfer);
    Q_EMIT changed(key);
}

void Transfers::retry(const std::string& key)
{
    if (const Transfer* transfer = find(key); transfer && transfer->error)
        start(DatasetUploadOptions(transfer->options));
}

void Transfers::cancel(const std::string& key)
{
    running_.erase(key);
    transfers_.erase(key);
    Q_EMIT changed(key);
}

const Transfer* Transfers::find(const std::string& key) const
{
    const auto found = transfers_.find(key);
    return found == transfers_.end() ? nullptr : &found->second;
}

void Transfers::report(const std::string& key, const UploadProgress& progress)
{
    const auto transfer = transfers_.find(key);
    const auto running = running_.find(key);
    if (transfer == transfers_.end() || running == running_.end())
        return;
    // The rate counts from the first report, so that bytes sent by an earlier try do not flatter it.
    if (!running->second.measured) {
        running->second.measured = true;
        running->second.first_bytes = progress.bytes_done;
        running->second.clock.restart();
    } else if (const auto elapsed = running->second.clock.elapsed(); elapsed > 0) {
        const auto sent = static_cast<double>(progress.bytes_done - running->second.first_bytes);
        transfer->second.bytes_per_second = sent * 1000.0 / static_cast<double>(elapsed);
    }
    transfer->second.progress = progress;
    Q_EMIT changed(key);
}

void Transfers::end(const std::string& key, Result<Resource> result)
{
    const auto transfer = transfers_.find(key);
    if (transfer == transfers_.end())
        return;
    const auto ended = running_.extract(key);
    if (!result) {
        transfer->second.error = result.error();
        Q_EMIT changed(key);
        Q_EMIT failed(key, result.error());
        return;
    }
    transfers_.erase(transfer);
    workspace_.adopt(*result);
    Q_EMIT changed(key);
    Q_EMIT finished(*result);
}

}  // namespace slipway
