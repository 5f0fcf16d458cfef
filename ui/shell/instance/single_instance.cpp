// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/instance/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

namespace slipway {

namespace {

constexpr int patience_ms = 2'000;
constexpr qint64 longest_line = 4096;
const QByteArray taken = QByteArrayLiteral("taken\n");

QString addressFor(const QString& config_directory)
{
    const QByteArray digest =
        QCryptographicHash::hash(QDir::cleanPath(config_directory).toUtf8(), QCryptographicHash::Sha256)
            .toHex();
    // Only its user can enter that folder.
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return QStringLiteral("%1/slipway-%2.sock").arg(folder, QLatin1String(digest.left(16)));
}

}  // namespace

std::optional<HandOver> HandOver::read(const QByteArray& line)
{
    if (line == "show")
        return HandOver();
    if (line.startsWith("open ") && line.size() > 5)
        return HandOver{QString::fromUtf8(line.mid(5))};
    return std::nullopt;
}

QByteArray HandOver::line() const
{
    return link.isEmpty() ? QByteArray("show") : "open " + link.toUtf8();
}

SingleInstance::SingleInstance(const QString& config_directory, QObject* parent)
    : QObject(parent), address_(addressFor(config_directory)), server_(new QLocalServer(this))
{
    server_->setSocketOptions(QLocalServer::UserAccessOption);
    connect(server_, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = server_->nextPendingConnection())
            serve(socket);
    });
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::handOver(const HandOver& wish)
{
    QLocalSocket socket;
    socket.connectToServer(address_);
    if (!socket.waitForConnected(patience_ms))
        return false;
    socket.write(wish.line() + '\n');
    while (!socket.canReadLine())
        if (!socket.waitForReadyRead(patience_ms))
            return false;
    return socket.readLine() == taken;
}

bool SingleInstance::listen()
{
    if (server_->listen(address_))
        return true;
    // Nobody answered there, so what is left is of one that crashed.
    QLocalServer::removeServer(address_);
    return server_->listen(address_);
}

void SingleInstance::serve(QLocalSocket* socket)
{
    socket->setReadBufferSize(longest_line);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() >= longest_line)
                socket->abort();
            return;
        }
        const auto wish = HandOver::read(socket->readLine().chopped(1));
        if (wish)
            socket->write(taken);
        socket->disconnectFromServer();
        if (wish)
            Q_EMIT asked(*wish);
    });
}

}  // namespace slipway
