// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/look/reference_sheet.h"

#include "tests/ui/look/few_colors.h"

#include <QDir>
#include <QFileInfo>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>

namespace slipway::test {

namespace {

/// Each pixel kept is the mean of 4 x 4 points, so that how strokes are smoothed hardly counts.
constexpr int reduction = 4;
constexpr int columns = 4;
constexpr int gap = 4;
/// Of 255, in the channel that differs most: beyond what a palette makes of a colour.
constexpr int like = 24;
/// The same of a palette alone; a sheet is written more than once.
constexpr int like_before = 8;
/// Fewer than a letter has.
constexpr int allowed_strange_pixels = 3;
const QString tile_field = QStringLiteral("tile ");

QImage reduced(const QImage& picture)
{
    QImage small = picture.convertToFormat(QImage::Format_RGB32);
    small = small.scaled((small.deviceIndependentSize() / reduction).toSize(), Qt::IgnoreAspectRatio,
                         Qt::SmoothTransformation);
    small.setDevicePixelRatio(1);
    return small;
}

int strangePixels(const QImage& one, const QImage& other, int most = like)
{
    int strange = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            if (std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                          std::abs(qBlue(a) - qBlue(b))}) > most)
                ++strange;
        }
    return strange;
}

bool isSame(const QImage& one, const QImage& other)
{
    return one.size() == other.size() && strangePixels(one, other) <= allowed_strange_pixels;
}

QRect placeOf(const QString& text)
{
    const QStringList numbers = text.split(QLatin1Char(' '));
    return numbers.size() == 4
               ? QRect(numbers[0].toInt(), numbers[1].toInt(), numbers[2].toInt(), numbers[3].toInt())
               : QRect();
}

/// In rows of four, each as high as its highest tile.
QMap<QString, QRect> laidOut(const QMap<QString, QImage>& tiles, QSize& whole)
{
    QMap<QString, QRect> places;
    QPoint at;
    int row_height = 0;
    int column = 0;
    for (auto tile = tiles.begin(); tile != tiles.end(); ++tile) {
        if (column == columns) {
            at = {0, at.y() + row_height + gap};
            row_height = column = 0;
        }
        places[tile.key()] = QRect(at, tile->size());
        whole = whole.expandedTo({at.x() + tile->width(), at.y() + tile->height()});
        row_height = std::max(row_height, tile->height());
        at.rx() += tile->width() + gap;
        ++column;
    }
    return places;
}

std::map<QString, std::unique_ptr<ReferenceSheet>>& sheets()
{
    static std::map<QString, std::unique_ptr<ReferenceSheet>> opened;
    return opened;
}

}  // namespace

ReferenceSheet::ReferenceSheet(QString file) : file_(std::move(file))
{
    const QImage sheet(file_);
    for (const QString& key : sheet.textKeys())
        if (key.startsWith(tile_field))
            tiles_[key.mid(tile_field.size())] =
                sheet.copy(placeOf(sheet.text(key))).convertToFormat(QImage::Format_RGB32);
}

QString ReferenceSheet::check(const QString& name, const QImage& picture) const
{
    const auto kept = tiles_.constFind(name);
    if (kept == tiles_.constEnd())
        return QStringLiteral("no reference picture %1 is kept").arg(name);
    const QImage small = reduced(picture);
    if (kept->size() != small.size())
        return QStringLiteral("its picture %1 has another size than the reference").arg(name);
    const int strange = strangePixels(small, *kept);
    return strange <= allowed_strange_pixels
               ? QString()
               : QStringLiteral("%1 differs from its reference in %2 of the pixels kept")
                     .arg(name)
                     .arg(strange);
}

void ReferenceSheet::keep(const QString& name, const QImage& picture)
{
    const QImage small = reduced(picture);
    if (isSame(small, tiles_.value(name)))
        return;
    tiles_[name] = small;
    changed_ = true;
}

QString ReferenceSheet::write()
{
    if (!changed_)
        return {};
    QSize size;
    const QMap<QString, QRect> places = laidOut(tiles_, size);
    QImage sheet(size, QImage::Format_RGB32);
    sheet.fill(QColor(128, 128, 128));
    QPainter painter(&sheet);
    for (auto place = places.begin(); place != places.end(); ++place)
        painter.drawImage(place->topLeft(), tiles_[place.key()]);
    painter.end();
    QImage few = withFewColors(sheet);
    if (strangePixels(few.convertToFormat(QImage::Format_RGB32), sheet, like_before) > 0)
        few = sheet;  // It has too many colours.
    for (auto place = places.begin(); place != places.end(); ++place)
        few.setText(tile_field + place.key(), QStringLiteral("%1 %2 %3 %4")
                                                  .arg(place->x())
                                                  .arg(place->y())
                                                  .arg(place->width())
                                                  .arg(place->height()));
    QDir().mkpath(QFileInfo(file_).path());
    changed_ = false;
    constexpr int smallest_file = 0;
    return few.save(file_, "PNG", smallest_file) ? QString()
                                                 : QStringLiteral("%1 cannot be written.").arg(file_);
}

bool isWritingLooks()
{
    return qEnvironmentVariable("SLIPWAY_LOOKS") == QStringLiteral("write");
}

QString checkLook(const QString& page, const QString& name, const QImage& picture)
{
    const QString file = QStringLiteral(SLIPWAY_SOURCE_DIR "/tests/ui/look/references/%1.png").arg(page);
    std::unique_ptr<ReferenceSheet>& sheet = sheets()[page];
    if (!sheet)
        sheet = std::make_unique<ReferenceSheet>(file);
    if (isWritingLooks()) {
        sheet->keep(name, picture);
        return {};
    }
    const QString found = sheet->check(name, picture);
    return found.isEmpty()
               ? found
               : found +
                     QStringLiteral(". If it is meant to look like this, run ./dev looks and look at it.");
}

QStringList writeLooks()
{
    QStringList failures;
    for (const auto& [page, sheet] : sheets())
        failures << sheet->write();
    failures.removeAll(QString());
    return failures;
}

}  // namespace slipway::test
