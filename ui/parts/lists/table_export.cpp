// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/table_export.h"

#include "ui/parts/texts.h"
#include "ui/parts/workbench.h"
#include "ui/session/on_gui_thread.h"
#include "ui/session/settings.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/table/table_view.h"
#include "widgets/theme/icon.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QSaveFile>
#include <QThreadPool>

namespace slipway {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(TableExport)
};

/// Why the file could not be written; empty when it was.
QString write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return file.errorString();
}

void exportTo(const QString& path, TableView& table, ToastStack& toasts)
{
    const ShownTable shown = table.shown(TableView::Rows::All);
    QThreadPool::globalInstance()->start([shown, path, deliver = onGuiThread(&toasts), &toasts] {
        const QString trouble = write(path, shown.asCsv());
        deliver([&toasts, trouble, path, rows = shown.rows.size()] {
            const QString name = QFileInfo(path).fileName();
            if (trouble.isEmpty())
                toasts.show(Words::tr("%1 rows are in %2.").arg(Texts::count(rows), name), StatusTone::Done);
            else
                toasts.show(
                    Words::tr("%1 could not be written: %2. Choose another folder.").arg(name, trouble),
                    StatusTone::Failed);
        });
    });
}

void askForFile(TableView& table, Workbench& workbench, const QString& name)
{
    const QDir folder(workbench.settings.get(settings::last_export_folder));
    auto* dialog =
        new QFileDialog(table.window(), Words::tr("Export as CSV"),
                        folder.filePath(name + QStringLiteral(".csv")), Words::tr("CSV files (*.csv)"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    QObject::connect(dialog, &QFileDialog::fileSelected, &table, [&table, &workbench](const QString& path) {
        workbench.settings.set(settings::last_export_folder, QFileInfo(path).absolutePath());
        exportTo(path, table, workbench.toasts);
    });
    dialog->open();
}

}  // namespace

void addExport(QMenu& menu, TableView& table, Workbench& workbench, const QString& name)
{
    QAction* action = menu.addAction(icon(IconName::Download, workbench.theme), Words::tr("Export as CSV…"));
    QObject::connect(action, &QAction::triggered, &table,
                     [&table, &workbench, name] { askForFile(table, workbench, name); });
}

}  // namespace slipway
