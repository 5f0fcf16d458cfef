// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "tests/app/running_platform.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace slipway;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience_ms = 60'000;
constexpr const char* secret_variable = "SLIPWAY_STORE_SECRET_KEY";

QByteArray read(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

/// The real slipwayd with a second store of objects, which another slipwayd plays, as somebody works with it
/// who has only slipwayctl.
class StoresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { platform_.reset(); }

    void aStoreIsTriedBeforeItIsAdded_data();
    void aStoreIsTriedBeforeItIsAdded();
    void itsSecretStaysSecretAndIsRenewed();
    void whatItIsStays_data();
    void whatItIsStays();
    void homeIsThereAlways();
    void datasetsGoWhereTheyAreToAndAreCopied();
    void aCopyGoesOnAfterACrash();
    void aJobWaitsForItsDatasetToComeHome();
    void aStoreGoesWithItsLastDataset();
    void aProjectGoesFromEveryStore();

private:
    QStringList words(const QString& name);
    bool add(const QString& name = u"far"_s);
    bool upload(const QString& name, const QStringList& more = {});
    void writeFile(const QString& name, const QByteArray& content) const;
    StoreStatus storeStatus(const std::string& name) const;
    DatasetStatus datasetStatus(const std::string& name) const;
    /// Names of the files that the other store has, without what its keys begin with.
    QStringList stored() const;
    /// Those that slipwayd keeps itself below the project "default".
    QStringList kept() const;
    static QStringList below(const QString& directory);

    test::RunningPlatform back_;
    std::string endpoint_;
    std::unique_ptr<test::RunningPlatform> platform_;
};

void StoresTest::initTestCase()
{
    QVERIFY(back_.start());
    endpoint_ =
        nlohmann::json::parse(read(back_.path(u"ready.json"_s)).toStdString()).at("s3").get<std::string>();
    qputenv(secret_variable, back_.session().profile().secret_key.c_str());
}

void StoresTest::init()
{
    QDir(back_.dataDirectory() + u"/objects/default"_s).removeRecursively();
    platform_ = std::make_unique<test::RunningPlatform>(0);
    QVERIFY(platform_->start());
}

QStringList StoresTest::words(const QString& name)
{
    return {u"store"_s,
            u"add"_s,
            name,
            u"--endpoint"_s,
            QString::fromStdString(endpoint_),
            u"--bucket"_s,
            u"default"_s,
            u"--prefix"_s,
            u"slipway"_s,
            u"--access-key"_s,
            QString::fromStdString(back_.session().profile().access_key)};
}

bool StoresTest::add(const QString& name)
{
    const auto added = platform_->ctl(words(name));
    if (added.code != 0)
        qWarning("%s", qPrintable(added.output));
    return added.code == 0 &&
           QTest::qWaitFor([&] { return storeStatus(name.toStdString()).phase == "Ready"; }, patience_ms);
}

