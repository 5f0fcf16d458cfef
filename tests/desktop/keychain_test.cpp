// SPDX-License-Identifier: GPL-3.0-or-later
// Secret keys of connections in the keychain of a desktop: a real Secret Service.
#include "tests/app/running_platform.h"
#include "tests/desktop/desktop_session.h"
#include "ui/connections/connections.h"
#include "ui/connections/connector.h"
#include "ui/connections/key_store.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDirIterator>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace slipway;
using namespace slipway::test;
using namespace Qt::StringLiterals;

class KeychainTest : public QObject {
    Q_OBJECT
public:
    explicit KeychainTest(DesktopSession& desktop) : desktop_(desktop) {}

private Q_SLOTS:
    void initTestCase();
    void keysAreStoredReadAndDeleted();
    void aConnectionIsKeptWithItsKeyInTheKeychainAlone();

private:
    /// What a program that starts now would find; empty when there is nothing.
    static std::optional<QString> found(const QString& profile);
    QStringList filesWith(const QByteArray& secret) const;

    DesktopSession& desktop_;
};

void KeychainTest::initTestCase()
{
    QVERIFY(desktop_.run(u"gnome-keyring-daemon"_s,
                         {u"--foreground"_s, u"--components=secrets"_s, u"--unlock"_s}, "\n"));
    QTRY_VERIFY(QDBusConnection::sessionBus().interface()->isServiceRegistered(u"org.freedesktop.secrets"_s));
}

std::optional<QString> KeychainTest::found(const QString& profile)
{
    KeyStore keys;
    std::optional<Result<QString>> answer;
    keys.load(profile, [&](Result<QString> loaded) { answer = std::move(loaded); });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }))
        return u"no answer"_s;
    return *answer ? std::optional(**answer) : std::nullopt;
}

QStringList KeychainTest::filesWith(const QByteArray& secret) const
{
    QStringList with;
    QDirIterator files(desktop_.path(u"xdg_config_home"_s), QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(secret))
            with << file.fileName();
    }
    return with;
}

void KeychainTest::keysAreStoredReadAndDeleted()
{
    KeyStore keys;
    std::optional<Result<void>> saved;
    keys.save(u"gpu"_s, u"the secret of gpu"_s, [&](Result<void> answer) { saved = std::move(answer); });
    QTRY_VERIFY(saved);
    QVERIFY2(*saved, saved->error().message.c_str());
    QCOMPARE(found(u"gpu"_s), u"the secret of gpu"_s);
    QVERIFY2(!found(u"other"_s), "each profile has its own");
    keys.forget(u"gpu"_s);
    QTRY_VERIFY(!found(u"gpu"_s));
}

void KeychainTest::aConnectionIsKeptWithItsKeyInTheKeychainAlone()
{
    RunningPlatform platform;
    QVERIFY(platform.start());
    const Profile profile = platform.session().profile();
    const QString name = QString::fromStdString(profile.name);
    const std::filesystem::path folder = configDirectory();
    QVERIFY(QString::fromStdString(folder.string()).startsWith(desktop_.path({})));
    {
        KeyStore keys;
        Connector connector({}, folder, keys);
        QSignalSpy connected(&connector, &Connector::connected);
        QSignalSpy for_this_run(&connector, &Connector::keyKeptForThisRun);
        connector.useServer(profile);
        QTRY_COMPARE(connected.size(), 1);
        QTRY_COMPARE(found(name), QString::fromStdString(profile.secret_key));
        QVERIFY(for_this_run.isEmpty());
    }
    QVERIFY(QDir(QString::fromStdString(folder.string())).exists(u"profiles.yaml"_s));
    QCOMPARE(filesWith(QByteArray::fromStdString(profile.secret_key)), QStringList());

    KeyStore keys;
    Connector connector({}, folder, keys);
    QSignalSpy connected(&connector, &Connector::connected);
    connector.resume({});
    QTRY_COMPARE(connected.size(), 1);
    QCOMPARE(connected.front().front().value<Profile>().secret_key, profile.secret_key);

    Connections connections(folder, keys);
    connections.forget(profile.name);
    QTRY_VERIFY(!found(name));
}

int main(int argc, char** argv)
{
    DesktopSession desktop;
    if (!desktop.start())
        return 1;
    desktop.join();
    QCoreApplication application(argc, argv);
    KeychainTest test(desktop);
    return QTest::qExec(&test, argc, argv);
}

#include "keychain_test.moc"
