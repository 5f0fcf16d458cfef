// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/look/reference_picture.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cstdlib>

namespace slipway::test {

namespace {

/// Of 255, in the channel that differs most: what eyes may see in a flat area.
constexpr int like = 40;
/// Fewer than the thinnest letter has.
constexpr int allowed_strange_pixels = 8;

const QString guide = QStringLiteral(SLIPWAY_SOURCE_DIR "/docs/guide");

bool isLike(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) <= like && std::abs(qGreen(a) - qGreen(b)) <= like &&
           std::abs(qBlue(a) - qBlue(b)) <= like;
}

bool hasItsLike(QRgb color, const QImage& other, int x, int y)
{
    for (int v = std::max(0, y - 1); v <= std::min(other.height() - 1, y + 1); ++v)
        for (int u = std::max(0, x - 1); u <= std::min(other.width() - 1, x + 1); ++u)
            if (isLike(color, other.pixel(u, v)))
                return true;
    return false;
}

QSet<QString> picturesOfGuide()
{
    static const QRegularExpression shown(QStringLiteral("\\.\\./images/([a-z0-9-]+\\.png)"));
    QSet<QString> names;
    for (const char* language : {"/en", "/zh"}) {
        const QDir chapters(guide + QLatin1String(language));
        for (const QString& chapter : chapters.entryList({QStringLiteral("*.md")})) {
            QFile file(chapters.filePath(chapter));
            if (!file.open(QIODevice::ReadOnly))
                continue;
            auto found = shown.globalMatch(QString::fromUtf8(file.readAll()));
            while (found.hasNext())
                names.insert(found.next().captured(1));
        }
    }
    return names;
}

}  // namespace

int strangePixels(const QImage& one, const QImage& other)
{
    int strange = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            if (!isLike(a, b) && (!hasItsLike(a, other, x, y) || !hasItsLike(b, one, x, y)))
                ++strange;
        }
    return strange;
}

bool isInGuide(const QString& file)
{
    static const QSet<QString> names = picturesOfGuide();
    return names.contains(file);
}

QString checkReference(const QString& file, const QImage& picture)
{
    const QString path = guide + QStringLiteral("/images/") + file;
    const QImage plain = picture.convertToFormat(QImage::Format_RGB32);
    if (qEnvironmentVariable("SLIPWAY_GUIDE") == QStringLiteral("write")) {
        const QImage kept = QImage(path).convertToFormat(QImage::Format_RGB32);
        if (kept.size() == plain.size() && strangePixels(plain, kept) <= allowed_strange_pixels)
            return {};
        QDir().mkpath(QFileInfo(path).path());
        return plain.save(path) ? QString() : QStringLiteral("%1 cannot be written.").arg(path);
    }
    const QImage kept = QImage(path).convertToFormat(QImage::Format_RGB32);
    const QString advice =
        QStringLiteral(" If the screen is meant to look like this, run ./dev guide and look at the picture.");
    if (kept.isNull())
        return QStringLiteral("The user guide shows %1, which is missing.").arg(file) + advice;
    if (kept.size() != plain.size())
        return QStringLiteral("%1 of the user guide has another size.").arg(file) + advice;
    const int strange = strangePixels(plain, kept);
    return strange <= allowed_strange_pixels
               ? QString()
               : QStringLiteral("%1 of the user guide differs from the screen in %2 pixels.")
                         .arg(file)
                         .arg(strange) +
                     advice;
}

}  // namespace slipway::test
