// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/files/file_store.h"
#include "ui/session/workspace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>

namespace slipway {

/// One file on its way.
struct FileTransfer {
    enum class Direction { Download, Upload } direction = Direction::Download;
    QString name;        ///< As people know it.
    QString local_file;  ///< Where it comes from or goes to on this computer.
    std::string path;    ///< On the platform.
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;  ///< 0 while it is not known.
    double bytes_per_second = 0;
    std::optional<Error> error;  ///< Set when it ended without success; it can be tried again.
};

/// Files that go up or down in the background while the window does other things.
class FileTransfers : public QObject {
    Q_OBJECT
public:
    explicit FileTransfers(Workspace& workspace, QObject* parent = nullptr);
    ~FileTransfers() override;

    using Store = std::shared_ptr<const FileStore>;
    int download(Store store, const std::string& path, std::uint64_t size_bytes, const QString& to);
    int upload(Store store, const QString& file, const std::string& path, FileStore::Existing existing);
    void retry(int id);
    /// Ends it, or takes a failed one off the list.
    void cancel(int id);

    /// In progress or failed, oldest first.
    const std::map<int, FileTransfer>& all() const { return transfers_; }

Q_SIGNALS:
    void changed();
    void finished(const slipway::FileTransfer& transfer);
    void failed(int id, const slipway::FileTransfer& transfer);

private:
    struct Plan {
        Store store;
        FileStore::Existing existing = FileStore::Existing::Replaced;
    };
    struct Running {
        CallHandle call;
        QElapsedTimer clock;
    };

    int add(FileTransfer transfer, Plan plan);
    void start(int id);
    void report(int id, std::uint64_t bytes);
    void end(int id, const Result<bool>& result);

    Workspace& workspace_;
    std::map<int, FileTransfer> transfers_;
    std::map<int, Plan> plans_;
    std::map<int, Running> running_;
    int last_ = 0;
};

}  // namespace slipway
