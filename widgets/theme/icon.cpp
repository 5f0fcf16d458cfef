// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icon.h"

#include "widgets/theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>
#include <QSvgRenderer>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

QLatin1StringView fileOf(IconName name)
{
    static constexpr QLatin1StringView kFiles[] = {
        "home"_L1,          "environments"_L1, "jobs"_L1,     "runs"_L1,    "datasets"_L1,
        "volumes"_L1,       "models"_L1,       "services"_L1, "cluster"_L1, "play"_L1,
        "stop"_L1,          "release"_L1,      "resume"_L1,   "upload"_L1,  "download"_L1,
        "plus"_L1,          "search"_L1,       "filter"_L1,   "close"_L1,   "chevron-down"_L1,
        "chevron-right"_L1, "chevron-up"_L1,   "check"_L1,    "warning"_L1, "info"_L1,
        "copy"_L1,          "moon"_L1,         "sun"_L1,      "globe"_L1,   "settings"_L1,
        "folder"_L1,        "file"_L1,         "log"_L1,      "chart"_L1,   "more"_L1,
        "expand"_L1,        "trash"_L1,        "key"_L1,      "user"_L1,    "refresh"_L1,
        "external-link"_L1, "clock"_L1,        "pin"_L1,
    };
    static_assert(std::size(kFiles) == static_cast<std::size_t>(IconName::Pin) + 1);
    return kFiles[static_cast<std::size_t>(name)];
}

QColor colorOf(IconTint tint, const Tokens& tokens, QIcon::Mode mode, QIcon::State state)
{
    if (tint == IconTint::Dim && mode != QIcon::Disabled && state == QIcon::On)
        return tokens.text;
    QColor color = tokens.dimText;
    switch (tint) {
    case IconTint::Dim:
        break;
    case IconTint::Text:
        color = tokens.text;
        break;
    case IconTint::Accent:
        color = tokens.accent;
        break;
    case IconTint::OnAccent:
        color = tokens.onAccent;
        break;
    case IconTint::Failed:
        color = tokens.failed;
        break;
    case IconTint::Idle:
        color = tokens.idle;
        break;
    }
    if (mode == QIcon::Disabled)
        color.setAlphaF(0.5F);
    return color;
}

QPixmap drawn(IconName name, QSize pixels, const QColor& color)
{
    const QString key = u"slipway-icon-%1-%2x%3-%4"_s.arg(
        QString::number(static_cast<int>(name)), QString::number(pixels.width()),
        QString::number(pixels.height()), color.name(QColor::HexArgb));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(u":/slipway/icons/%1.svg"_s.arg(fileOf(name))).render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class StrokeIconEngine : public QIconEngine {
public:
    StrokeIconEngine(IconName name, const Theme& theme, IconTint tint)
        : name_(name), theme_(&theme), tint_(tint)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        QPixmap image = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
        image.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), image);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const int side = qMin(size.width(), size.height());
        if (side <= 0 || theme_.isNull())
            return {};
        return drawn(name_, QSize(side, side), colorOf(tint_, theme_->tokens(), mode, state));
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal /*scale*/) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine* clone() const override { return new StrokeIconEngine(*this); }

private:
    IconName name_;
    QPointer<const Theme> theme_;
    IconTint tint_;
};

}  // namespace

QIcon icon(IconName name, const Theme& theme, IconTint tint)
{
    return QIcon(new StrokeIconEngine(name, theme, tint));
}

QIcon logo()
{
    return QIcon(u":/slipway/logo.svg"_s);
}

}  // namespace slipway
