// SPDX-License-Identifier: GPL-3.0-or-later
// Connections: whom to trust, where keys are kept, and several servers; by TLS against a real slipwayd.
#include "tests/app/running_platform.h"
#include "tests/ui/named.h"
#include "tests/ui/open_window.h"
#include "ui/connections/connection_form.h"
#include "ui/connections/connections.h"
#include "ui/connections/first_run_page.h"
#include "ui/connections/trust_dialog.h"
#include "ui/home/home_page.h"
#include "ui/parts/link_banner.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/status/toast.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QTcpServer>

using namespace slipway;
using test::named;

class ConnectionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aCertificateIsTrustedByTheNumberThatIsShown();
    void anotherCertificateIsRefusedInClearWords();
    void aCertificateThatChangesMeanwhileIsDoubted();
    void withoutAKeychainTheKeyIsForThisRunUntilSomebodyChoosesAFile();
    void aSecretThatWasNotKeptIsAskedFor();
    void severalServersAreSwitchedByThePalette();
    void aConnectionIsForgotten();
    void theFormSaysWholeProfiles_data();
    void theFormSaysWholeProfiles();

private:
    void openWindow();
    void keep(const std::vector<Profile>& profiles, const std::string& current);
    ProfileFile kept() const { return ProfileFile::load(config()).value(); }
    std::filesystem::path config() const
    {
        return frame_->home.filePath(QStringLiteral("config")).toStdString();
    }
    void typeKeys(const Profile& profile);
    void click(const char* button, QWidget* in = nullptr);
    bool isLive() const
    {
        return window_->workbench() && window_->workbench()->workspace().link().state == Link::State::Live;
    }

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<MainWindow> window_;
};

namespace {

/// A real slipwayd by HTTPS whose certificate nobody has signed but itself.
class TlsPlatform {
public:
    TlsPlatform()
    {
        // An address of its own, which stays when it is started again.
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        const QString address = QStringLiteral("127.0.0.1:%1").arg(free.serverPort());
        free.close();
        makeCertificate();
        platform_ = std::make_unique<test::RunningPlatform>(
            1, QStringList{QStringLiteral("--listen"), address, QStringLiteral("--tls-certificate"),
                           stem() + QStringLiteral(".pem"), QStringLiteral("--tls-key"),
                           stem() + QStringLiteral(".key")});
        started = platform_->start();
    }

    Profile profile()
    {
        Profile profile = platform_->session().profile();
        profile.name = "lab";
        profile.ca_file.clear();
        return profile;
    }

    /// Goes away, and comes back with another certificate.
    bool renew()
    {
        platform_->stop();
        makeCertificate();
        return platform_->start();
    }

    bool started = false;
    QString fingerprint;  ///< As openssl prints it.

private:
    QString stem() const { return folder_.filePath(QStringLiteral("server")); }

    void makeCertificate()
    {
        run({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
             QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
             QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
             QStringLiteral("/CN=gpu.example.com"), QStringLiteral("-addext"),
             QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"),
             stem() + QStringLiteral(".key"), QStringLiteral("-out"), stem() + QStringLiteral(".pem")});
        const QByteArray said =
            run({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-fingerprint"),
                 QStringLiteral("-sha256"), QStringLiteral("-in"), stem() + QStringLiteral(".pem")});
        fingerprint = QString::fromLatin1(said.trimmed().split('=').last());
    }

    QByteArray run(const QStringList& arguments)
    {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), arguments);
        openssl.waitForFinished();
        return openssl.readAllStandardOutput();
    }

    QTemporaryDir folder_;
    std::unique_ptr<test::RunningPlatform> platform_;
};

}  // namespace

void ConnectionsTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
}

void ConnectionsTest::cleanup()
{
    window_.reset();
    frame_.reset();
}

void ConnectionsTest::openWindow()
{
    MainWindowOptions options;
    options.config_directory = config();
    options.local_server.program = "/nonexistent";
    window_ = std::make_unique<MainWindow>(frame_->appearance, options);
    window_->resize(1280, 800);
    window_->show();
}

void ConnectionsTest::keep(const std::vector<Profile>& profiles, const std::string& current)
{
    ProfileFile file = kept();
    for (const Profile& profile : profiles)
        file.put(profile);
    file.setCurrent(current);
    QVERIFY(file.save());
}

