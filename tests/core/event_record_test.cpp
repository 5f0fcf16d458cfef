// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_record.h"
#include "core/hash.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace slipway;
using namespace slipway::events;

namespace {

QByteArray ba(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

std::string varint(std::uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    return out + static_cast<char>(value);
}

/// A length-delimited field.
std::string field(std::uint32_t number, const std::string& bytes)
{
    return varint(number << 3 | 2) + varint(bytes.size()) + bytes;
}

std::string varintField(std::uint32_t number, std::uint64_t value)
{
    return varint(number << 3) + varint(value);
}

template <class Number>
std::string raw(Number number)
{
    std::string bytes(sizeof number, '\0');
    std::memcpy(bytes.data(), &number, sizeof number);
    return bytes;
}

/// An event whose summary has one value: tag "t" and these fields.
std::string eventWith(const std::string& value_fields)
{
    return std::string("\x09", 1) + raw(2.5) + varintField(2, 7) +
           field(5, field(1, field(1, "t") + value_fields));
}

std::string tensor(std::int32_t type, const std::string& rest)
{
    return field(8, varintField(1, static_cast<std::uint64_t>(type)) + rest);
}

std::string sampleFile(int points)
{
    std::string file = frameRecord(encodeFileVersion(1.5));
    for (int i = 0; i < points; ++i)
        file += frameRecord(
            encodeScalars(100 + i, i, {{"loss", 1.0f / static_cast<float>(i + 1)}, {"lr", 0.5f}}));
    return file;
}

std::vector<ScalarPoint> pointsOf(EventReader& reader, std::string_view bytes)
{
    std::vector<ScalarPoint> points;
    reader.feed(bytes, points);
    return points;
}

}  // namespace

class EventRecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreThoseOfTensorBoard();
    void whatIsWrittenIsReadBack();
    void values_data();
    void values();
    void otherPartsOfEvents();
    void damagedEventsAreRefusedAndNeverCrash();
    void filesMayBeCutAnywhere();
    void aTruncatedTailIsNoError();
    void damagedBytesLoseOneRecordOrTheRest();
    void cutsAreTold();
    void recordsTooLongAreRefusedAtOnce();
    void recordsThatAreNoEventsAreCounted();
};

// vectors of masked_crc.rs and tf_record.rs
void EventRecordTest::framesAreThoseOfTensorBoard()
{
    const std::string payload =
        std::string("\x09\x00\x00\x80\x38\x99\xd6\xd7\x41\x1a\x0d", 11) + "brain.Event:2";
    QCOMPARE(ba(hex(frameRecord(payload))), QByteArray("1800000000000000"
                                                       "a37f4b22"
                                                       "090000803899d6d7411a0d627261696e2e4576656e743a32"
                                                       "124b36ab"));
    const std::string framed = frameRecord("\x1a\x11"
                                           "CRC test, one two");
    QCOMPARE(ba(hex(framed.substr(framed.size() - 4))), QByteArray("8ad09457"));
    const auto event = decodeEvent(payload);
    QCOMPARE(ba(event->file_version), QByteArray("brain.Event:2"));
    QCOMPARE(event->wall_time, 1599759586.0);
}

void EventRecordTest::whatIsWrittenIsReadBack()
{
    const auto event = decodeEvent(encodeScalars(12.25, -3, {{"a/b", 0.1f}, {"", NAN}, {"inf", -INFINITY}}));
    QCOMPARE(event->step, std::int64_t{-3});
    QCOMPARE(event->scalars.size(), std::size_t{3});
    QCOMPARE(ba(event->scalars[0].tag), QByteArray("a/b"));
    QCOMPARE(event->scalars[0].value, static_cast<double>(0.1f));
    QCOMPARE(event->scalars[0].wall_time, 12.25);
    QCOMPARE(event->scalars[0].step, std::int64_t{-3});
    QVERIFY(std::isnan(event->scalars[1].value));
    QCOMPARE(event->scalars[2].value, -static_cast<double>(INFINITY));
    QCOMPARE(ba(decodeEvent(encodeFileVersion(1))->file_version), QByteArray("brain.Event:2"));
}

