// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <map>
#include <string>

namespace slipway {

/// Edits pairs, one "key=value" a line.
class KeyValueEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit KeyValueEdit(QWidget* parent = nullptr);

    void setValues(const std::map<std::string, std::string>& values);
    /// The pairs of all lines that are whole.
    std::map<std::string, std::string> values() const;
    /// The first line that is no pair, as a sentence; empty when there is none.
    QString problem() const;
};

}  // namespace slipway