void StoresTest::writeFile(const QString& name, const QByteArray& content) const
{
    const QString path = platform_->path(name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

bool StoresTest::upload(const QString& name, const QStringList& more)
{
    writeFile(name + u"/a.txt"_s, "one");
    writeFile(name + u"/sub/b.txt"_s, "two");
    const auto done = platform_->ctl(QStringList{u"dataset"_s, u"upload"_s, platform_->path(name)} + more);
    if (done.code != 0)
        qWarning("%s", qPrintable(done.output));
    return done.code == 0;
}

StoreStatus StoresTest::storeStatus(const std::string& name) const
{
    const auto store = platform_->run<Resource>(
        [&](Answer<Resource> done) { return platform_->session().get(Kind::Store, {}, name, done); });
    return store ? parseJson(store->status).and_then(readStoreStatus).value_or(StoreStatus()) : StoreStatus();
}

DatasetStatus StoresTest::datasetStatus(const std::string& name) const
{
    const auto dataset = platform_->get(Kind::Dataset, name);
    return dataset ? parseJson(dataset->status).and_then(readDatasetStatus).value_or(DatasetStatus())
                   : DatasetStatus();
}

QStringList StoresTest::below(const QString& directory)
{
    QStringList names;
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        names.append(QDir(directory).relativeFilePath(files.next()));
    names.sort();
    return names;
}

QStringList StoresTest::stored() const
{
    return below(back_.dataDirectory() + u"/objects/default/slipway/default"_s);
}

QStringList StoresTest::kept() const
{
    return below(platform_->dataDirectory() + u"/objects/default"_s);
}

void StoresTest::aStoreIsTriedBeforeItIsAdded_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("says");
    QTest::newRow("an address that is none") << "--endpoint"
                                             << "far away"
                                             << "without a path";
    QTest::newRow("nobody at the address") << "--endpoint"
                                           << "http://127.0.0.1:1"
                                           << "127.0.0.1:1";
    QTest::newRow("a bucket that is not there") << "--bucket"
                                                << "nowhere"
                                                << "nowhere";
    QTest::newRow("a key that is not known") << "--access-key"
                                             << "AKNOBODY"
                                             << "does not know the key AKNOBODY";
    QTest::newRow("a name that is none") << "NAME"
                                         << "Far Away"
                                         << "name";
}

void StoresTest::aStoreIsTriedBeforeItIsAdded()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    QFETCH(QString, says);
    QStringList bad = words(u"far"_s);
    const qsizetype at = option == u"NAME" ? 2 : bad.indexOf(option) + 1;
    bad[at] = value;
    const auto refused = platform_->ctl(bad);
    QVERIFY(refused.code != 0);
    QVERIFY2(refused.output.contains(says, Qt::CaseInsensitive), qPrintable(refused.output));
    QVERIFY(!platform_->ctl({u"store"_s, u"list"_s}).output.contains(u"far"_s));
}

void StoresTest::itsSecretStaysSecretAndIsRenewed()
{
    const QString secret = QString::fromStdString(back_.session().profile().secret_key);
    QVERIFY(add());
    const auto shown = platform_->ctl({u"store"_s, u"show"_s, u"far"_s, u"-o"_s, u"json"_s});
    QVERIFY2(shown.output.contains(QString::fromStdString(endpoint_)), qPrintable(shown.output));
    QVERIFY(!shown.output.contains(secret));
    QDirIterator files(platform_->dataDirectory(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        QVERIFY2(!read(files.next()).contains(secret.toUtf8()), qPrintable(files.filePath()));

    // The store takes another key from now on.
    const auto key = back_.profileOf("admin");
    QVERIFY(key);
    qputenv(secret_variable, "wrong");
    const QStringList renew{u"store"_s, u"renew"_s, u"far"_s, u"--access-key"_s,
                            QString::fromStdString(key->access_key)};
    QVERIFY(platform_->ctl(renew).code != 0);
    qputenv(secret_variable, key->secret_key.c_str());
    const auto renewed = platform_->ctl(renew);
    qputenv(secret_variable, back_.session().profile().secret_key.c_str());
    QVERIFY2(renewed.code == 0, qPrintable(renewed.output));
    QVERIFY(upload(u"digits"_s, {u"--store"_s, u"far"_s}));
    QVERIFY(platform_->ctl({u"store"_s, u"show"_s, u"far"_s})
                .output.contains(QString::fromStdString(key->access_key)));

    platform_->stop();
    QVERIFY(platform_->start());
    QTRY_COMPARE_WITH_TIMEOUT(storeStatus("far").phase, std::string("Ready"), patience_ms);
}

void StoresTest::whatItIsStays_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("its bucket") << "bucket" << false;
    QTest::newRow("its prefix") << "prefix" << false;
    QTest::newRow("its description") << "description" << true;
}

void StoresTest::whatItIsStays()
{
    QFETCH(QString, member);
    QFETCH(bool, allowed);
    QVERIFY(add());
    auto store = platform_->run<Resource>(
        [&](Answer<Resource> done) { return platform_->session().get(Kind::Store, {}, "far", done); });
    QVERIFY(store);
    Json spec = parseJson(store->spec).value();
    spec[member.toStdString()] = "another/";
    store->spec = dumpJson(spec);
    const auto changed = platform_->run<Resource>(
        [&](Answer<Resource> done) { return platform_->session().update(*store, done); });
    QCOMPARE(changed.has_value(), allowed);
    if (!allowed)
        QCOMPARE(changed.error().field, "spec." + member.toStdString());
}

void StoresTest::homeIsThereAlways()
{
    QCOMPARE(storeStatus("home").phase, std::string("Ready"));
    const auto removed = platform_->ctl({u"store"_s, u"delete"_s, u"home"_s});
    QVERIFY(removed.code != 0);
    QVERIFY2(removed.output.contains(u"started with this store"_s), qPrintable(removed.output));
    const auto unknown = platform_->create(Kind::Dataset, "digits", R"({"store":"nowhere"})");
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().type, std::string("unknown-store"));
    QCOMPARE(unknown.error().field, std::string("spec.store"));
}