void ConnectionsTest::typeKeys(const Profile& profile)
{
    QTRY_VERIFY(named<QLineEdit>(*window_, QStringLiteral("Address")));
    named<QLineEdit>(*window_, QStringLiteral("Address"))->setText(QString::fromStdString(profile.server));
    named<QLineEdit>(*window_, QStringLiteral("Access key"))
        ->setText(QString::fromStdString(profile.access_key));
    named<QLineEdit>(*window_, QStringLiteral("Secret key"))
        ->setText(QString::fromStdString(profile.secret_key));
}

void ConnectionsTest::click(const char* button, QWidget* in)
{
    QPushButton* found = nullptr;
    QTRY_VERIFY2((found = named<QPushButton>(in ? *in : *window_, QLatin1String(button))), button);
    QTest::mouseClick(found, Qt::LeftButton);
}

void ConnectionsTest::aCertificateIsTrustedByTheNumberThatIsShown()
{
    TlsPlatform platform;
    QVERIFY(platform.started);
    openWindow();
    typeKeys(platform.profile());
    click("Connect");
    TrustDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window_->findChild<TrustDialog*>()));
    QString shown = dialog->findChild<CopyBox*>()->text();
    QCOMPARE(shown.replace(QLatin1Char('\n'), QLatin1Char(':')), platform.fingerprint);
    QVERIFY2(named<QPushButton>(*dialog, QStringLiteral("Do not connect"))->isDefault(),
             "Return trusts nobody");
    click("Trust this certificate", dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(), 20'000);
    const ProfileFile file = kept();
    QCOMPARE(file.profiles().size(), 1u);
    const QString digits = QString(platform.fingerprint).remove(QLatin1Char(':')).toLower();
    QCOMPARE(QString::fromStdString(file.profiles().front().certificate_sha256), digits);
}

void ConnectionsTest::anotherCertificateIsRefusedInClearWords()
{
    TlsPlatform platform;
    QVERIFY(platform.started);
    Profile profile = platform.profile();
    profile.certificate_sha256 = std::string(64, '0');
    keep({profile}, "lab");
    openWindow();
    TrustDialog* dialog = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((dialog = window_->findChild<TrustDialog*>()), 20'000);
    const auto labels = dialog->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text() == QStringLiteral("The certificate has changed");
    }));
    click("Do not connect", dialog);
    QVERIFY(!isLive());
    QCOMPARE(kept().find("lab")->certificate_sha256, std::string(64, '0'));
}

