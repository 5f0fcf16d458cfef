// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/heatmap/gpu_map_geometry.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <optional>

namespace slipway {

class Theme;

/// One accelerator as the map shows it.
struct GpuCell {
    QString owner = {};    ///< Empty: free.
    QString tooltip = {};  ///< Whole sentences: what runs there, since when.
    double use = 1;        ///< 0 to 1: how deep the shade is.
    bool idle = false;     ///< Held, but does nothing: striped.
    bool offline = false;  ///< Out of service: crossed.
    QString letter = {};   ///< Of the owner, so that colours are not all that tells them apart.
};

struct GpuRow {
    QString node;
    QString note;  ///< At the right: "8 of 8 · 91 %".
    QList<GpuCell> cells;
};

/// Nodes as groups and accelerators as cells in the colour of who holds them; closer together the more nodes
/// there are. Arrows go from cell to cell, Return or a click activates one.
class GpuMap : public QWidget {
    Q_OBJECT

public:
    explicit GpuMap(const Theme& theme, QWidget* parent = nullptr);

    void setRows(QList<GpuRow> rows);
    const QList<GpuRow>& rows() const { return rows_; }
    /// The colour an owner has: an index into Tokens::series, kept while the map lives.
    int colorOf(const QString& owner) const;
    std::optional<GpuMapCell> currentCell() const { return current_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Return, or a click.
    void cellActivated(int row, int column);
    /// It needs another height than before, for its rows or its width.
    void heightChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    GpuMapGeometry places() const;
    QString textOf(GpuMapCell cell) const;
    void paintCell(QPainter& painter, const QRect& rect, const GpuCell& cell) const;
    void paintLetter(QPainter& painter, const QRect& rect, const GpuCell& cell, const QColor& owner) const;
    void paintNode(QPainter& painter, const GpuMapGeometry& where, int row) const;
    void setCurrent(GpuMapCell cell);
    void step(int cells);
    void fitHeight();

    const Theme& theme_;
    QList<GpuRow> rows_;
    QStringList owners_;
    std::optional<GpuMapCell> current_;
};

}  // namespace slipway
