// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_grid.h"

#include "widgets/chart/chart_card.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/full/full_chart.h"

#include <QRegularExpression>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

constexpr int kNarrowest = 332;
constexpr int kCardHeight = 268;
constexpr int kGap = 12;

}  // namespace

ChartGrid::ChartGrid(const Theme& theme, QWidget* parent) : QScrollArea(parent), theme_(theme)
{
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidget(new QWidget);
    widget()->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

void ChartGrid::append(const QString& metric, const QString& run, std::span<const SeriesPoint> points)
{
    ChartData& curves = obtain(metric).data();
    if (!colors_.contains(run))
        colors_.insert(run, next_color_++);
    const bool is_new = curves.find(run) == nullptr;
    curves.append(run, points);
    if (is_new) {
        curves.setColor(run, colors_.value(run));
        curves.setVisible(run, !hidden_.contains(run));
    }
}

ChartCard& ChartGrid::obtain(const QString& metric)
{
    if (ChartCard* card = cards_.value(metric))
        return *card;
    auto* card = new ChartCard(metric, theme_, widget());
    card->data().setSmoothing(smoothing_);
    card->data().setXKind(x_kind_);
    card->view().setScale(scale_);
    connect(&card->view(), &ChartView::crosshairMoved, this, [this, card](std::optional<double> x) {
        for (ChartCard* other : std::as_const(cards_)) {
            if (other != card)
                other->view().setCrosshair(x);
        }
    });
    connect(card, &ChartCard::expandRequested, this, [this, card] {
        auto* full = new FullChart(card->data(), theme_, window());
        full->setAttribute(Qt::WA_DeleteOnClose);
        full->setScale(card->view().scale());
        full->show();
    });
    cards_.insert(metric, card);
    arrange();
    return *card;
}

void ChartGrid::clear()
{
    qDeleteAll(std::exchange(cards_, {}));
    colors_.clear();
    hidden_.clear();
    next_color_ = 0;
    arrange();
}

void ChartGrid::setSmoothing(double weight)
{
    smoothing_ = weight;
    for (ChartCard* card : std::as_const(cards_))
        card->data().setSmoothing(weight);
}

void ChartGrid::setScale(ChartScale scale)
{
    scale_ = scale;
    for (ChartCard* card : std::as_const(cards_))
        card->view().setScale(scale);
}

void ChartGrid::setXKind(ChartX kind)
{
    x_kind_ = kind;
    for (ChartCard* card : std::as_const(cards_))
        card->data().setXKind(kind);
}

void ChartGrid::setRunVisible(const QString& run, bool visible)
{
    if (visible)
        hidden_.remove(run);
    else
        hidden_.insert(run);
    for (ChartCard* card : std::as_const(cards_))
        card->data().setVisible(run, visible);
}

void ChartGrid::removeRun(const QString& run)
{
    colors_.remove(run);
    hidden_.remove(run);
    for (ChartCard* card : std::as_const(cards_))
        card->data().remove(run);
}

void ChartGrid::setMetricFilter(const QString& pattern)
{
    filter_ = pattern;
    arrange();
}

void ChartGrid::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void ChartGrid::arrange()
{
    // The bar has its room whether it is there or not, so that cards end where their neighbours above do.
    const int width = this->width() - verticalScrollBar()->sizeHint().width();
    QRegularExpression wanted(filter_, QRegularExpression::CaseInsensitiveOption);
    if (!wanted.isValid())
        wanted.setPattern(QRegularExpression::escape(filter_));
    const auto is_shown = [&](const ChartCard* card) { return wanted.match(card->title()).hasMatch(); };
    // Few cards share the width; one alone has no more than half of it.
    const auto shown_count = std::count_if(cards_.cbegin(), cards_.cend(), is_shown);
    const int most = std::max(2, static_cast<int>(shown_count));
    const int columns = std::clamp((width + kGap) / (kNarrowest + kGap), 1, most);
    const int card_width = (width - (columns - 1) * kGap) / columns;
    int place = 0;
    QWidget* before = nullptr;
    for (ChartCard* card : std::as_const(cards_)) {
        const bool shown = is_shown(card);
        card->setVisible(shown);
        if (!shown)
            continue;
        card->setGeometry(place % columns * (card_width + kGap), place / columns * (kCardHeight + kGap),
                          card_width, kCardHeight);
        if (before != nullptr)
            setTabOrder(before, card);
        before = card;
        ++place;
    }
    const int rows = (place + columns - 1) / columns;
    widget()->resize(width, std::max(0, rows * (kCardHeight + kGap) - kGap));
}

}  // namespace slipway
