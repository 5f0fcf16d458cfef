// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/size_histogram.h"

#include "ui/parts/texts.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace slipway {

SizeHistogram::SizeHistogram(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SizeHistogram::setSummary(const SizeSummary& summary)
{
    summary_ = summary;
    QStringList parts;
    for (const SizeSummary::Bin& bin : summary.bins)
        parts << tr("%1 files from %2")
                     .arg(Texts::count(static_cast<std::int64_t>(bin.files)), Texts::bytes(bin.from_bytes));
    setAccessibleName(tr("Sizes of the files"));
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
    update();
}

void SizeHistogram::paintEvent(QPaintEvent*)
{
    if (summary_.bins.empty())
        return;
    constexpr int label_height = 18;
    constexpr int gap = 2;
    constexpr int widest_bar = 120;
    QPainter painter(this);
    const Tokens& tokens = theme_.tokens();
    const auto most =
        std::max_element(summary_.bins.begin(), summary_.bins.end(), [](const auto& a, const auto& b) {
            return a.files < b.files;
        })->files;
    const int count = static_cast<int>(summary_.bins.size());
    const int pitch = std::min(width() / count, widest_bar);
    const int base = height() - label_height;
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.accent);
    for (int i = 0; i < count; ++i) {
        const std::size_t files = summary_.bins[static_cast<std::size_t>(i)].files;
        if (files == 0)
            continue;
        const double share = static_cast<double>(files) / static_cast<double>(most);
        const int bar = std::max(1, static_cast<int>(share * (base - 2)));
        painter.drawRect(i * pitch, base - bar, pitch - gap, bar);
    }
    QFont small = Theme::font();
    small.setPixelSize(11);
    painter.setFont(small);
    painter.setPen(tokens.dimText);
    const QRect labels(0, base + 2, pitch * count, label_height - 2);
    painter.drawText(labels, Qt::AlignLeft, Texts::bytes(summary_.bins.front().from_bytes));
    if (count > 3)
        painter.drawText(labels, Qt::AlignRight, Texts::bytes(summary_.bins.back().to_bytes));
}

}  // namespace slipway
