// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_card.h"

#include "ui/home/home_row_view.h"
#include "widgets/form/button.h"
#include "widgets/form/text_role.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype first_rows = 5;
/// Nobody reads on here; the pages list everything.
constexpr qsizetype most_rows = 50;

QString keyOf(const HomeRow& row)
{
    return QString::number(static_cast<int>(row.kind)) + QLatin1Char(' ') + QString::fromStdString(row.item);
}

}  // namespace

HomeCard::HomeCard(const Theme& theme, QWidget* parent)
    : Card({}, parent),
      theme_(theme),
      empty_(makeLabel({}, TextRole::Dim)),
      more_(makeButton({}, ButtonKind::Link))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    content()->setSpacing(0);
    content()->addWidget(empty_);
    content()->addWidget(more_, 0, Qt::AlignLeft);
    more_->hide();
    connect(more_, &QPushButton::clicked, this, [this] {
        expanded_ = !expanded_;
        fill();
    });
}

void HomeCard::setRows(const QList<HomeRow>& rows)
{
    rows_ = rows;
    fill();
}

void HomeCard::setEmptyText(const QString& text)
{
    empty_->setText(text);
    empty_->setWordWrap(true);
    fill();
}

void HomeCard::retranslate()
{
    for (HomeRowView* view : views_)
        view->retranslate();
    fill();
}

HomeRowView* HomeCard::viewOf(const HomeRow& row)
{
    const QString key = keyOf(row);
    if (HomeRowView* view = views_.value(key))
        return view;
    auto* view = new HomeRowView(theme_, this);
    connect(view, &HomeRowView::opened, this, [this, view] { Q_EMIT opened(HomeRow(view->row())); });
    connect(view, &HomeRowView::acted, this,
            [this, view](RowAction action) { Q_EMIT acted(action, HomeRow(view->row())); });
    views_[key] = view;
    return view;
}

void HomeCard::fill()
{
    const qsizetype shown = std::min(rows_.size(), expanded_ ? most_rows : first_rows);
    QHash<QString, HomeRowView*> gone = views_;
    for (int i = 0; i < static_cast<int>(shown); ++i) {
        HomeRowView* view = viewOf(rows_[i]);
        gone.remove(keyOf(rows_[i]));
        view->show(rows_[i]);
        if (content()->indexOf(view) != i) {
            content()->removeWidget(view);
            content()->insertWidget(i, view);
        }
        view->setVisible(true);
    }
    for (auto entry = gone.begin(); entry != gone.end(); ++entry) {
        views_.remove(entry.key());
        entry.value()->hide();
        entry.value()->deleteLater();
    }
    empty_->setVisible(rows_.isEmpty());
    more_->setVisible(rows_.size() > first_rows);
    more_->setText(expanded_ ? tr("Show fewer") : tr("Show all %1").arg(rows_.size()));
    setNote(rows_.isEmpty() ? QString() : QString::number(rows_.size()));
    setVisible(!rows_.isEmpty() || !empty_->text().isEmpty());
}

}  // namespace slipway
