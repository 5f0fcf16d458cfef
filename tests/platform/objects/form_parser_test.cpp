// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/post/form_parser.h"
#include "platform/objects/post/post_conditions.h"

#include <QtTest>

using namespace slipway;

namespace {

struct Reading {
    std::string problem;  ///< Empty when the form is whole.
    sigv4::FormFields fields;
    std::string file_name;
    std::string file;

    bool operator==(const Reading&) const = default;
};

Reading read(const std::string& body, std::size_t cut)
{
    Reading reading;
    FormParser parser = FormParser::create("multipart/form-data; boundary=b").value();
    const FormParser::Sink sink = [&](std::string_view bytes) {
        reading.file += bytes;
        return Result<void>();
    };
    Result<void> fed = parser.feed(std::string_view(body).substr(0, cut), sink);
    if (fed)
        fed = parser.feed(std::string_view(body).substr(cut), sink);
    if (fed)
        fed = parser.finish();
    if (!fed)
        reading.problem = fed.error().type;
    reading.fields = parser.fields();
    reading.file_name = parser.fileName();
    return reading;
}

std::string part(const std::string& name, const std::string& value)
{
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}

std::string file(const std::string& content)
{
    return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".txt\"\r\n"
           "Content-Type: text/plain\r\n\r\n" +
           content + "\r\n";
}

const std::string end = "--b--\r\n";

}  // namespace

class FormParserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contentTypes_data();
    void contentTypes();
    void forms_data();
    void forms();
    void aFormHasLimits();
    void policies_data();
    void policies();
    void formsAreHeldAgainstPolicies_data();
    void formsAreHeldAgainstPolicies();
};

void FormParserTest::contentTypes_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("taken");
    QTest::newRow("a plain boundary") << QByteArray("multipart/form-data; boundary=xyz") << true;
    QTest::newRow("a quoted one") << QByteArray("multipart/form-data; charset=utf-8; boundary=\"x;z\"")
                                  << true;
    QTest::newRow("in capitals") << QByteArray("Multipart/Form-Data; Boundary=xyz") << true;
    QTest::newRow("none") << QByteArray("multipart/form-data") << false;
    QTest::newRow("an empty one") << QByteArray("multipart/form-data; boundary=") << false;
    QTest::newRow("one that is too long") << "multipart/form-data; boundary=" + QByteArray(71, 'x') << false;
    QTest::newRow("another type") << QByteArray("text/plain; boundary=xyz") << false;
}

void FormParserTest::contentTypes()
{
    QFETCH(QByteArray, type);
    QTEST(FormParser::create(type.toStdString()).has_value(), "taken");
}

void FormParserTest::forms_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("problem");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char* name, const std::string& body, const char* problem, const char* fields,
                        const QByteArray& content) {
        QTest::newRow(name) << QByteArray::fromStdString(body) << QByteArray(problem) << QByteArray(fields)
                            << content;
    };
    row("fields and a file", part("key", "k") + part("Policy", "e30=") + file("hello") + end, "",
        "key=k;policy=e30=;", "hello");
    row("an empty file", part("key", "k") + file("") + end, "", "key=k;", "");
    row("an empty field", part("key", "") + file("x") + end, "", "key=;", "x");
    row("a file with lines and half a boundary", file("a\r\n--\r\n--a\r\n\r\nb") + end, "", "",
        "a\r\n--\r\n--a\r\n\r\nb");
    row("what stands behind the file is left out", file("x") + part("submit", "Upload") + end, "", "", "x");
    row("without an end of the last line", file("x") + "--b--", "", "", "x");
    row("no file", part("key", "k") + end, "MalformedPOSTRequest", "key=k;", "");
    row("nothing", "", "IncompleteBody", "", "");
    row("a file without an end", part("key", "k") + file("abcdefghi"), "IncompleteBody", "key=k;",
        "abcdefghi");
    row("something before the first boundary", "x\r\n" + file("x") + end, "MalformedPOSTRequest", "", "");
    row("a part without a name", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n" + end,
        "MalformedPOSTRequest", "", "");
    row("a part that is no form's", "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n" + end,
        "MalformedPOSTRequest", "", "");
    row("a boundary that goes on", part("key", "k") + "--bb\r\n", "MalformedPOSTRequest", "key=k;", "");
}

void FormParserTest::forms()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, content);
    const Reading whole = read(body.toStdString(), 0);
    QTEST(QByteArray::fromStdString(whole.problem), "problem");
    QByteArray fields;
    for (const auto& [name, value] : whole.fields)
        fields += QByteArray::fromStdString(name + "=" + value + ";");
    QTEST(fields, "fields");
    if (whole.problem.empty()) {
        QCOMPARE(QByteArray::fromStdString(whole.file), content);
        QCOMPARE(whole.file_name, std::string("a \"b\".txt"));
    } else {
        QVERIFY(content.startsWith(QByteArray::fromStdString(whole.file)));
    }
    for (qsizetype cut = 1; cut < body.size(); ++cut)
        QVERIFY2(read(body.toStdString(), static_cast<std::size_t>(cut)) == whole,
                 qPrintable(QString::number(cut)));
}