void StoresTest::datasetsGoWhereTheyAreToAndAreCopied()
{
    QVERIFY(add());
    QVERIFY(upload(u"near"_s));
    QVERIFY(upload(u"digits"_s, {u"--store"_s, u"far"_s}));
    const QString prefix = QString::fromStdString(datasetStatus("digits").prefix);
    QCOMPARE(stored(), (QStringList{prefix + u"a.txt"_s, prefix + u"sub/b.txt"_s}));
    QCOMPARE(kept().size(), 2);

    const auto copied = platform_->ctl({u"dataset"_s, u"copy"_s, u"digits"_s, u"home"_s, u"--wait"_s});
    QVERIFY2(copied.code == 0, qPrintable(copied.output));
    const DatasetStatus status = datasetStatus("digits");
    QCOMPARE(status.copies.size(), std::size_t(1));
    QCOMPARE(status.copies[0].files, std::int64_t(2));
    QCOMPARE(status.copies[0].bytes, std::int64_t(6));
    QCOMPARE(read(platform_->dataDirectory() + u"/objects/default/"_s + prefix + u"sub/b.txt"_s),
             QByteArray("two"));

    QVERIFY(platform_->ctl({u"dataset"_s, u"remove-copy"_s, u"digits"_s, u"home"_s}).code == 0);
    QTRY_VERIFY_WITH_TIMEOUT(datasetStatus("digits").copies.empty(), patience_ms);
    QCOMPARE(kept().size(), 2);
    QCOMPARE(stored().size(), 2);

    QVERIFY(platform_->ctl({u"dataset"_s, u"copy"_s, u"near"_s, u"far"_s, u"--wait"_s}).code == 0);
    QCOMPARE(stored().size(), 4);
    QVERIFY(platform_->remove(Kind::Dataset, "default", "near"));
    QVERIFY(platform_->remove(Kind::Dataset, "default", "digits"));
    QTRY_VERIFY_WITH_TIMEOUT(stored().isEmpty() && kept().isEmpty(), patience_ms);
}

void StoresTest::aCopyGoesOnAfterACrash()
{
    QVERIFY(add());
    for (int number = 0; number < 300; ++number)
        writeFile(u"many/%1"_s.arg(number), QByteArray::number(number));
    QVERIFY(platform_->ctl({u"dataset"_s, u"upload"_s, platform_->path(u"many"_s)}).code == 0);
    QVERIFY(platform_->ctl({u"dataset"_s, u"copy"_s, u"many"_s, u"far"_s}).code == 0);
    QTRY_VERIFY_WITH_TIMEOUT(!stored().isEmpty(), patience_ms);
    platform_->kill();
    QVERIFY(platform_->start());
    QTRY_VERIFY_WITH_TIMEOUT(!datasetStatus("many").copies.empty() &&
                                 datasetStatus("many").copies[0].phase == "Ready",
                             patience_ms);
    const QStringList there = stored();
    QCOMPARE(there.size(), 300);
    for (const QString& name : there)
        QCOMPARE(read(back_.dataDirectory() + u"/objects/default/slipway/default/"_s + name),
                 QFileInfo(name).fileName().toUtf8());
}

