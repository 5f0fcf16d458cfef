// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/objects/object_server.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QtTest>

using namespace slipway;
using namespace slipway::test;

namespace {

/// What a client said and how it ended.
struct Outcome {
    int exit_code = -1;
    QString output;
};

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(42);
    for (char& byte : bytes)
        byte = static_cast<char>(generator.generate() & 0xff);
    return bytes;
}

}  // namespace

/// The clients that people use, as Debian packages them, against a real server.
class S3ClientsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { here_.reset(); }
    void awsCommandLine();
    void awsApi();
    void awsForms();
    void rclone();
    void s3cmd();

private:
    Outcome run(const QString& program, const QStringList& arguments);
    QString path(const char* name) const { return directory_->filePath(QString::fromLatin1(name)); }
    void writeFile(const QString& name, const QByteArray& bytes);
    QByteArray readFile(const QString& name);
    void sync(const QString& program, const QStringList& up, const QStringList& down);

    std::unique_ptr<ObjectServer> here_;
    std::unique_ptr<QTemporaryDir> directory_;
};

#define REQUIRE_PROGRAM(file)                                                                                \
    if (!QFileInfo::exists(QStringLiteral(file)))                                                            \
    QSKIP(file " is not installed")

void S3ClientsTest::init()
{
    here_ = std::make_unique<ObjectServer>();
    directory_ = std::make_unique<QTemporaryDir>();
    QDir(directory_->path()).mkpath(QStringLiteral("tree/sub dir/deeper"));
    writeFile(path("tree/one.txt"), "one");
    writeFile(path("tree/sub dir/zwei & drei+.txt"), "zwei");
    writeFile(path("tree/sub dir/deeper/\xe4\xba\x8c.bin"), randomBytes(300'000));
    writeFile(path("tree/large.bin"), randomBytes(17 << 20));
}

void S3ClientsTest::writeFile(const QString& name, const QByteArray& bytes)
{
    QFile file(name);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(name));
    file.write(bytes);
}

QByteArray S3ClientsTest::readFile(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

Outcome S3ClientsTest::run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("HOME"), directory_->path());
    environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QString::fromStdString(here_->alice.access_key));
    environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                       QString::fromStdString(here_->alice.secret_key));
    environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-east-1"));
    environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(directory_->path());
    process.start(program, arguments);
    if (!process.waitForFinished(120'000))
        return {-1, QStringLiteral("It did not end.")};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

#define RUN(...)                                                                                             \
    do {                                                                                                     \
        const Outcome outcome = run(__VA_ARGS__);                                                            \
        QVERIFY2(outcome.exit_code == 0, qPrintable(outcome.output));                                        \
    } while (false)

/// Sends a tree up, brings it back, and sends it again, which must find nothing to do.
void S3ClientsTest::sync(const QString& program, const QStringList& up, const QStringList& down)
{
    RUN(program, up);
    QCOMPARE(here_->file("default/t/sub dir/zwei & drei+.txt"), std::string("zwei"));
    RUN(program, down);
    for (const char* name :
         {"one.txt", "sub dir/zwei & drei+.txt", "sub dir/deeper/\xe4\xba\x8c.bin", "large.bin"}) {
        const QString relative = QString::fromUtf8(name);
        QVERIFY2(readFile(path("tree/") + relative) == readFile(path("back/") + relative), name);
    }
}

void S3ClientsTest::awsCommandLine()
{
    REQUIRE_PROGRAM("/usr/bin/aws");
    const QString aws = QStringLiteral("/usr/bin/aws");
    const QStringList base{QStringLiteral("--endpoint-url"),
                           QStringLiteral("http://") + QString::fromStdString(here_->address()),
                           QStringLiteral("s3")};
    const auto with = [&](const char* arguments) { return base + QString::fromUtf8(arguments).split(u' '); };
    sync(aws, with("sync tree s3://default/t"), with("sync s3://default/t back"));
    QCOMPARE(run(aws, with("sync tree s3://default/t")).output, QString());
    QVERIFY(run(aws, with("ls s3://default/t/")).output.contains(QStringLiteral("PRE sub dir/")));
    QVERIFY(run(aws, with("ls")).output.contains(QStringLiteral("default")));
    RUN(aws,
        with(
            "cp s3://default/t/large.bin s3://default/copy.bin --metadata-directive COPY --copy-props none"));
    RUN(aws, with("mv s3://default/t/one.txt s3://default/moved.txt"));
    QCOMPARE(here_->file("default/moved.txt"), std::string("one"));
    RUN(aws, with("rm --recursive s3://default/t"));
    QVERIFY(!std::filesystem::exists(here_->objects() / "default/t"));
    QVERIFY(run(aws, with("ls s3://nowhere")).output.contains(QStringLiteral("NoSuchBucket")));
}

void S3ClientsTest::awsApi()
{
    REQUIRE_PROGRAM("/usr/bin/aws");
    const QString aws = QStringLiteral("/usr/bin/aws");
    const QStringList base{QStringLiteral("--endpoint-url"),
                           QStringLiteral("http://") + QString::fromStdString(here_->address()),
                           QStringLiteral("s3api")};
    const auto with = [&](const char* arguments) { return base + QString::fromUtf8(arguments).split(u' '); };
    RUN(aws, with("put-object --bucket default --key k --body tree/one.txt --checksum-algorithm SHA256 "
                  "--metadata a=b"));
    const QString head =
        run(aws, with("head-object --bucket default --key k --checksum-mode ENABLED")).output;
    QVERIFY2(head.contains(QStringLiteral("ChecksumSHA256")) && head.contains(QStringLiteral("\"a\": \"b\"")),
             qPrintable(head));
    RUN(aws, with("put-object --bucket default --key k2 --body tree/one.txt --checksum-algorithm CRC32"));
    RUN(aws, with("get-bucket-location --bucket default"));
    RUN(aws, with("head-bucket --bucket default"));
    RUN(aws, with("get-object --bucket default --key k --range bytes=1-1 part"));
    QCOMPARE(readFile(path("part")), QByteArray("n"));
    QVERIFY(run(aws, with("list-objects-v2 --bucket default --max-items 1"))
                .output.contains(QStringLiteral("NextToken")));
    RUN(aws, with("create-multipart-upload --bucket default --key m"));
    QVERIFY(run(aws, with("list-multipart-uploads --bucket default"))
                .output.contains(QStringLiteral("\"Key\": \"m\"")));
    QVERIFY(
        run(aws, with("get-bucket-acl --bucket default")).output.contains(QStringLiteral("NotImplemented")));
}

/// A form that AWS's own library signs, sent as a browser does.
void S3ClientsTest::awsForms()
{
    REQUIRE_PROGRAM("/usr/bin/aws");  // Which brings the library.
    REQUIRE_PROGRAM("/usr/bin/curl");
    writeFile(path("sign.py"),
              "import botocore.session, sys\n"
              "from botocore.config import Config\n"
              "s3 = botocore.session.get_session().create_client('s3', endpoint_url=sys.argv[1],\n"
              "    config=Config(signature_version='s3v4', s3={'addressing_style': 'path'}))\n"
              "form = s3.generate_presigned_post('default', 'forms/${filename}', ExpiresIn=300,\n"
              "    Fields={'acl': 'private'},\n"
              "    Conditions=[{'acl': 'private'}, ['content-length-range', 1, 1000]])\n"
              "print(form['url'])\n"
              "for name, value in form['fields'].items():\n"
              "    print('-F', name + '=' + value, sep='\\n')\n");
    const Outcome form =
        run(QStringLiteral("/usr/bin/python3"),
            {path("sign.py"), QStringLiteral("http://") + QString::fromStdString(here_->address())});
    QVERIFY2(form.exit_code == 0, qPrintable(form.output));
    QStringList arguments = form.output.trimmed().split(u'\n');
    arguments << QStringLiteral("-sS") << QStringLiteral("-o") << QStringLiteral("/dev/stderr")
              << QStringLiteral("-w") << QStringLiteral("%{http_code}") << QStringLiteral("-F");
    const auto send = [&](const char* file) {
        return run(QStringLiteral("/usr/bin/curl"),
                   arguments + QStringList{QStringLiteral("file=@") + path(file)})
            .output;
    };
    QCOMPARE(send("tree/one.txt"), QStringLiteral("204"));
    QCOMPARE(here_->file("default/forms/one.txt"), std::string("one"));
    const QString refused = send("tree/sub dir/deeper/\xe4\xba\x8c.bin");
    QVERIFY2(refused.contains(QStringLiteral("EntityTooLarge")), qPrintable(refused));
}

void S3ClientsTest::rclone()
{
    REQUIRE_PROGRAM("/usr/bin/rclone");
    const QString program = QStringLiteral("/usr/bin/rclone");
    const QStringList base{QStringLiteral("--s3-provider=Other"), QStringLiteral("--s3-env-auth"),
                           QStringLiteral("--s3-endpoint=http://") + QString::fromStdString(here_->address()),
                           QStringLiteral("--s3-upload-cutoff=6Mi"), QStringLiteral("--config=/dev/null")};
    const auto with = [&](const char* arguments) { return base + QString::fromUtf8(arguments).split(u' '); };
    sync(program, with("sync tree :s3:default/t"), with("sync :s3:default/t back"));
    RUN(program, with("check tree :s3:default/t"));
    RUN(program, with("check --download tree :s3:default/t"));
    QCOMPARE(run(program, with("lsf :s3:default/t")).output,
             QStringLiteral("large.bin\none.txt\nsub dir/\n"));
    RUN(program, with("moveto :s3:default/t/one.txt :s3:default/t/eins.txt"));
    RUN(program, with("purge :s3:default/t"));
    QVERIFY(!std::filesystem::exists(here_->objects() / "default/t"));
}

void S3ClientsTest::s3cmd()
{
    REQUIRE_PROGRAM("/usr/bin/s3cmd");
    const QString program = QStringLiteral("/usr/bin/s3cmd");
    const QString address = QString::fromStdString(here_->address());
    writeFile(path("s3cfg"), ("[default]\naccess_key = " + here_->alice.access_key + "\nsecret_key = " +
                              here_->alice.secret_key + "\nhost_base = " + here_->address() +
                              "\nhost_bucket = " + here_->address() + "\nuse_https = False\n")
                                 .c_str());
    const QStringList base{QStringLiteral("-c"), path("s3cfg"), QStringLiteral("--no-progress"),
                           QStringLiteral("--multipart-chunk-size-mb=6")};
    const auto with = [&](const char* arguments) { return base + QString::fromUtf8(arguments).split(u' '); };
    sync(program, with("sync tree/ s3://default/t/"), with("sync s3://default/t/ back/"));
    QVERIFY(run(program, with("ls s3://default/t/")).output.contains(QStringLiteral("DIR")));
    RUN(program, with("cp s3://default/t/one.txt s3://default/t/eins.txt"));
    RUN(program, with("del --recursive --force s3://default/t/"));
    QVERIFY(!std::filesystem::exists(here_->objects() / "default/t"));
}

QTEST_GUILESS_MAIN(S3ClientsTest)
#include "s3_clients_test.moc"
