// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/code/line_diff.h"

#include <QPlainTextEdit>

namespace slipway {

class Theme;

/// What one text has that another has not, with a few lines around it: lines that go begin with "-", lines
/// that come with "+", so that colour is not all that tells them apart.
class DiffView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit DiffView(const Theme& theme, QWidget* parent = nullptr);

    void setTexts(const QString& before, const QString& after);
    int addedCount() const { return added_; }
    int removedCount() const { return removed_; }

private:
    void refresh();

    const Theme& theme_;
    QList<DiffLine> lines_;
    int added_ = 0;
    int removed_ = 0;
};

}  // namespace slipway