void EventRecordTest::values_data()
{
    QTest::addColumn<QByteArray>("value_fields");
    QTest::addColumn<bool>("is_number");
    QTest::addColumn<double>("number");

    const auto row = [](const char* name, const std::string& fields, double number) {
        QTest::newRow(name) << ba(fields) << true << number;
    };
    const auto none = [](const char* name, const std::string& fields) {
        QTest::newRow(name) << ba(fields) << false << 0.0;
    };
    const std::string one_by_one = field(2, field(2, varintField(1, 1)) + field(2, varintField(1, 1)));
    const std::string three = field(2, field(2, varintField(1, 3)));

    row("a simple value", varint(2 << 3 | 5) + raw(0.5f), 0.5);
    row("float, packed, without a shape, as PyTorch writes it", tensor(1, field(5, raw(0.25f))), 0.25);
    row("float, not packed", tensor(1, varint(5 << 3 | 5) + raw(0.25f)), 0.25);
    row("double, packed", tensor(2, field(6, raw(1e-300))), 1e-300);
    row("float content of rank 0, as TensorFlow 2 writes it", tensor(1, field(2, "") + field(4, raw(3.5f))),
        3.5);
    row("float content of shape 1 by 1", tensor(1, one_by_one + field(4, raw(3.5f))), 3.5);
    row("double content", tensor(2, field(4, raw(0.1))), 0.1);
    row("int32 below zero", tensor(3, field(7, varint(static_cast<std::uint64_t>(-5)))), -5);
    row("int32 content", tensor(3, field(4, raw(std::int32_t{-5}))), -5);
    row("uint8", tensor(4, field(7, varint(200))), 200);
    row("uint8 content", tensor(4, field(4, raw(std::uint8_t{200}))), 200);
    row("int16 content", tensor(5, field(4, raw(std::int16_t{-2}))), -2);
    row("int8 content", tensor(6, field(4, raw(std::int8_t{-2}))), -2);
    row("int64", tensor(9, field(10, varint(static_cast<std::uint64_t>(-9)))), -9);
    row("int64 content", tensor(9, field(4, raw(std::int64_t{1} << 40))), 1099511627776.0);
    row("true", tensor(10, field(11, varint(1))), 1);
    row("bfloat16", tensor(14, field(13, varint(0x3fc0))), 1.5);
    row("bfloat16 content", tensor(14, field(4, raw(std::uint16_t{0xbfc0}))), -1.5);
    row("uint16 content", tensor(17, field(4, raw(std::uint16_t{65535}))), 65535);
    row("half", tensor(19, field(13, varint(0x3e00))), 1.5);
    row("half content, the smallest number", tensor(19, field(4, raw(std::uint16_t{0x0001}))),
        std::ldexp(1, -24));
    row("half, the largest number", tensor(19, field(13, varint(0x7bff))), 65504);
    row("half, infinite", tensor(19, field(13, varint(0xfc00))), -static_cast<double>(INFINITY));
    row("uint32", tensor(22, field(16, varint(4294967295))), 4294967295.0);
    row("uint64", tensor(23, field(17, varint(std::uint64_t{1} << 63))), 9223372036854775808.0);
    row("a type that comes after the value", field(8, field(4, raw(2.5f)) + varintField(1, 1)), 2.5);
    row("unknown fields beside it", varint(2 << 3 | 5) + raw(0.5f) + field(9, "xyz") + varintField(99, 1),
        0.5);

    none("three elements", tensor(1, three + field(4, raw(1.f) + raw(2.f) + raw(3.f))));
    none("one value that fills three elements", tensor(1, three + field(5, raw(1.f))));
    none("two values without a shape", tensor(1, field(5, raw(1.f) + raw(2.f))));
    none("no value", tensor(1, ""));
    none("an empty shape of zero elements", tensor(1, field(2, field(2, "")) + field(5, raw(1.f))));
    none("a text", tensor(7, field(8, "hello")));
    none("content of the wrong size", tensor(1, field(4, "abc")));
    none("an image", field(4, varintField(1, 8)));
    none("metadata alone, as hyperparameters are written", field(9, field(1, field(1, "hparams"))));
}

void EventRecordTest::values()
{
    QFETCH(QByteArray, value_fields);
    QFETCH(bool, is_number);
    const auto event = decodeEvent(eventWith(value_fields.toStdString()));
    QVERIFY2(event.has_value(), event ? "" : event.error().message.c_str());
    QCOMPARE(event->scalars.size(), std::size_t{is_number ? 1u : 0u});
    if (!is_number)
        return;
    QCOMPARE(ba(event->scalars[0].tag), QByteArray("t"));
    QCOMPARE(event->scalars[0].step, std::int64_t{7});
    QCOMPARE(event->scalars[0].wall_time, 2.5);
    QTEST(event->scalars[0].value, "number");
}

void EventRecordTest::otherPartsOfEvents()
{
    const std::string simple = varint(2 << 3 | 5) + raw(0.5f);
    QCOMPARE(ba(decodeEvent(field(5, field(1, field(7, "node") + simple)))->scalars[0].tag),
             QByteArray("node"));
    QVERIFY(decodeEvent(field(7, varintField(1, 1)))->session_start);
    QVERIFY(!decodeEvent(field(7, varintField(1, 2)))->session_start);
    const auto late = decodeEvent(field(5, field(1, field(1, "t") + simple)) + varintField(2, 9));
    QCOMPARE(late->scalars[0].step, std::int64_t{9});
    QVERIFY(decodeEvent("").has_value());
}

