// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/details/save_text.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QSaveFile>
#include <QWidget>

namespace slipway {

void saveText(QWidget* parent, TextToSave text, std::function<void(const QString& sentence)> said)
{
    auto* dialog = new QFileDialog(parent, text.title, text.name, text.filter);
    dialog->setObjectName(QStringLiteral("saveText"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [bytes = std::move(text.bytes), said = std::move(said)](const QString& path) {
                         QSaveFile file(path);
                         const bool written = file.open(QIODevice::WriteOnly) &&
                                              file.write(bytes) == bytes.size() && file.commit();
                         said(written ? QCoreApplication::translate("SaveText", "Saved as %1.").arg(path)
                                      : QCoreApplication::translate(
                                            "SaveText", "%1 could not be written: %2. Choose another place.")
                                            .arg(path, file.errorString()));
                     });
    dialog->open();
}

}  // namespace slipway
