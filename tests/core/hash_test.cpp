// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace slipway;

namespace {

QByteArray ba(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

/// CRC-32C one bit at a time, as the definition reads.
std::uint32_t slowCrc32c(std::string_view bytes)
{
    std::uint32_t crc = ~0u;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F63B78u : 0u);
    }
    return ~crc;
}

}  // namespace

class HashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digestsOfPublishedTexts();
    void piecesHashAsTheWhole();
    void filesHashAsTheirContent();
    void crc32cOfPublishedTexts();
    void crcsContinueFromAnyCut();
    void base64_data();
    void base64();
    void brokenEncodingsAreRefused();
    void secretsAreEqualOnlyWhenTheyAre();
};

void HashTest::digestsOfPublishedTexts()
{
    QCOMPARE(ba(hex(sha256(""))),
             QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(ba(hex(sha256("abc"))),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    Md5 md5;
    md5.update("message ");
    md5.update("digest");
    QCOMPARE(ba(hex(md5.finish())), QByteArray("f96b697d7cb7938d525a2f31aaf161d0"));
    QCOMPARE(ba(hex(hmacSha256("Jefe", "what do ya want for nothing?"))),  // RFC 4231, case 2
             QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    QCOMPARE(ba(hex(hmacSha256("", ""))),
             QByteArray("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

void HashTest::piecesHashAsTheWhole()
{
    const std::string text(100000, 'x');
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += 977)
        hash.update(std::string_view(text).substr(at, 977));
    QVERIFY(hash.finish() == sha256(text));
}

void HashTest::filesHashAsTheirContent()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("data"));
    const QByteArray content(600000, 'y');
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QCOMPARE(ba(*sha256File(path.toStdString())), ba(hex(sha256(content.toStdString()))));
    const auto missing = sha256File(path.toStdString() + "x");
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(!sha256File(folder.path().toStdString()));
}

// RFC 3720, appendix B.4, and the check value of the catalogue
void HashTest::crc32cOfPublishedTexts()
{
    std::string ascending(32, '\0');
    std::iota(ascending.begin(), ascending.end(), '\0');
    QCOMPARE(crc32c("123456789"), 0xE3069283u);
    QCOMPARE(crc32c(std::string(32, '\0')), 0x8A9136AAu);
    QCOMPARE(crc32c(std::string(32, '\xff')), 0x62A8AB43u);
    QCOMPARE(crc32c(ascending), 0x46DD794Eu);
    QCOMPARE(crc32("123456789"), 0xCBF43926u);
}

void HashTest::crcsContinueFromAnyCut()
{
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += static_cast<char>(i * 37);
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        const std::string_view head = std::string_view(text).substr(0, cut);
        const std::string_view tail = std::string_view(text).substr(cut);
        QCOMPARE(crc32c(head), slowCrc32c(head));
        QCOMPARE(crc32c(tail, crc32c(head)), slowCrc32c(text));
        QCOMPARE(crc32(tail, crc32(head)), crc32(text));
    }
    QCOMPARE(crc32({}, 17), 17u);
}

void HashTest::base64_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("one byte has two paddings") << QByteArray("f") << QByteArray("Zg==");
    QTest::newRow("two bytes have one padding") << QByteArray("fo") << QByteArray("Zm8=");
    QTest::newRow("three bytes have none") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("high bytes") << QByteArray("\xff\xfe\xfb", 3) << QByteArray("//77");
    QTest::newRow("several groups") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
}

void HashTest::base64()
{
    QFETCH(QByteArray, plain);
    QFETCH(QByteArray, text);
    QCOMPARE(ba(slipway::base64(plain.toStdString())), text);
    QCOMPARE(ba(*unbase64(text.toStdString())), plain);
}

void HashTest::brokenEncodingsAreRefused()
{
    for (const char* text :
         {"Zg=", "Zg", "Z===", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9", "Zm9v\n", "====", "Zm-_"})
        QVERIFY2(!unbase64(text), text);
    for (const char* text : {"0", "0g", "zz", " 0"})
        QVERIFY2(!unhex(text), text);
    QCOMPARE(ba(*unhex("00fFA5")), QByteArray("\x00\xff\xa5", 3));
}

void HashTest::secretsAreEqualOnlyWhenTheyAre()
{
    QVERIFY(equalSecrets("abc", "abc"));
    QVERIFY(equalSecrets("", ""));
    QVERIFY(!equalSecrets("abc", "abd"));
    QVERIFY(!equalSecrets("abc", "abcd"));
}

QTEST_GUILESS_MAIN(HashTest)
#include "hash_test.moc"
