// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style_sheet.h"

#include "widgets/theme/text_size.h"
#include "widgets/theme/tokens.h"

#include <QFile>
#include <QRegularExpression>

#include <utility>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

/// With every size of text in proportion to the one that was chosen.
QString withTextSize(const QString& sheet)
{
    static const QRegularExpression size(u"font-size: (\\d+)px"_s);
    QString scaled;
    qsizetype from = 0;
    for (auto match = size.globalMatch(sheet); match.hasNext();) {
        const auto next = match.next();
        scaled += QStringView(sheet).mid(from, next.capturedStart() - from);
        scaled += u"font-size: %1px"_s.arg(scaledText(next.captured(1).toInt()));
        from = next.capturedEnd();
    }
    return scaled + QStringView(sheet).mid(from);
}

}  // namespace

QString styleSheet(const Tokens& tokens)
{
    QFile file(u":/slipway/style.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<QLatin1StringView, QColor> colors[] = {
        {"@accentTint"_L1, tokens.accentTint},
        {"@accentStrong"_L1, tokens.dark ? tokens.accent.lighter(108) : tokens.accent.darker(110)},
        {"@accentText"_L1, tokens.accentText},
        {"@accent"_L1, tokens.accent},
        {"@dimText"_L1, tokens.dimText},
        {"@failedTint"_L1, tokens.toneTint(StatusTone::Failed)},
        {"@failed"_L1, tokens.failed},
        {"@field"_L1, tokens.field},
        {"@hover"_L1, tokens.hover},
        {"@idle"_L1, tokens.idle},
        {"@line"_L1, tokens.line},
        {"@onAccent"_L1, tokens.onAccent},
        {"@panel"_L1, tokens.panel},
        {"@rail"_L1, tokens.rail},
        {"@text"_L1, tokens.text},
        {"@window"_L1, tokens.window},
    };
    for (const auto& [name, color] : colors)
        sheet.replace(name, color.name());
    return withTextSize(sheet.replace("@scheme"_L1, tokens.dark ? "dark"_L1 : "light"_L1));
}

QPalette palette(const Tokens& tokens)
{
    QPalette palette;
    palette.setColor(QPalette::Window, tokens.window);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.panel);
    palette.setColor(QPalette::AlternateBase, tokens.field);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.dimText);
    palette.setColor(QPalette::Button, tokens.panel);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::BrightText, tokens.failed);
    palette.setColor(QPalette::Highlight, tokens.accent);
    palette.setColor(QPalette::HighlightedText, tokens.onAccent);
    palette.setColor(QPalette::Link, tokens.accentText);
    palette.setColor(QPalette::LinkVisited, tokens.accentText);
    palette.setColor(QPalette::ToolTipBase, tokens.panel);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::Light, tokens.panel);
    palette.setColor(QPalette::Midlight, tokens.line);
    palette.setColor(QPalette::Mid, tokens.line);
    palette.setColor(QPalette::Dark, tokens.line);
    palette.setColor(QPalette::Shadow, tokens.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tokens.dimText);
    return palette;
}

}  // namespace slipway
