// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/desktop_session.h"

#include <QDir>
#include <QFileInfo>

namespace slipway::test {

namespace {

constexpr int start_timeout_ms = 20'000;

}  // namespace

DesktopSession::~DesktopSession()
{
    for (auto process = processes_.rbegin(); process != processes_.rend(); ++process) {
        (*process)->terminate();
        if (!(*process)->waitForFinished(start_timeout_ms))
            (*process)->kill();
        (*process)->waitForFinished();
    }
}

bool DesktopSession::start()
{
    environment_.insert(QStringLiteral("HOME"), home_.path());
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
        const QString folder = home_.filePath(QString::fromLatin1(name).toLower());
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        environment_.insert(QString::fromLatin1(name), folder);
    }
    environment_.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    for (const char* name : {"WAYLAND_DISPLAY", "XAUTHORITY", "DISPLAY", "AT_SPI_BUS_ADDRESS"})
        environment_.remove(QString::fromLatin1(name));

    QProcess* display = run(QStringLiteral("Xvfb"),
                            {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                             QStringLiteral("0"), QStringLiteral("1400x900x24"), QStringLiteral("-nolisten"),
                             QStringLiteral("tcp"), QStringLiteral("-noreset")});
    const QString number = firstLine(display);
    environment_.insert(QStringLiteral("DISPLAY"), QLatin1Char(':') + number);

    QProcess* bus =
        run(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    environment_.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), firstLine(bus));
    return !number.isEmpty() && !busAddress().isEmpty();
}

/// What the process prints first; empty when it ends without a word.
QString DesktopSession::firstLine(QProcess* process) const
{
    while (process && !process->canReadLine())
        if (!process->waitForReadyRead(start_timeout_ms))
            return {};
    return process ? QString::fromLatin1(process->readLine().trimmed()) : QString();
}

QString DesktopSession::busAddress() const
{
    return environment_.value(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
}

void DesktopSession::join() const
{
    for (const QString& name : environment_.keys())
        qputenv(name.toLocal8Bit().constData(), environment_.value(name).toLocal8Bit());
    qunsetenv("WAYLAND_DISPLAY");
    qunsetenv("XAUTHORITY");
}

QProcess* DesktopSession::run(const QString& program, const QStringList& arguments, const QByteArray& input)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment_);
    process->setStandardErrorFile(home_.filePath(QFileInfo(program).fileName() + QStringLiteral(".log")),
                                  QIODevice::Append);
    process->start(program, arguments);
    if (!process->waitForStarted(start_timeout_ms)) {
        qWarning("%s does not start; ./dev test installs it.", qPrintable(program));
        return nullptr;
    }
    process->write(input);
    if (!input.isNull())
        process->closeWriteChannel();
    processes_.push_back(std::move(process));
    return processes_.back().get();
}

}  // namespace slipway::test
