// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter_number.h"
#include "core/filter/filter_query.h"

#include <QTest>

using namespace slipway;

namespace {

/// "-[key >=]{one}{two}" for each term.
QString described(const std::vector<FilterTerm>& terms)
{
    QStringList lines;
    for (const FilterTerm& term : terms) {
        QString line = term.sense == FilterTerm::Sense::Drop ? QStringLiteral("-") : QString();
        if (!term.key.empty()) {
            const std::string_view sign = textOf(term.comparison);
            line += QStringLiteral("[%1 %2]").arg(QString::fromStdString(term.key),
                                                  QString::fromStdString(std::string(sign)));
        }
        for (const std::string& value : term.values)
            line += QStringLiteral("{%1}").arg(QString::fromStdString(value));
        lines << line;
    }
    return lines.join(QLatin1Char(' '));
}

}  // namespace

class FilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void terms_data();
    void terms();
    void placesAreInBytes();
    void formats();
    void numbers_data();
    void numbers();
};

void FilterTest::terms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read");
    const auto row = [](const char* sentence, const char* text, const char* read) {
        QTest::newRow(sentence) << QString::fromUtf8(text) << QString::fromUtf8(read);
    };
    row("nothing", "  ", "");
    row("words", "one two", "{one} {two}");
    row("a phrase", "\"one two\"", "{one two}");
    row("a phrase that has not ended", "\"one two", "{one two}");
    row("a quote within quotes", "\"a \\\"b\\\" \\\\\"", "{a \"b\" \\}");
    row("a backslash elsewhere is itself", "a\\b", "{a\\b}");
    row("a key with a value", "owner:me", "[owner :]{me}");
    row("keys are of lower case", "Owner:Me", "[owner :]{Me}");
    row("several values", "phase:queued,failed", "[phase :]{queued}{failed}");
    row("no value is empty", "phase:,queued,,", "[phase :]{queued}");
    row("a key that still waits for its value", "phase:", "[phase :]");
    row("a dropped key", "-phase:failed", "-[phase :]{failed}");
    row("a dropped word", "-x", "-{x}");
    row("a hyphen alone is a word", "- x", "{-} {x}");
    row("each sign", "a>1 a>=1 a<1 a<=1 a!=1 a=1",
        "[a >]{1} [a >=]{1} [a <]{1} [a <=]{1} [a !=]{1} [a =]{1}");
    row("a colon within a value belongs to it", "a:b:c", "[a :]{b:c}");
    row("a number before a colon is no key", "10:30", "{10:30}");
    row("a quoted colon is no sign", "\"a:b\"", "{a:b}");
    row("a quoted comma does not separate", "a:\"x, y\",z", "[a :]{x, y}{z}");
    row("a comma in a word belongs to it", "x,y", "{x,y}");
    row("other scripts are words", "名:值", "{名:值}");
}

void FilterTest::terms()
{
    QFETCH(const QString, text);
    QTEST(described(parseFilter(text.toStdString())), "read");
}

void FilterTest::placesAreInBytes()
{
    const auto terms = parseFilter("  名 -a:\"x y\" z");
    QCOMPARE(terms.size(), 3u);
    QCOMPARE(terms[0].begin, 2u);
    QCOMPARE(terms[0].end, 5u);
    QCOMPARE(terms[1].begin, 6u);
    QCOMPARE(terms[1].end, 14u);
}

void FilterTest::formats()
{
    QCOMPARE(formatFilter(parseFilter(" -Phase:queued,\"a b\"   gpu>1 \"x")),
             std::string("-phase:queued,\"a b\" gpu>1 x"));
    QCOMPARE(quoteFilterValue("say \"hi\""), std::string("\"say \\\"hi\\\"\""));
    QCOMPARE(quoteFilterValue("-x"), std::string("\"-x\""));
}

void FilterTest::numbers_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");  // -1: none
    const auto row = [](const char* sentence, FilterUnit unit, const char* text, double value) {
        QTest::newRow(sentence) << static_cast<int>(unit) << QString::fromLatin1(text) << value;
    };
    row("a count", FilterUnit::Count, "8", 8);
    row("a part", FilterUnit::Count, "0.5", 0.5);
    row("a count has no unit", FilterUnit::Count, "8x", -1);
    row("no number is infinite", FilterUnit::Count, "inf", -1);
    row("minutes", FilterUnit::Seconds, "30m", 1800);
    row("hours and minutes", FilterUnit::Seconds, "1h30m", 5400);
    row("part of a day", FilterUnit::Seconds, "1.5d", 129600);
    row("weeks", FilterUnit::Seconds, "2w", 1209600);
    row("a time without unit", FilterUnit::Seconds, "30", -1);
    row("a time below zero", FilterUnit::Seconds, "-1h", -1);
    row("bytes", FilterUnit::Bytes, "4096", 4096);
    row("a short unit", FilterUnit::Bytes, "2k", 2048);
    row("a long unit", FilterUnit::Bytes, "1.5GiB", 1610612736);
    row("a strange unit", FilterUnit::Bytes, "1XB", -1);
    row("nothing", FilterUnit::Bytes, "", -1);
}

void FilterTest::numbers()
{
    QFETCH(const int, unit);
    QFETCH(const QString, text);
    QFETCH(const double, value);
    QCOMPARE(parseFilterNumber(text.toStdString(), static_cast<FilterUnit>(unit)).value_or(-1), value);
}

QTEST_APPLESS_MAIN(FilterTest)
#include "filter_test.moc"