void ConnectionsTest::aCertificateThatChangesMeanwhileIsDoubted()
{
    TlsPlatform platform;
    QVERIFY(platform.started);
    Profile profile = platform.profile();
    const QString digits = QString(platform.fingerprint).remove(QLatin1Char(':')).toLower();
    profile.certificate_sha256 = digits.toStdString();
    keep({profile}, "lab");
    openWindow();
    QTRY_VERIFY_WITH_TIMEOUT(isLive(), 20'000);
    QVERIFY(platform.renew());
    TrustDialog* dialog = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((dialog = window_->findChild<TrustDialog*>()), 30'000);
    click("Do not connect", dialog);
    QVERIFY(!isLive());
    LinkBanner* banner = nullptr;
    QTRY_VERIFY((banner = window_->workbench()->home()->findChild<LinkBanner*>())->isVisible());
    QVERIFY2(banner->message().contains(QStringLiteral("is not the one that you trusted")),
             qPrintable(banner->message()));
    QVERIFY(named<QPushButton>(*banner, QStringLiteral("Connect again…")));
}

void ConnectionsTest::withoutAKeychainTheKeyIsForThisRunUntilSomebodyChoosesAFile()
{
    test::FakeServer server;
    openWindow();
    typeKeys(server.profile());
    click("Connect");
    QTRY_VERIFY(isLive());
    const std::string name = window_->connections().inUse();
    Toast* toast = nullptr;
    QTRY_VERIFY((toast = window_->workbench()->toasts().toasts().value(0)));
    if (!toast->message().text.contains(QStringLiteral("keychain")))
        QSKIP("This desktop has a keychain that answers.");
    QVERIFY(kept().find(name)->secret_key.empty());
    click("Keep it in a file", toast);
    QCOMPARE(kept().find(name)->secret_key, server.profile().secret_key);
    const QFileInfo file(QString::fromStdString((config() / "profiles.yaml").string()));
    QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
}

void ConnectionsTest::aSecretThatWasNotKeptIsAskedFor()
{
    test::FakeServer server;
    Profile profile = server.profile();
    profile.secret_key.clear();
    keep({profile}, profile.name);
    openWindow();
    QTRY_VERIFY(window_->firstRun()->isVisible() && !window_->firstRun()->isReaching());
    QLineEdit* secret = nullptr;
    QTRY_VERIFY((secret = named<QLineEdit>(*window_, QStringLiteral("Secret key"))));
    QTRY_COMPARE(window_->focusWidget(), secret);
    QCOMPARE(named<QLineEdit>(*window_, QStringLiteral("Access key"))->text(), QStringLiteral("SLIPTEST"));
    QTest::keyClicks(secret, QStringLiteral("secret"));
    QTest::keyClick(secret, Qt::Key_Return);
    QTRY_VERIFY(isLive());
}

void ConnectionsTest::severalServersAreSwitchedByThePalette()
{
    test::FakeServer first;
    test::FakeServer second;
    Profile one = first.profile();
    Profile two = second.profile();
    one.name = "one";
    two.name = "two";
    keep({one, two}, "one");
    openWindow();
    QTRY_VERIFY(isLive());
    QCOMPARE(window_->connections().inUse(), std::string("one"));
    window_->workbench()->openPalette(QStringLiteral("connect to two"));
    auto* palette = window_->findChild<QDialog*>(QStringLiteral("palette"));
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(isLive() && window_->connections().inUse() == "two");
    QCOMPARE(window_->workbench()->workspace().session().profile().server, two.server);
    QCOMPARE(kept().current(), std::string("two"));
    QMenu menu;
    window_->connections().fill(menu);
    QCOMPARE(menu.actions().at(0)->text(), QStringLiteral("one"));
    QVERIFY(!menu.actions().at(0)->isChecked() && menu.actions().at(1)->isChecked());
    menu.actions().at(0)->trigger();
    QTRY_VERIFY(isLive() && window_->connections().inUse() == "one");
}

void ConnectionsTest::aConnectionIsForgotten()
{
    test::FakeServer server;
    Profile profile = server.profile();
    keep({profile}, profile.name);
    openWindow();
    QTRY_VERIFY(isLive());
    window_->connections().askToForget(profile.name);
    QDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = window_->findChild<QDialog*>(QStringLiteral("confirmDialog"))));
    click("Forget connection", dialog);
    QTRY_VERIFY(window_->firstRun()->isVisible());
    QVERIFY(kept().profiles().empty());
    QVERIFY(!named<QPushButton>(*window_, QStringLiteral("test")));
}

void ConnectionsTest::theFormSaysWholeProfiles_data()
{
    QTest::addColumn<QString>("ca_file");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("proxy");
    QTest::newRow("the system's authorities and the environment's proxy")
        << QString() << QString() << QString();
    QTest::newRow("a file of authorities")
        << QStringLiteral(SLIPWAY_SOURCE_DIR "/README.md") << QString() << QString();
    QTest::newRow("one certificate") << QString() << QString(64, QLatin1Char('a')) << QString();
    QTest::newRow("no proxy") << QString() << QString() << QStringLiteral("none");
    QTest::newRow("a proxy of its own") << QString() << QString() << QStringLiteral("http://proxy:3128");
}

void ConnectionsTest::theFormSaysWholeProfiles()
{
    QFETCH(QString, ca_file);
    QFETCH(QString, certificate);
    QFETCH(QString, proxy);
    Profile profile;
    profile.name = "lab";
    profile.server = "https://gpu.example.com";
    profile.access_key = "SLIPA";
    profile.project = "vision";
    profile.ca_file = ca_file.toStdString();
    profile.certificate_sha256 = certificate.toStdString();
    profile.proxy = proxy.toStdString();
    ConnectionForm form;
    form.edit(profile);
    QVERIFY2(form.check(), "an empty secret key means the one that is kept");
    const Profile said = form.profile();
    QCOMPARE(said.name, profile.name);
    QCOMPARE(said.server, profile.server);
    QCOMPARE(said.project, profile.project);
    QCOMPARE(said.ca_file, profile.ca_file);
    QCOMPARE(said.certificate_sha256, profile.certificate_sha256);
    QCOMPARE(said.proxy, profile.proxy);
}

QTEST_MAIN(ConnectionsTest)
#include "connections_test.moc"
