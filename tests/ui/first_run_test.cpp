// SPDX-License-Identifier: GPL-3.0-or-later
// What the first screen does while a platform is being reached.
#include "tests/ui/open_window.h"
#include "ui/connections/first_run_page.h"
#include "widgets/form/status/error_banner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QThreadPool>

using namespace slipway;

class FirstRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void returnUsesThisComputer();
    void startingIsCancelled();
    void closingDoesNotWaitForAStart();
    void whatWentWrongIsSaidInTheNewLanguage();

private:
    QPushButton* button(const char* name) const
    {
        return window_->findChild<QPushButton*>(QLatin1String(name));
    }
    bool hasStarted() const { return QFile::exists(frame_->home.filePath(QStringLiteral("started"))); }

    std::unique_ptr<test::WindowFrame> frame_;
    std::unique_ptr<MainWindow> window_;
};

void FirstRunTest::init()
{
    frame_ = std::make_unique<test::WindowFrame>();
    // A server that never answers.
    QFile program(frame_->home.filePath(QStringLiteral("slipwayd")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write(
        QStringLiteral("#!/bin/sh\ntouch '%1/started'; exec sleep 1\n").arg(frame_->home.path()).toUtf8());
    program.close();
    program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    MainWindowOptions options;
    options.config_directory = frame_->home.filePath(QStringLiteral("config")).toStdString();
    options.local_server.program = program.fileName().toStdString();
    options.local_server.data_directory = frame_->home.filePath(QStringLiteral("data")).toStdString();
    options.local_server.timeout = std::chrono::minutes(10);
    window_ = std::make_unique<MainWindow>(frame_->appearance, options);
    window_->show();
    QTRY_VERIFY(button("useThisComputer")->isVisible());
}

void FirstRunTest::cleanup()
{
    window_.reset();
    QVERIFY(QThreadPool::globalInstance()->waitForDone(2000));
    frame_.reset();
}

void FirstRunTest::returnUsesThisComputer()
{
    QCOMPARE(window_->focusWidget(), button("useThisComputer"));
    QTest::keyClick(window_->focusWidget(), Qt::Key_Return);
    QVERIFY(button("cancelConnecting")->isVisible());
}

void FirstRunTest::startingIsCancelled()
{
    button("useThisComputer")->click();
    QVERIFY(button("cancelConnecting")->isVisible());
    QTRY_VERIFY(hasStarted());
    button("cancelConnecting")->click();
    QVERIFY(button("useThisComputer")->isVisible());
    QVERIFY(QThreadPool::globalInstance()->waitForDone(2000));
    QCoreApplication::processEvents();
    QVERIFY2(!window_->workbench() && window_->findChild<ErrorBanner*>()->message().isEmpty(),
             "what was cancelled says nothing more");
}

void FirstRunTest::closingDoesNotWaitForAStart()
{
    button("useThisComputer")->click();
    QTRY_VERIFY(hasStarted());
    QElapsedTimer clock;
    clock.start();
    window_.reset();
    QVERIFY(clock.elapsed() < 2'000);
}

void FirstRunTest::whatWentWrongIsSaidInTheNewLanguage()
{
    window_->firstRun()->showError({ErrorCode::NotFound, "The program is missing.", "no-server-program", ""});
    const auto* banner = window_->findChild<ErrorBanner*>();
    QCOMPARE(banner->message(), QStringLiteral("The program is missing."));
    frame_->appearance.setLanguage(QStringLiteral("zh_CN"));
    QTRY_VERIFY(banner->message() != QStringLiteral("The program is missing."));
    QVERIFY(!banner->message().isEmpty());
}

QTEST_MAIN(FirstRunTest)
#include "first_run_test.moc"
