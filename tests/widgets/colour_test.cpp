// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for the colours of both schemes: texts are readable, and states differ for everybody.
#include "widgets/theme/tokens.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace slipway;

namespace {

using Linear = std::array<double, 3>;  ///< Red, green, blue, as light adds up.
using Matrix = std::array<Linear, 3>;

Linear linear(const QColor& color)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return {part(color.redF()), part(color.greenF()), part(color.blueF())};
}

/// As WCAG 2.1 defines relative luminance.
double luminance(const QColor& color)
{
    const Linear light = linear(color);
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// How people see who lack one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1.0.
constexpr Matrix everyone{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Linear seen(const QColor& color, const Matrix& matrix)
{
    const Linear light = linear(color);
    Linear result{};
    for (std::size_t i = 0; i < 3; ++i)
        result[i] =
            std::clamp(matrix[i][0] * light[0] + matrix[i][1] * light[1] + matrix[i][2] * light[2], 0.0, 1.0);
    return result;
}

/// CIE L*a*b* for the white of screens (D65).
Linear lab(const Linear& light)
{
    const auto curve = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = curve((0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.95047);
    const double y = curve(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]);
    const double z = curve((0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// CIE 1976 colour difference; 2.3 is what people just notice.
double difference(const QColor& one, const QColor& other, const Matrix& matrix)
{
    const Linear a = lab(seen(one, matrix));
    const Linear b = lab(seen(other, matrix));
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

struct Named {
    const char* name;
    QColor color;
};

std::vector<Named> grounds(const Tokens& tokens)
{
    return {{"window", tokens.window}, {"panel", tokens.panel}, {"rail", tokens.rail},
            {"hover", tokens.hover},   {"field", tokens.field}, {"accentTint", tokens.accentTint}};
}

std::vector<Named> inks(const Tokens& tokens)
{
    return {{"text", tokens.text},       {"dimText", tokens.dimText}, {"accentText", tokens.accentText},
            {"running", tokens.running}, {"waiting", tokens.waiting}, {"failed", tokens.failed},
            {"idle", tokens.idle}};
}

const std::array<std::pair<const char*, StatusTone>, 5> states{{{"running", StatusTone::Running},
                                                                {"waiting", StatusTone::Waiting},
                                                                {"done", StatusTone::Done},
                                                                {"failed", StatusTone::Failed},
                                                                {"idle", StatusTone::Idle}}};

const std::array<std::pair<const char*, Tokens>, 2> schemes{
    {{"light", Tokens::light()}, {"dark", Tokens::forDark()}}};

}  // namespace

class ColourTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreReadable_data();
    void textsAreReadable();
    void curvesAreSeen();
    void statesDifferForEverybody_data();
    void statesDifferForEverybody();
};

void ColourTest::textsAreReadable_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const auto& [scheme, tokens] : schemes) {
        for (const Named& ink : inks(tokens))
            for (const Named& ground : grounds(tokens))
                QTest::addRow("%s: %s is readable on %s", scheme, ink.name, ground.name)
                    << ink.color << ground.color;
        for (const auto& [name, tone] : states)
            QTest::addRow("%s: the badge of what is %s is readable", scheme, name)
                << tokens.tone(tone) << tokens.toneTint(tone);
        QTest::addRow("%s: the main button is readable", scheme) << tokens.onAccent << tokens.accent;
        QTest::addRow("%s: text under a pressed button is readable", scheme) << tokens.text << tokens.line;
    }
}

void ColourTest::textsAreReadable()
{
    QFETCH(const QColor, ink);
    QFETCH(const QColor, ground);
    const double ratio = contrast(ink, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void ColourTest::curvesAreSeen()
{
    for (const auto& [scheme, tokens] : schemes)
        for (const QColor& color : tokens.series) {
            const double ratio = contrast(color, tokens.panel);
            QVERIFY2(ratio >= 3, qPrintable(color.name() + QLatin1Char(' ') + QString::number(ratio)));
        }
}

void ColourTest::statesDifferForEverybody_data()
{
    QTest::addColumn<int>("scheme");
    QTest::addColumn<int>("eyes");
    for (int scheme = 0; scheme < 2; ++scheme) {
        const char* name = schemes[static_cast<std::size_t>(scheme)].first;
        QTest::addRow("%s: for those with all cones", name) << scheme << 0;
        QTest::addRow("%s: for those without red cones", name) << scheme << 1;
        QTest::addRow("%s: for those without green cones", name) << scheme << 2;
        QTest::addRow("%s: for those without blue cones", name) << scheme << 3;
    }
}

void ColourTest::statesDifferForEverybody()
{
    QFETCH(const int, scheme);
    QFETCH(const int, eyes);
    const Matrix matrices[] = {everyone, protanopia, deuteranopia, tritanopia};
    const Tokens& tokens = schemes[static_cast<std::size_t>(scheme)].second;
    for (std::size_t i = 0; i < states.size(); ++i)
        for (std::size_t j = i + 1; j < states.size(); ++j) {
            const double apart =
                difference(tokens.tone(states[i].second), tokens.tone(states[j].second), matrices[eyes]);
            QVERIFY2(apart >= 10,
                     qPrintable(QStringLiteral("%1 and %2: %3")
                                    .arg(QLatin1String(states[i].first), QLatin1String(states[j].first))
                                    .arg(apart)));
        }
}

QTEST_APPLESS_MAIN(ColourTest)
#include "colour_test.moc"