void StoresTest::aJobWaitsForItsDatasetToComeHome()
{
    QVERIFY(add());
    QVERIFY(upload(u"digits"_s, {u"--store"_s, u"far"_s}));
    const auto submitted =
        platform_->ctl({u"job"_s, u"submit"_s, u"--name"_s, u"count"_s, u"--dataset"_s, u"digits"_s,
                        u"--command"_s, u"cat $SLIPWAY_DATASETS/digits/sub/b.txt"_s});
    QVERIFY2(submitted.code == 0, qPrintable(submitted.output));
    QTRY_COMPARE_WITH_TIMEOUT(platform_->status(Kind::Job, "count").reason, std::string("dataset-elsewhere"),
                              patience_ms);
    const std::string message = platform_->status(Kind::Job, "count").message;
    QVERIFY2(message.find("slipwayctl dataset copy digits home") != std::string::npos, message.c_str());
    QVERIFY(platform_->ctl({u"dataset"_s, u"copy"_s, u"digits"_s, u"home"_s}).code == 0);
    QVERIFY(platform_->reaches(Kind::Job, "count", Phase::Succeeded));
    QTRY_COMPARE_WITH_TIMEOUT(platform_->stream("count", "log").value_or(""), std::string("two"),
                              patience_ms);
    QVERIFY(platform_->status(Kind::Job, "count").notice.empty());
}

void StoresTest::aStoreGoesWithItsLastDataset()
{
    QVERIFY(add());
    QVERIFY(upload(u"digits"_s, {u"--store"_s, u"far"_s}));
    QVERIFY(platform_->ctl({u"store"_s, u"delete"_s, u"far"_s}).code == 0);
    QTRY_VERIFY_WITH_TIMEOUT(storeStatus("far").message.find("1 datasets such as default/digits") !=
                                 std::string::npos,
                             patience_ms);
    QVERIFY(!platform_->create(Kind::Dataset, "more", R"({"store":"far"})"));
    QVERIFY(platform_->remove(Kind::Dataset, "default", "digits"));
    QTRY_VERIFY_WITH_TIMEOUT(!platform_->ctl({u"store"_s, u"list"_s}).output.contains(u"far"_s), patience_ms);
    QVERIFY(stored().isEmpty());
    QVERIFY(add());
}

void StoresTest::aProjectGoesFromEveryStore()
{
    QVERIFY(add());
    Resource project;
    project.kind = Kind::Project;
    project.name = "vision";
    QVERIFY(platform_->make(project));
    writeFile(u"set/a"_s, "a");
    QVERIFY(platform_
                ->ctl({u"--project"_s, u"vision"_s, u"dataset"_s, u"upload"_s, platform_->path(u"set"_s),
                       u"--store"_s, u"far"_s})
                .code == 0);
    const QString root = back_.dataDirectory() + u"/objects/default/slipway/vision"_s;
    QCOMPARE(below(root).size(), 1);
    // What somebody left there behind the platform's back goes, too.
    QFile stray(root + u"/stray"_s);
    QVERIFY(stray.open(QIODevice::WriteOnly));
    stray.close();
    QVERIFY(platform_->remove(Kind::Dataset, "vision", "set"));
    QVERIFY(platform_->remove(Kind::Project, {}, "vision"));
    QTRY_VERIFY_WITH_TIMEOUT(below(root).isEmpty(), patience_ms);
}

QTEST_GUILESS_MAIN(StoresTest)
#include "stores_test.moc"
