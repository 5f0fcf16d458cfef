// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tokens.h"

#include <cmath>

namespace slipway {

namespace {

QColor mixed(const QColor& ground, const QColor& ink, double share)
{
    const auto part = [&](int a, int b) { return static_cast<int>(a + (b - a) * share + 0.5); };
    return {part(ground.red(), ink.red()), part(ground.green(), ink.green()),
            part(ground.blue(), ink.blue())};
}

/// How light it is to the eye, from 0 to 1, as WCAG 2.1 counts it.
double luminance(const QColor& color)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}

}  // namespace

QColor inkOn(const QColor& ground)
{
    constexpr double flare = 0.05;
    const double light = luminance(ground) + flare;
    return light * light > (1 + flare) * flare ? QColor(Qt::black) : QColor(Qt::white);
}

QColor Tokens::tone(StatusTone tone) const
{
    switch (tone) {
    case StatusTone::Running:
        return running;
    case StatusTone::Waiting:
        return waiting;
    case StatusTone::Failed:
        return failed;
    case StatusTone::Idle:
        return idle;
    case StatusTone::Done:
    case StatusTone::Neutral:
        return dimText;
    }
    return dimText;
}

QColor Tokens::toneTint(StatusTone tone) const
{
    return mixed(panel, this->tone(tone), dark ? 0.16 : 0.11);
}

QColor Tokens::seriesColor(int index) const
{
    return series[static_cast<std::size_t>(index) % series.size()];
}

Tokens Tokens::light()
{
    Tokens tokens;
    tokens.window = QColor(0xf6f7f9);
    tokens.panel = QColor(0xffffff);
    tokens.rail = QColor(0xeef0f4);
    tokens.line = QColor(0xdfe3ea);
    tokens.text = QColor(0x1b2230);
    tokens.dimText = QColor(0x5f697d);
    tokens.accent = QColor(0x2f6fed);
    tokens.accentText = QColor(0x2563dc);
    tokens.accentTint = QColor(0xe8f0fe);
    tokens.onAccent = QColor(0xffffff);
    tokens.hover = QColor(0xf2f4f8);
    tokens.field = QColor(0xfbfcfe);
    tokens.running = QColor(0x1a7a43);
    tokens.waiting = QColor(0x6b4fbb);
    tokens.failed = QColor(0xc02a3a);
    tokens.idle = QColor(0x985700);
    tokens.series = {QColor(0x2f6fed), QColor(0x1f9e89), QColor(0xd17c1c), QColor(0xd64f45),
                     QColor(0x8a63d2), QColor(0x0e7490), QColor(0xa3487f), QColor(0x6b7280)};
    return tokens;
}

Tokens Tokens::forDark()
{
    Tokens tokens;
    tokens.dark = true;
    tokens.window = QColor(0x14171c);
    tokens.panel = QColor(0x1b1f26);
    tokens.rail = QColor(0x171a20);
    tokens.line = QColor(0x2c323c);
    tokens.text = QColor(0xe6e9ef);
    tokens.dimText = QColor(0x98a2b3);
    tokens.accent = QColor(0x6ea0ff);
    tokens.accentText = QColor(0x6ea0ff);
    tokens.accentTint = QColor(0x22304d);
    tokens.onAccent = QColor(0x0f1420);
    tokens.hover = QColor(0x232832);
    tokens.field = QColor(0x171b21);
    tokens.running = QColor(0x57c98a);
    tokens.waiting = QColor(0xb39cf5);
    tokens.failed = QColor(0xff8378);
    tokens.idle = QColor(0xf0b35a);
    tokens.series = {QColor(0x6ea0ff), QColor(0x57c98a), QColor(0xf0b35a), QColor(0xff8378),
                     QColor(0xb39cf5), QColor(0x5cc8e0), QColor(0xe39ac8), QColor(0xa7b0be)};
    return tokens;
}

}  // namespace slipway
