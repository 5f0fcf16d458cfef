// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/files/files_tab.h"

#include "client/files/background_work.h"
#include "ui/parts/forms/confirm_dialog.h"
#include "ui/session/explain.h"
#include "ui/session/file_transfers.h"
#include "ui/session/settings.h"
#include "ui/session/workspace.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/table/table_view.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QKeyEvent>
#include <QMimeData>

namespace slipway {

void FilesTab::keyPressEvent(QKeyEvent* event)
{
    const bool may = whyReadOnly().isEmpty();
    if (event->key() == Qt::Key_Backspace && !directory_.empty()) {
        const std::size_t slash = directory_.rfind('/');
        return go(slash == std::string::npos ? std::string() : directory_.substr(0, slash));
    }
    if (event->key() == Qt::Key_F2 && may && selection().size() == 1 && store_->hasDirectories())
        return rename();
    if (event->key() == Qt::Key_Delete && may && !selection().empty())
        return remove();
    QWidget::keyPressEvent(event);
}

void FilesTab::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && whyReadOnly().isEmpty())
        event->acceptProposedAction();
}

void FilesTab::dropEvent(QDropEvent* event)
{
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            files << url.toLocalFile();
    event->acceptProposedAction();
    upload(files);
}

void FilesTab::upload(const QStringList& files)
{
    QStringList there;
    QStringList folders;
    QStringList wanted;
    for (const QString& file : files) {
        const QFileInfo info(file);
        if (!info.isFile())
            folders << info.fileName();
        else {
            wanted << file;
            if (find(info.fileName()))
                there << info.fileName();
        }
    }
    if (!folders.isEmpty())
        workbench_.toasts.show(tr("%1 is a folder. Bring files here, and folders as a dataset.")
                                   .arg(folders.join(QStringLiteral(", "))));
    const auto bring = [this, wanted, store = store_, directory = directory_](FileStore::Existing existing) {
        for (const QString& file : wanted) {
            const std::string name = QFileInfo(file).fileName().toStdString();
            workbench_.file_transfers.upload(store, file, directory.empty() ? name : directory + "/" + name,
                                             existing);
        }
    };
    if (there.isEmpty())
        return bring(FileStore::Existing::Kept);
    auto* dialog = new ConfirmDialog(
        [there] {
            return Confirmation{FilesTab::tr("Replace what is there?"),
                                FilesTab::tr("%1 is there already and would be replaced.")
                                    .arg(there.join(QStringLiteral(", "))),
                                FilesTab::tr("Everything else stays as it is."), FilesTab::tr("Replace")};
        },
        window());
    connect(dialog, &QDialog::accepted, this, [bring] { bring(FileStore::Existing::Replaced); });
    dialog->open();
}

void FilesTab::askForUploads()
{
    auto* dialog =
        new QFileDialog(window(), tr("Upload files"), workbench_.settings.get(settings::last_upload_folder));
    dialog->setObjectName(QStringLiteral("uploadFiles"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &FilesTab::upload);
    dialog->open();
}

void FilesTab::askForDownload()
{
    std::vector<FileItem> files = selection();
    std::erase_if(files, [](const FileItem& item) { return item.kind != FileItem::Kind::File; });
    if (files.empty())
        return;
    const bool one = files.size() == 1;
    const QString folder = workbench_.settings.get(settings::last_download_folder);
    const QString begin = one ? QDir(folder).filePath(QString::fromStdString(files.front().name)) : folder;
    auto* dialog = new QFileDialog(window(), one ? tr("Save file") : tr("Save files in"), begin);
    dialog->setObjectName(QStringLiteral("downloadFiles"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (one)
        dialog->setAcceptMode(QFileDialog::AcceptSave);
    else
        dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this, files, one](const QString& chosen) {
        const QString into = one ? QFileInfo(chosen).path() : chosen;
        workbench_.settings.set(settings::last_download_folder, into);
        for (const FileItem& file : files) {
            const QString name = QString::fromStdString(file.name);
            download(name, one ? chosen : QDir(into).filePath(name));
        }
    });
    dialog->open();
}

void FilesTab::download(const QString& name, const QString& to)
{
    if (const FileItem* item = find(name))
        workbench_.file_transfers.download(store_, pathOf(item->name), item->size_bytes, to);
}

void FilesTab::run(std::function<Result<void>(TransferGate&)> work)
{
    const auto whole = [work = std::move(work)](TransferGate& gate) -> Result<bool> {
        const auto done = work(gate);
        return done ? Result<bool>(true) : Result<bool>(propagate(done));
    };
    calls_.start<bool>(
        [&](Answer<bool> done) {
            return startWork<bool>(workbench_.workspace.session(), whole, std::move(done));
        },
        [this](const Result<bool>& done) {
            if (!done)
                return banner_->setMessage(explain(done.error()));
            ask();
        });
}

void FilesTab::askName(const QString& title, const QString& name,
                       std::function<void(const std::string&)> named)
{
    auto* dialog = new QInputDialog(window());
    dialog->setObjectName(QStringLiteral("fileName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Name"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [named = std::move(named), name](const QString& text) {
                if (!text.trimmed().isEmpty() && text != name)
                    named(text.trimmed().toStdString());
            });
    dialog->open();
}

void FilesTab::rename()
{
    const FileItem item = selection().front();
    askName(tr("Rename"), QString::fromStdString(item.name), [this, item](const std::string& name) {
        run([store = store_, from = pathOf(item.name), to = pathOf(name)](TransferGate& gate) {
            return store->move(gate, from, to);
        });
    });
}

void FilesTab::makeFolder()
{
    askName(tr("New folder"), {}, [this](const std::string& name) {
        run([store = store_, path = pathOf(name)](TransferGate& gate) {
            return store->makeDirectory(gate, path);
        });
    });
}

void FilesTab::remove()
{
    const std::vector<FileItem> items = selection();
    QStringList names;
    for (const FileItem& item : items)
        names << QString::fromStdString(item.name) +
                     (item.kind == FileItem::Kind::Directory ? QStringLiteral("/") : QString());
    auto* dialog = new ConfirmDialog(
        [names] {
            return Confirmation{FilesTab::tr("Delete files?"),
                                FilesTab::tr("%1 will be deleted for ever, folders with all in them.")
                                    .arg(names.join(QStringLiteral(", "))),
                                FilesTab::tr("Everything else stays as it is."), FilesTab::tr("Delete")};
        },
        window());
    connect(dialog, &QDialog::accepted, this, [this, items] {
        std::vector<std::string> paths;
        for (const FileItem& item : items)
            paths.push_back(pathOf(item.name));
        run([store = store_, paths](TransferGate& gate) -> Result<void> {
            for (const std::string& path : paths)
                if (auto removed = store->remove(gate, path); !removed)
                    return removed;
            return {};
        });
    });
    dialog->open();
}

}  // namespace slipway
