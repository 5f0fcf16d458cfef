// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/dialogs/step_header.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace slipway {

using namespace Qt::StringLiterals;

struct StepHeader::Part {
    QString text;
    QFont font;
    QColor color;
};

StepHeader::StepHeader(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StepHeader::setSteps(const QStringList& steps)
{
    steps_ = steps;
    describe();
}

void StepHeader::setCurrent(int step)
{
    current_ = step;
    describe();
}

void StepHeader::describe()
{
    if (current_ < steps_.size())
        setAccessibleName(
            tr("Step %1 of %2: %3")
                .arg(QString::number(current_ + 1), QString::number(steps_.size()), steps_[current_]));
    updateGeometry();
    update();
}

QList<StepHeader::Part> StepHeader::parts() const
{
    const Tokens& tokens = theme_.tokens();
    QList<Part> parts;
    for (int i = 0; i < steps_.size(); ++i) {
        if (i > 0)
            parts.append({u"—"_s, font(), tokens.dimText});
        QFont words = font();
        words.setWeight(i <= current_ ? QFont::DemiBold : QFont::Normal);
        const QColor color = i == current_ ? tokens.accentText : i < current_ ? tokens.text : tokens.dimText;
        parts.append({u"%1 %2"_s.arg(QString::number(i + 1), steps_[i]), words, color});
    }
    return parts;
}

QSize StepHeader::sizeHint() const
{
    int width = 0;
    for (const Part& part : parts())
        width += QFontMetrics(part.font).horizontalAdvance(part.text) + 8;
    return {qMax(0, width - 8), 20};
}

void StepHeader::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    int x = 0;
    for (const Part& part : parts()) {
        const int width = QFontMetrics(part.font).horizontalAdvance(part.text);
        painter.setFont(part.font);
        painter.setPen(part.color);
        painter.drawText(QRect(x, 0, width + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, part.text);
        x += width + 8;
    }
}

}  // namespace slipway
