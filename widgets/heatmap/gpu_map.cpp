// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/heatmap/gpu_map.h"

#include "widgets/form/status/announce.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal kRadius = 4;
constexpr int kNarrowestLettered = 14;

/// Small cells stay squares.
qreal radiusOf(const QRectF& cell)
{
    return std::min(kRadius, cell.height() / 5);
}

QColor mixed(const QColor& ground, const QColor& ink, double share)
{
    const auto part = [&](int a, int b) { return static_cast<int>(a + (b - a) * share + 0.5); };
    return {part(ground.red(), ink.red()), part(ground.green(), ink.green()),
            part(ground.blue(), ink.blue())};
}

void paintStripes(QPainter& painter, const QRectF& rect, const QColor& color)
{
    QPainterPath clip;
    clip.addRoundedRect(rect, radiusOf(rect), radiusOf(rect));
    painter.save();
    painter.setClipPath(clip);
    const qreal stripe = std::min(4.0, rect.height() / 4);
    painter.setPen(QPen(color, stripe));
    for (qreal x = rect.left() - rect.height(); x < rect.right() + rect.height(); x += 2.25 * stripe)
        painter.drawLine(QPointF(x, rect.top() - 1), QPointF(x + rect.height() + 2, rect.bottom() + 1));
    painter.restore();
}

}  // namespace

GpuMap::GpuMap(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("GPUs by owner"));
}

void GpuMap::setRows(QList<GpuRow> rows)
{
    rows_ = std::move(rows);
    qsizetype held = 0;
    qsizetype all = 0;
    for (const GpuRow& row : rows_) {
        for (const GpuCell& cell : row.cells) {
            ++all;
            held += cell.owner.isEmpty() ? 0 : 1;
            if (!cell.owner.isEmpty() && !owners_.contains(cell.owner))
                owners_.append(cell.owner);
        }
    }
    if (current_ && (current_->row >= rows_.size() || current_->column >= rows_[current_->row].cells.size()))
        current_.reset();
    setAccessibleDescription(tr("%1 of %2 GPUs in use").arg(QString::number(held), QString::number(all)));
    fitHeight();
    updateGeometry();
    update();
}

void GpuMap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void GpuMap::fitHeight()
{
    const int height = places().height();
    if (minimumHeight() == height)
        return;
    setMinimumHeight(height);
    updateGeometry();
    Q_EMIT heightChanged();
}

int GpuMap::colorOf(const QString& owner) const
{
    return std::max(0, static_cast<int>(owners_.indexOf(owner)));
}

GpuMapGeometry GpuMap::places() const
{
    GpuMapGeometry geometry;
    const QFontMetrics mono(Theme::monospacedFont());
    geometry.rows = static_cast<int>(rows_.size());
    geometry.width = width();
    geometry.density = GpuMapGeometry::densityFor(geometry.rows);
    for (const GpuRow& row : rows_) {
        geometry.columns = std::max(geometry.columns, static_cast<int>(row.cells.size()));
        geometry.label_width = std::max(geometry.label_width, mono.horizontalAdvance(row.node) + 2);
        geometry.note_width = std::max(geometry.note_width, fontMetrics().horizontalAdvance(row.note) + 2);
    }
    geometry.label_width = std::min(geometry.label_width, std::max(60, width() / 4));
    return geometry;
}

QSize GpuMap::sizeHint() const
{
    return {480, std::max(GpuMapGeometry::kCellHeight, places().height())};
}

QSize GpuMap::minimumSizeHint() const
{
    return {220, sizeHint().height()};
}

QString GpuMap::textOf(GpuMapCell cell) const
{
    const GpuRow& row = rows_[cell.row];
    const GpuCell& gpu = row.cells[cell.column];
    const QString place = tr("%1, GPU %2").arg(row.node, QString::number(cell.column));
    if (!gpu.tooltip.isEmpty())
        return u"%1\n%2"_s.arg(place, gpu.tooltip);
    if (gpu.offline)
        return tr("%1: out of service").arg(place);
    if (gpu.owner.isEmpty())
        return tr("%1: free").arg(place);
    if (gpu.idle)
        return tr("%1: held by %2, idle").arg(place, gpu.owner);
    return tr("%1: %2, %3 % used").arg(place, gpu.owner, QString::number(qRound(gpu.use * 100)));
}

void GpuMap::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& tokens = theme_.tokens();
    const GpuMapGeometry where = places();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int row = 0; row < where.rows; ++row)
        paintNode(painter, where, row);
    if (current_ && hasFocus()) {
        painter.setPen(QPen(tokens.text, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(where.cell(*current_)).adjusted(0, 0, 0, 0), kRadius, kRadius);
    }
}

