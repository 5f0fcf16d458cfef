// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/look/few_colors.h"

#include <QHash>
#include <QList>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace slipway::test {

namespace {

constexpr qsizetype most_colors = 256;
/// Of the colours that are seen most; grounds differ by little.
constexpr qsizetype exact_colors = 40;
constexpr int near_exact = 3;
constexpr int near_others = 8;

int distance(QRgb a, QRgb b)
{
    return std::max(
        {std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

QList<QRgb> byFrequency(const QImage& picture)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            ++counts[picture.pixel(x, y)];
    QList<QRgb> colors = counts.keys();
    std::sort(colors.begin(), colors.end(),
              [&counts](QRgb a, QRgb b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
    return colors;
}

QList<QRgb> paletteOf(const QImage& picture)
{
    QList<QRgb> palette;
    for (const QRgb color : byFrequency(picture)) {
        const int near = palette.size() < exact_colors ? near_exact : near_others;
        const bool known = std::any_of(palette.begin(), palette.end(),
                                       [=](QRgb other) { return distance(color, other) < near; });
        if (!known)
            palette << color;
        if (palette.size() == most_colors)
            break;
    }
    return palette;
}

int nearest(const QList<QRgb>& palette, QRgb color)
{
    int best = 0;
    int least = std::numeric_limits<int>::max();
    for (int i = 0; i < palette.size(); ++i) {
        if (const int far = distance(palette[i], color); far < least) {
            least = far;
            best = i;
        }
    }
    return best;
}

}  // namespace

QImage withFewColors(const QImage& picture)
{
    const QImage plain = picture.convertToFormat(QImage::Format_RGB32);
    const QList<QRgb> palette = paletteOf(plain);
    QHash<QRgb, int> indexes;
    QImage few(plain.size(), QImage::Format_Indexed8);
    few.setColorTable(palette);
    for (int y = 0; y < plain.height(); ++y)
        for (int x = 0; x < plain.width(); ++x) {
            const QRgb color = plain.pixel(x, y);
            auto known = indexes.constFind(color);
            if (known == indexes.constEnd())
                known = indexes.insert(color, nearest(palette, color));
            few.setPixel(x, y, static_cast<uint>(*known));
        }
    return few;
}

}  // namespace slipway::test
