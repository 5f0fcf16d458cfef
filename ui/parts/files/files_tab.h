// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/files/file_store.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/pending_calls.h"
#include "widgets/table/table_row.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace slipway {

class ElidedLabel;
class ErrorBanner;
class FilePreview;
class FilterField;
class KeyedTableModel;
class StatePane;
class TableView;
class TransferList;

/// The files of one environment or job: looked through, looked into, taken and brought.
///
/// Of an environment its home, of a job the working directory of its latest attempt and its outputs. Return
/// goes into a folder, Backspace out of it, F2 renames, Delete deletes; files are brought by dropping them
/// here.
class FilesTab : public QWidget {
    Q_OBJECT
public:
    explicit FilesTab(Workbench& workbench, QWidget* parent = nullptr);
    ~FilesTab() override;

    /// Another item, or the same one changed.
    void show(const ItemPtr& item);
    using QWidget::show;

    /// Goes to this folder of the place that is chosen.
    void go(const std::string& directory);
    void upload(const QStringList& files);
    /// Saves a file of this folder at a place of this computer.
    void download(const QString& name, const QString& to);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Place { Home, Work, Outputs };

    void buildTools(QHBoxLayout& tools);
    void retranslate();
    void offerPlaces();
    std::shared_ptr<const FileStore> makeStore(Place place) const;
    void ask();
    void taken(const Result<FileListing>& listing);
    void fill();
    TableRow row(const FileItem& item) const;
    void refresh();
    void refreshPlaceholder();
    void openRow(const QString& key);
    void changeSelection();
    const FileItem* find(const QString& name) const;
    std::vector<FileItem> selection() const;
    std::string pathOf(const std::string& name) const;
    QString whyReadOnly() const;
    void askForUploads();
    void askForDownload();
    void rename();
    void makeFolder();
    void askName(const QString& title, const QString& name, std::function<void(const std::string&)> named);
    void remove();
    void run(std::function<Result<void>(TransferGate&)> work);

    Workbench& workbench_;
    QComboBox* place_;
    QToolButton* up_;
    ElidedLabel* path_;
    FilterField* filter_;
    QPushButton* download_;
    QPushButton* upload_;
    QPushButton* more_;
    QToolButton* refresh_;
    ErrorBanner* banner_;
    TableView* table_;
    KeyedTableModel* model_;
    StatePane* pane_;
    FilePreview* preview_;
    TransferList* transfers_;
    ItemPtr item_;
    std::shared_ptr<const FileStore> store_;
    std::string directory_;
    FileListing listing_;
    enum class Step { Unasked, Asking, Listed, Failed } step_ = Step::Unasked;
    Error trouble_;
    PendingCalls calls_;
    QTimer again_;  ///< Lists once more after it failed.
};

}  // namespace slipway