void GpuMap::paintNode(QPainter& painter, const GpuMapGeometry& where, int row) const
{
    const Tokens& tokens = theme_.tokens();
    for (int column = 0; column < rows_[row].cells.size(); ++column)
        paintCell(painter, where.cell({row, column}), rows_[row].cells[column]);
    const auto write = [&](const QRect& place, const QFont& font, const QColor& color, const QString& text,
                           Qt::TextElideMode mode) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(text, mode, place.width()));
    };
    QFont small = font();
    small.setPixelSize(12);
    if (where.density == GpuMapDensity::Rows) {
        write(where.label(row), Theme::monospacedFont(), tokens.text, rows_[row].node, Qt::ElideMiddle);
        write(where.note(row), small, tokens.dimText, rows_[row].note, Qt::ElideRight);
    } else if (where.density == GpuMapDensity::Blocks) {
        write(where.label(row), Theme::monospacedFont(11), tokens.dimText, rows_[row].node, Qt::ElideMiddle);
    }
}

void GpuMap::paintCell(QPainter& painter, const QRect& rect, const GpuCell& cell) const
{
    const Tokens& tokens = theme_.tokens();
    const QRectF frame = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor owner = tokens.seriesColor(colorOf(cell.owner));
    painter.setPen(tokens.line);
    painter.setBrush(cell.owner.isEmpty() || cell.idle ? tokens.window
                                                       : mixed(tokens.panel, owner, 0.4 + 0.6 * cell.use));
    painter.drawRoundedRect(frame, radiusOf(frame), radiusOf(frame));
    if (cell.idle)
        paintStripes(painter, frame, mixed(tokens.panel, owner, 0.45));
    if (!cell.letter.isEmpty() && rect.width() >= kNarrowestLettered)
        paintLetter(painter, rect, cell, owner);
    if (cell.offline) {
        painter.setPen(QPen(tokens.failed, 1.5));
        const QPointF center = frame.center();
        painter.drawLine(center + QPointF(-5, -5), center + QPointF(5, 5));
        painter.drawLine(center + QPointF(-5, 5), center + QPointF(5, -5));
    }
}

void GpuMap::paintLetter(QPainter& painter, const QRect& rect, const GpuCell& cell, const QColor& owner) const
{
    QFont face = font();
    face.setPixelSize(rect.height() > 20 ? 12 : 10);
    face.setWeight(QFont::DemiBold);
    painter.setFont(face);
    painter.setPen(cell.idle ? theme_.tokens().text
                             : inkOn(mixed(theme_.tokens().panel, owner, 0.4 + 0.6 * cell.use)));
    painter.drawText(rect, Qt::AlignCenter, cell.letter);
}

bool GpuMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto cell = places().at(help->pos());
    if (cell && cell->column < rows_[cell->row].cells.size())
        QToolTip::showText(help->globalPos(), textOf(*cell), this, places().cell(*cell));
    else
        QToolTip::hideText();
    return true;
}

void GpuMap::setCurrent(GpuMapCell cell)
{
    const int row = std::clamp(cell.row, 0, static_cast<int>(rows_.size()) - 1);
    const int last = static_cast<int>(rows_[row].cells.size()) - 1;
    if (last < 0)
        return;
    current_ = GpuMapCell{row, std::clamp(cell.column, 0, last)};
    announce(*this, textOf(*current_));
    update();
}

void GpuMap::step(int cells)
{
    GpuMapCell to = current_.value_or(GpuMapCell{});
    to.column += cells;
    // Where nodes stand beside each other, the next cell is the next node's.
    const bool beside = places().nodesInLine() > 1;
    if (beside && to.column < 0 && to.row > 0)
        to = {to.row - 1, static_cast<int>(rows_[to.row - 1].cells.size()) - 1};
    else if (beside && to.column >= rows_[to.row].cells.size() && to.row + 1 < rows_.size())
        to = {to.row + 1, 0};
    setCurrent(to);
}

void GpuMap::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (!current_ && !rows_.isEmpty())
        setCurrent({0, 0});
}

void GpuMap::keyPressEvent(QKeyEvent* event)
{
    if (rows_.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const GpuMapCell at = current_.value_or(GpuMapCell{});
    const int line = places().nodesInLine();
    switch (event->key()) {
    case Qt::Key_Left:
        step(-1);
        break;
    case Qt::Key_Right:
        step(1);
        break;
    case Qt::Key_Up:
        setCurrent({at.row >= line ? at.row - line : at.row, at.column});
        break;
    case Qt::Key_Down:
        setCurrent({at.row + line < rows_.size() ? at.row + line : at.row, at.column});
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT cellActivated(at.row, at.column);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void GpuMap::mousePressEvent(QMouseEvent* event)
{
    const auto cell = places().at(event->position().toPoint());
    if (!cell || cell->column >= rows_[cell->row].cells.size())
        return;
    setCurrent(*cell);
    Q_EMIT cellActivated(cell->row, cell->column);
}

}  // namespace slipway
