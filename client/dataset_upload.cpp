// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/dataset_upload.h"

#include "client/transfer/dataset_record.h"
#include "client/transfer/folder_sender.h"
#include "client/transfer/transfer_gate.h"

#include <fmt/format.h>

#include <atomic>
#include <thread>

namespace slipway {
namespace {

/// What the caller gave; owned by the upload, so that nothing is called once it is gone.
struct UploadCallbacks {
    std::function<void(UploadProgress)> on_progress;
    Answer<Resource> on_done;
};

}  // namespace

class DatasetUpload::Impl {
public:
    Impl(const Session& session, DatasetUploadOptions options, UploadCallbacks callbacks)
        : options_(std::move(options)),
          callbacks_(std::make_shared<const UploadCallbacks>(std::move(callbacks))),
          gate_(session.transport()),
          thread_([this] { run(); })
    {
    }

    ~Impl()
    {
        callbacks_.reset();
        gate_.close();
        thread_.join();
    }

    void cancel() { gate_.close(); }

private:
    void run()
    {
        auto done = upload();
        gate_.executor()([weak = weak_callbacks_, done = std::move(done)]() mutable {
            if (const auto callbacks = weak.lock(); callbacks && callbacks->on_done)
                callbacks->on_done(std::move(done));
        });
    }

    Result<Resource> upload()
    {
        const auto scan = scanFolder(options_.folder, [this] { return gate_.closed(); });
        if (!scan)
            return propagate(scan);
        if (scan->files.empty())
            return fail(ErrorCode::InvalidArgument,
                        fmt::format("The folder {} holds no files to upload. Hidden files are left out.",
                                    options_.folder.string()),
                        "empty-folder", "folder");
        DatasetRecord record(gate_, options_);
        auto place = record.open();
        if (!place)
            return propagate(place);
        FolderSender sender(gate_, options_, *scan, std::move(*place));
        if (auto sent = sender.send([&] { report(sender.progress()); }); !sent)
            return propagate(sent);
        report(sender.progress());
        if (auto verified = sender.verify(); !verified)
            return propagate(verified);
        return record.seal(scan->files.size(), scan->size_bytes);
    }

    /// At most one report waits on the executor, which then reads the newest numbers.
    void report(UploadProgress progress)
    {
        if (progress.files_done == last_.files_done && progress.bytes_done == last_.bytes_done)
            return;
        last_ = progress;
        gate_.executor()([weak = weak_callbacks_, progress] {
            if (const auto callbacks = weak.lock(); callbacks && callbacks->on_progress)
                callbacks->on_progress(progress);
        });
    }

    const DatasetUploadOptions options_;
    std::shared_ptr<const UploadCallbacks> callbacks_;
    const std::weak_ptr<const UploadCallbacks> weak_callbacks_ = callbacks_;
    UploadProgress last_;
    TransferGate gate_;
    std::thread thread_;
};

DatasetUpload::DatasetUpload(const Session& session, DatasetUploadOptions options,
                             std::function<void(UploadProgress)> on_progress, Answer<Resource> on_done)
    : impl_(std::make_unique<Impl>(session, std::move(options),
                                   UploadCallbacks{std::move(on_progress), std::move(on_done)}))
{
}

DatasetUpload::~DatasetUpload() = default;

void DatasetUpload::cancel()
{
    impl_->cancel();
}

}  // namespace slipway
