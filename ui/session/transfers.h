// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/dataset_upload.h"
#include "ui/session/workspace.h"

#include <QElapsedTimer>
#include <QObject>

#include <map>
#include <memory>
#include <string>

namespace slipway {

/// A dataset on its way to the platform.
struct Transfer {
    DatasetUploadOptions options;
    UploadProgress progress;
    double bytes_per_second = 0;
    std::optional<Error> error;  ///< Set when it ended without success; it can be retried.

    std::string key() const { return options.project + "/" + options.name; }
};

/// Uploads that go on in the background while the window does other things.
class Transfers : public QObject {
    Q_OBJECT
public:
    explicit Transfers(Workspace& workspace, QObject* parent = nullptr);
    ~Transfers() override;

    /// Starts an upload, or takes an interrupted one of that name up again.
    void start(DatasetUploadOptions options);
    void retry(const std::string& key);
    void cancel(const std::string& key);

    /// In progress or failed; by "project/name".
    const std::map<std::string, Transfer>& all() const { return transfers_; }
    const Transfer* find(const std::string& key) const;

Q_SIGNALS:
    void changed(const std::string& key);
    void finished(const slipway::Resource& dataset);
    void failed(const std::string& key, const slipway::Error& error);

private:
    void report(const std::string& key, const UploadProgress& progress);
    void end(const std::string& key, Result<Resource> result);

    struct Running {
        std::unique_ptr<DatasetUpload> upload;
        QElapsedTimer clock;
        std::uint64_t first_bytes = 0;
        bool measured = false;
    };
    Workspace& workspace_;
    std::map<std::string, Transfer> transfers_;
    std::map<std::string, Running> running_;
};

}  // namespace slipway
