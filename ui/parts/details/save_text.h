// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace slipway {

/// What is to be written, and how it is asked for.
struct TextToSave {
    QString title;
    QString name;    ///< Of the file, to begin with.
    QString filter;  ///< As QFileDialog takes it.
    QByteArray bytes;
};

/// Asks for a place in a dialog of `parent`, writes the file whole or not at all, and says what came of it.
void saveText(QWidget* parent, TextToSave text, std::function<void(const QString& sentence)> said);

}  // namespace slipway
