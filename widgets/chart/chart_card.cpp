// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_card.h"

#include "widgets/chart/chart_view.h"
#include "widgets/chart/full/chart_export.h"
#include "widgets/chart/ticks.h"
#include "widgets/form/button.h"
#include "widgets/form/elided_label.h"
#include "widgets/form/text_role.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace slipway {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ChartCard::ChartCard(const QString& title, const Theme& theme, QWidget* parent)
    : QFrame(parent),
      data_(new ChartData(title, this)),
      view_(new ChartView(*data_, theme, this)),
      value_(makeLabel({}, TextRole::Dim, this)),
      expand_(makeIconButton(IconName::Expand, {}, theme, this)),
      more_(makeIconButton(IconName::More, {}, theme, this))
{
    setSurface(*this, Surface::Card);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 8, 0);
    head->setSpacing(8);
    auto* name = new ElidedLabel(title, this);
    setTextRole(*name, TextRole::Strong);
    head->addWidget(name);
    head->addWidget(value_, 1);
    head->addWidget(expand_);
    head->addWidget(more_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 4);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(view_, 1);

    auto* menu = new QMenu(more_);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    more_->setMenu(menu);
    more_->setPopupMode(QToolButton::InstantPopup);
    connect(expand_, &QToolButton::clicked, this, &ChartCard::expandRequested);
    refresh_timer_.setSingleShot(true);
    refresh_timer_.setInterval(33ms);
    refresh_timer_.callOnTimeout(this, &ChartCard::refresh);
    connect(data_, &ChartData::changed, this, [this] {
        if (!refresh_timer_.isActive())
            refresh_timer_.start();
    });
    retranslate();
}

void ChartCard::fillMenu(QMenu& menu)
{
    menu.clear();
    QAction* reset = menu.addAction(tr("Show all"), this, [this] { view_->setZoom(std::nullopt); });
    reset->setEnabled(view_->isZoomed());
    QAction* log = menu.addAction(tr("Logarithmic y axis"));
    log->setCheckable(true);
    log->setChecked(view_->scale() == ChartScale::Log);
    connect(log, &QAction::toggled, view_,
            [this](bool on) { view_->setScale(on ? ChartScale::Log : ChartScale::Linear); });
    menu.addSeparator();
    const auto add_export = [&](const QString& text, const QString& suffix, auto write) {
        menu.addAction(text, this, [this, suffix, write] {
            const QString name = u"%1.%2"_s.arg(title().replace(u'/', u'-'), suffix);
            const QString path = QFileDialog::getSaveFileName(this, tr("Export chart"), name);
            if (path.isEmpty())
                return;
            if (const Result<void> written = write(path); !written)
                QMessageBox::warning(this, tr("Export chart"),
                                     QString::fromStdString(written.error().message));
        });
    };
    add_export(tr("Export as PNG…"), u"png"_s, [this](const QString& path) { return savePng(*view_, path); });
    add_export(tr("Export as SVG…"), u"svg"_s, [this](const QString& path) { return saveSvg(*view_, path); });
    add_export(tr("Export points as CSV…"), u"csv"_s,
               [this](const QString& path) { return saveCsv(*data_, path); });
}

void ChartCard::refresh()
{
    const ChartSeries* only = nullptr;
    int shown = 0;
    for (const auto& series : data_->series()) {
        if (series->visible && !series->raw.empty()) {
            only = series.get();
            ++shown;
        }
    }
    if (shown == 1) {
        const Series& points = data_->shown(*only);
        value_->setText(valueText(points.at(points.size() - 1).y));
    } else {
        value_->setText(shown == 0 ? QString() : tr("%Ln runs", nullptr, shown));
    }
}

void ChartCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ChartCard::retranslate()
{
    expand_->setToolTip(tr("Enlarge"));
    expand_->setAccessibleName(tr("Enlarge %1").arg(title()));
    more_->setToolTip(tr("More"));
    more_->setAccessibleName(tr("More about %1").arg(title()));
    refresh();
}

}  // namespace slipway