void FormParserTest::aFormHasLimits()
{
    const std::string large(64u << 10, 'x');
    QCOMPARE(read(part("key", large) + file("x") + end, 0).problem,
             std::string("MaxPostPreDataLengthExceededError"));
    QCOMPARE(read("--b\r\nX: " + large + large, 0).problem, std::string("MaxPostPreDataLengthExceededError"));
    QCOMPARE(read(file("x") + part("more", large) + end, 0).problem, std::string("MalformedPOSTRequest"));
    QCOMPARE(read(file(large + large) + end, 0).file.size(), 2 * large.size());
}

void FormParserTest::policies_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char* name, const char* conditions, bool taken) {
        QTest::newRow(name) << QByteArray(R"({"expiration":"2026-11-28T08:00:00.000Z","conditions":[)") +
                                   conditions + "]}"
                            << taken;
    };
    row("none", "", true);
    row("every form of a condition",
        R"({"bucket":"b"},["eq","$acl","private"],["starts-with","$key",""],["content-length-range",1,2])",
        true);
    row("a condition of another kind", R"(["ends-with","$key","x"])", false);
    row("a condition on no field", R"(["eq","key","x"])", false);
    row("a condition that is a number", "1", false);
    row("an empty condition", "[]", false);
    row("a range of words", R"(["content-length-range","a","b"])", false);
    row("a range below nothing", R"(["content-length-range",-1,2])", false);
    row("a value that is no text", R"({"bucket":1})", false);
    QTest::newRow("no expiration") << QByteArray(R"({"conditions":[]})") << false;
    QTest::newRow("an expiration that is no time")
        << QByteArray(R"({"expiration":"soon","conditions":[]})") << false;
    QTest::newRow("more than that") << QByteArray(
                                           R"({"expiration":"2026-11-28T08:00:00Z","conditions":[],"x":1})")
                                    << false;
    QTest::newRow("no JSON") << QByteArray("{") << false;
}

void FormParserTest::policies()
{
    QFETCH(QByteArray, document);
    const auto conditions = parsePostConditions(document.toStdString());
    QTEST(conditions.has_value(), "taken");
    if (!conditions)
        QCOMPARE(conditions.error().type, std::string("InvalidPolicyDocument"));
}

void FormParserTest::formsAreHeldAgainstPolicies_data()
{
    QTest::addColumn<QByteArray>("conditions");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("verdict");
    const auto row = [](const char* name, const char* conditions, const char* field, const char* value,
                        const char* verdict) {
        QTest::newRow(name) << QByteArray(conditions) << QByteArray(field) << QByteArray(value)
                            << QByteArray(verdict);
    };
    const char* key = R"(["starts-with","$key","user/"])";
    row("a key below the prefix", key, "key", "user/a", "");
    row("a key beside it", key, "key", "use", "AccessDenied");
    row("no key", key, "x-ignore-key", "user/a", "AccessDenied");
    row("names of fields in capitals", R"(["starts-with","$KEY","user/"])", "key", "user/a", "");
    row("a field that is just as wanted", R"(["eq","$acl","private"])", "acl", "private", "");
    row("a field that is longer", R"({"acl":"private"})", "acl", "private-not", "AccessDenied");
    row("the bucket of the address", R"({"bucket":"b"})", "x-ignore-this", "", "");
    row("another bucket", R"({"bucket":"c"})", "x-ignore-this", "", "AccessDenied");
    row("another bucket in the form", R"(["starts-with","$bucket",""])", "bucket", "c", "AccessDenied");
    row("a field that no condition is about", R"({"bucket":"b"})", "acl", "private", "AccessDenied");
}

void FormParserTest::formsAreHeldAgainstPolicies()
{
    QFETCH(QByteArray, conditions);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, verdict);
    // The bucket is there without a field of its name, and so has to be allowed.
    const std::string document =
        R"({"expiration":"2026-11-28T08:00:00.000Z","conditions":[["starts-with","$bucket",""],)" +
        conditions.toStdString() + "]}";
    const auto read = parsePostConditions(document);
    QVERIFY(read);
    const sigv4::FormFields fields{{field.toStdString(), value.toStdString()}, {"policy", "p"}};
    const auto checked = checkPost(*read, fields, "b", read->expires - std::chrono::seconds(1));
    QCOMPARE(checked ? std::string() : checked.error().type, verdict.toStdString());
    QVERIFY(!checkPost(*read, fields, "b", read->expires));
    sigv4::FormFields twice = fields;
    twice.push_back(fields.front());
    QVERIFY(!checkPost(*read, twice, "b", read->expires - std::chrono::seconds(1)));
}

QTEST_GUILESS_MAIN(FormParserTest)
#include "form_parser_test.moc"