void EventRecordTest::damagedEventsAreRefusedAndNeverCrash()
{
    const std::string good =
        eventWith(tensor(1, field(2, field(2, varintField(1, 1))) + field(5, raw(0.25f))));
    int refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        if (!decodeEvent(good.substr(0, at)))
            ++refused;
        for (int bit = 0; bit < 8; ++bit) {
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
            (void)decodeEvent(bad);
        }
    }
    QVERIFY(refused > 10);
    QCOMPARE(decodeEvent("\xff\xff\xff\xff").error().code, ErrorCode::DataLoss);
}

void EventRecordTest::filesMayBeCutAnywhere()
{
    const std::string file = sampleFile(5);
    for (std::size_t cut = 0; cut <= file.size(); ++cut) {
        EventReader reader;
        auto points = pointsOf(reader, std::string_view(file).substr(0, cut));
        const auto rest = pointsOf(reader, std::string_view(file).substr(cut));
        points.insert(points.end(), rest.begin(), rest.end());
        QCOMPARE(points.size(), std::size_t{10});
        QVERIFY(!reader.broken());
        QCOMPARE(reader.skippedRecords(), std::uint64_t{0});
    }
    EventReader reader;
    std::vector<ScalarPoint> points;
    for (const char c : file)
        reader.feed(std::string_view(&c, 1), points);
    QCOMPARE(points.size(), std::size_t{10});
    QCOMPARE(points[8].value, static_cast<double>(1.0f / 5));
    QCOMPARE(points[8].step, std::int64_t{4});
    QCOMPARE(points[8].wall_time, 104.0);
}

void EventRecordTest::aTruncatedTailIsNoError()
{
    const std::string file = sampleFile(2);
    for (std::size_t missing = 1; missing < 30; ++missing) {
        EventReader reader;
        QCOMPARE(pointsOf(reader, std::string_view(file).substr(0, file.size() - missing)).size(),
                 std::size_t{2});
        QVERIFY(!reader.broken());
        QCOMPARE(reader.skippedRecords(), std::uint64_t{0});
    }
}

void EventRecordTest::damagedBytesLoseOneRecordOrTheRest()
{
    const std::string start = frameRecord(encodeFileVersion(1));
    const std::string record = frameRecord(encodeScalars(1, 1, {{"a", 1.f}}));
    for (std::size_t at = 0; at < record.size(); ++at) {
        std::string bad = record;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        EventReader reader;
        const auto points = pointsOf(reader, start + bad + record);
        const bool header = at < 12;
        QCOMPARE(reader.broken(), header);
        QCOMPARE(reader.skippedRecords(), std::uint64_t{header ? 0u : 1u});
        QCOMPARE(points.size(), std::size_t{header ? 0u : 1u});
        QCOMPARE(pointsOf(reader, record).size(), std::size_t{header ? 0u : 1u});
    }
}

void EventRecordTest::cutsAreTold()
{
    const std::string record = frameRecord("hello");
    const std::string longer = record + "more";
    const CutResult whole = cutRecord(longer);
    QVERIFY(whole.record && whole.record->payload == "hello");
    QCOMPARE(whole.record->size_bytes, std::uint64_t{record.size()});
    QVERIFY(!cutRecord(record.substr(0, record.size() - 1)).record);
    QVERIFY(!cutRecord("").error);
    std::string bad = record;
    bad[12] = 'H';
    const CutResult payload = cutRecord(bad);
    QCOMPARE(ba(payload.error->type), QByteArray("bad-payload"));
    QCOMPARE(payload.skip_bytes, std::uint64_t{record.size()});
    bad[0] = 'x';
    QCOMPARE(ba(cutRecord(bad).error->type), QByteArray("bad-length"));
}

void EventRecordTest::recordsTooLongAreRefusedAtOnce()
{
    // A header whose checksum is right and whose length is not believable.
    std::string header = raw(std::uint64_t{max_record_bytes + 1});
    const std::uint32_t crc = crc32c(header);
    header += raw(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
    EventReader reader;
    pointsOf(reader, header);
    QVERIFY(reader.broken());
}

void EventRecordTest::recordsThatAreNoEventsAreCounted()
{
    EventReader reader;
    const auto points =
        pointsOf(reader, frameRecord("\xff\xff") + frameRecord(encodeScalars(1, 1, {{"a", 1.f}})));
    QCOMPARE(points.size(), std::size_t{1});
    QCOMPARE(reader.skippedRecords(), std::uint64_t{1});
}

QTEST_GUILESS_MAIN(EventRecordTest)
#include "event_record_test.moc"
