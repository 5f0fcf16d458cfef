// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <optional>

class QLocalServer;
class QLocalSocket;

namespace slipway {

/// What a second start of the program asks the first one for.
struct HandOver {
    QString link;  ///< To be opened; empty to show the window only.

    /// One line: "show" or "open LINK". Nothing when it is neither.
    static std::optional<HandOver> read(const QByteArray& line);
    QByteArray line() const;
};

/// One workbench for each user and folder of settings: the first listens on a socket that only its user can
/// reach, the second hands over and ends.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    /// `config_directory` tells apart workbenches with settings of their own.
    explicit SingleInstance(const QString& config_directory, QObject* parent = nullptr);
    ~SingleInstance() override;

    /// Asks the one that runs; false when none answers within two seconds.
    bool handOver(const HandOver& wish);
    /// Becomes the one that runs; false when that is not possible.
    bool listen();

Q_SIGNALS:
    void asked(const slipway::HandOver& wish);

private:
    void serve(QLocalSocket* socket);

    QString address_;
    QLocalServer* server_;
};

}  // namespace slipway
