// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/ticks.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

constexpr double kSecondsOf[] = {1,     2,     5,      10,     15,      30,     60,    120,
                                 300,   600,   900,    1800,   3600,    7200,   10800, 21600,
                                 43200, 86400, 172800, 604800, 1209600, 2592000};

QString text(const char* source)
{
    return QCoreApplication::translate("slipway::Ticks", source);
}

double roundStep(double span, int wanted)
{
    const double rough = span / std::max(1, wanted);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= rough * 0.999)
            return factor * power;
    }
    return 10 * power;
}

int decimalsOf(double step)
{
    int decimals = 0;
    for (double rest = step; decimals < 12 && std::abs(rest - std::round(rest)) > 1e-6 * rest; ++decimals)
        rest *= 10;
    return decimals;
}

/// "3.1e-4" without the padding that printf gives the exponent.
QString scientific(double value, int decimals)
{
    if (value == 0)
        return u"0"_s;
    int exponent = static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
    QString mantissa = QString::number(value / std::pow(10.0, exponent), 'f', decimals);
    if (mantissa.startsWith(u"10"_s) || mantissa.startsWith(u"-10"_s))  // Rounding has carried.
        mantissa = QString::number(value / std::pow(10.0, ++exponent), 'f', decimals);
    if (mantissa.contains(u'.')) {
        while (mantissa.endsWith(u'0'))
            mantissa.chop(1);
        if (mantissa.endsWith(u'.'))
            mantissa.chop(1);
    }
    return u"%1e%2"_s.arg(mantissa).arg(exponent);
}

QString stepLabel(double value, double step)
{
    struct Unit {
        double size;
        QLatin1StringView name;
    };
    for (const Unit unit : {Unit{1e9, "G"_L1}, Unit{1e6, "M"_L1}, Unit{1e3, "k"_L1}}) {
        if (std::abs(value) >= unit.size && step >= unit.size / 1000 * 100)
            return QString::number(value / unit.size, 'f', decimalsOf(step / unit.size)) + unit.name;
    }
    return QString::number(value, 'f', decimalsOf(step));
}

template <class Label>
std::vector<Tick> ticksEvery(double step, double min, double max, double phase, Label label)
{
    std::vector<Tick> ticks;
    const double slack = step * 1e-6;
    for (double i = std::ceil((min + phase - slack) / step); i * step <= max + phase + slack; ++i) {
        const double value = i * step - phase;
        ticks.push_back({value, label(std::abs(value) < slack ? 0 : value)});
    }
    return ticks;
}

QString durationText(double seconds, bool with_seconds)
{
    const auto whole = static_cast<qint64>(std::llround(seconds));
    const QString s = QString::number(whole % 60);
    const QString m = QString::number(whole / 60 % 60);
    const QString h = QString::number(whole / 3600 % 24);
    const QString d = QString::number(whole / 86400);
    if (whole >= 86400 && whole % 86400 < 3600)
        return text("%1 d").arg(d);
    if (whole >= 86400)
        return text("%1 d %2 h").arg(d, h);
    if (whole >= 3600 && whole % 3600 == 0)
        return text("%1 h").arg(h);
    if (whole >= 3600)
        return with_seconds ? text("%1 h %2 m %3 s").arg(h, m, s) : text("%1 h %2 m").arg(h, m);
    if (whole >= 60)
        return with_seconds || whole % 60 != 0 ? text("%1 m %2 s").arg(m, s) : text("%1 m").arg(m);
    return text("%1 s").arg(s);
}

std::vector<Tick> timeTicks(ChartX kind, double min, double max, int wanted)
{
    const double rough = (max - min) / std::max(1, wanted);
    const auto found = std::lower_bound(std::begin(kSecondsOf), std::end(kSecondsOf), rough);
    const double step = found == std::end(kSecondsOf) ? roundStep(max - min, wanted) : *found;
    if (kind == ChartX::RelativeTime)
        return ticksEvery(step, min, max, 0, [](double value) { return durationText(value, false); });
    const auto clock = [](double value) {
        return QDateTime::fromMSecsSinceEpoch(std::llround(value * 1000));
    };
    const QString format = step >= 86400 ? u"MM-dd"_s : step >= 60 ? u"HH:mm"_s : u"HH:mm:ss"_s;
    const double phase = clock(min).offsetFromUtc();
    return ticksEvery(step, min, max, phase, [&](double value) { return clock(value).toString(format); });
}

}  // namespace

std::vector<Tick> linearTicks(double min, double max, int wanted)
{
    if (!(max > min) || !std::isfinite(max - min))
        return {};
    const double step = roundStep(max - min, wanted);
    const double largest = std::max(std::abs(min), std::abs(max));
    const bool extreme = largest >= 1e5 || largest < 1e-2;
    return ticksEvery(step, min, max, 0, [&](double value) {
        return extreme ? scientific(value, 2) : QString::number(value, 'f', decimalsOf(step));
    });
}

std::vector<Tick> logTicks(double min, double max, int wanted)
{
    if (!(min > 0) || !(max > min))
        return {};
    const int from = static_cast<int>(std::floor(std::log10(min)));
    const int to = static_cast<int>(std::ceil(std::log10(max)));
    const int stride = std::max(1, (to - from) / std::max(1, wanted));
    const bool dense = to - from <= wanted / 2;
    std::vector<Tick> ticks;
    for (int power = from; power <= to; power += stride) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double value = factor * std::pow(10.0, power);
            if (value >= min && value <= max && (dense || factor == 1.0))
                ticks.push_back({value, valueText(value)});
        }
    }
    return ticks.size() < 2 ? linearTicks(min, max, wanted) : ticks;
}

std::vector<Tick> xTicks(ChartX kind, double min, double max, int wanted)
{
    if (!(max > min) || !std::isfinite(max - min))
        return {};
    if (kind != ChartX::Step)
        return timeTicks(kind, min, max, wanted);
    const double step = roundStep(max - min, wanted);
    return ticksEvery(step, min, max, 0, [&](double value) { return stepLabel(value, step); });
}

QString valueText(double value)
{
    const double size = std::abs(value);
    if (value != 0 && (size >= 1e6 || size < 1e-3))
        return scientific(value, 3);
    return QString::number(value, 'g', size >= 1e4 ? 6 : 4);
}

QString xText(ChartX kind, double x)
{
    switch (kind) {
    case ChartX::RelativeTime:
        return durationText(x, true);
    case ChartX::WallTime:
        return QDateTime::fromMSecsSinceEpoch(std::llround(x * 1000)).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case ChartX::Step:
        break;
    }
    return x == std::round(x) ? QLocale().toString(x, 'f', 0) : valueText(x);
}

}  // namespace slipway
