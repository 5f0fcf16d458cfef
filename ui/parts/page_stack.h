// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/late_page.h"

#include <QStackedWidget>

namespace slipway {

/// Pages of which one is shown, each made when somebody first wants it.
class PageStack : public QStackedWidget {
    Q_OBJECT
public:
    using QStackedWidget::QStackedWidget;

    /// `name` is what the page is remembered by, the same in every language.
    void add(const QString& name, LatePage::Make make);
    /// The page at this index, made now unless it is there.
    QWidget* page(int index) const;
    QWidget* currentPage() const { return page(currentIndex()); }
    QString currentName() const { return currentWidget()->objectName(); }
    /// -1 when there is none of that name.
    int find(const QString& name) const;
};

}  // namespace slipway
