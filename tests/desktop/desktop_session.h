// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace slipway::test {

/// A desktop of its own: a display nobody sees (Xvfb), a home, and a session bus that starts services such as
/// the one of screen readers. All of it ends with this. Needs no QCoreApplication.
class DesktopSession {
public:
    DesktopSession() = default;
    ~DesktopSession();

    /// False when one of its parts does not start, which is then warned about.
    [[nodiscard]] bool start();

    /// Makes this process, which must have no QApplication and no connection to a bus yet, a part of it.
    void join() const;
    /// For programs that are started from now on.
    void set(const QString& name, const QString& value) { environment_.insert(name, value); }
    QString busAddress() const;
    QString path(const QString& name) const { return home_.filePath(name); }

    /// Starts a program in it that ends with it; null when it does not start. What it prints can be read.
    QProcess* run(const QString& program, const QStringList& arguments, const QByteArray& input = {});

private:
    QString firstLine(QProcess* process) const;

    QTemporaryDir home_;
    QProcessEnvironment environment_ = QProcessEnvironment::systemEnvironment();
    std::vector<std::unique_ptr<QProcess>> processes_;  ///< In the order they were started.
};

}  // namespace slipway::test
