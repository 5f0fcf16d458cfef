// SPDX-License-Identifier: GPL-3.0-or-later
// Notifications of the desktop, over a real bus of its own.
#include "ui/news/desktop_notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QTest>
#include <QVariantMap>

using namespace slipway;

/// What a desktop does with them, as far as a client can tell.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QStringList texts, icons, entries;

public Q_SLOTS:
    uint Notify(const QString& application, uint, const QString& icon, const QString& title,
                const QString& text, const QStringList& actions, const QVariantMap& hints, int)
    {
        icons << icon;
        entries << hints.value(QStringLiteral("desktop-entry")).toString();
        texts << application + QLatin1Char('|') + title + QLatin1Char('|') + text + QLatin1Char('|') +
                     actions.value(0);
        return static_cast<uint>(texts.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
};

class DesktopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatHappenedIsShownAndCanBeClicked();

private:
    QProcess bus_;
    Desktop desktop_;
};

void DesktopTest::initTestCase()
{
    QGuiApplication::setDesktopFileName(QStringLiteral("org.slipway.Slipway"));
    bus_.start(QStringLiteral("dbus-daemon"),
               {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QTRY_VERIFY(bus_.canReadLine());
    const QByteArray address = bus_.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    auto connection = QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("desktop"));
    QVERIFY(connection.isConnected());
    QVERIFY(connection.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop_,
                                      QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(connection.registerService(QStringLiteral("org.freedesktop.Notifications")));
}

void DesktopTest::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    bus_.terminate();
    QVERIFY(bus_.waitForFinished());
}

void DesktopTest::whatHappenedIsShownAndCanBeClicked()
{
    DesktopNotifier notifier;
    int clicked = 0;
    notifier.show(QStringLiteral("Slipway"), QStringLiteral("Job <b>a</b> succeeded."), [&] { ++clicked; });
    QTRY_COMPARE(desktop_.texts.size(), 1);  // The bus keeps no order among those who ask for the first time.
    notifier.show(QStringLiteral("Slipway"), QStringLiteral("Environment b is ready."),
                  [&] { clicked += 10; });
    QTRY_COMPARE(desktop_.texts.size(), 2);
    QCOMPARE(desktop_.texts.at(0),
             QStringLiteral("Slipway|Slipway|Job &lt;b&gt;a&lt;/b&gt; succeeded.|default"));
    // As what is installed is named: without it a desktop shows neither icon nor settings of the application.
    const QString installed = QStringLiteral(SLIPWAY_SOURCE_DIR "/deploy/freedesktop/%1.desktop");
    for (const QString& name : desktop_.icons + desktop_.entries)
        QVERIFY2(QFile::exists(installed.arg(name)), qPrintable(name));
    // Until the answer with the number is there, the click is that of nobody.
    QTRY_VERIFY((Q_EMIT desktop_.ActionInvoked(2, QStringLiteral("default")), clicked == 10));
    Q_EMIT desktop_.ActionInvoked(1, QStringLiteral("default"));
    QTRY_COMPARE(clicked, 11);
}

QTEST_MAIN(DesktopTest)
#include "desktop_test.moc"
