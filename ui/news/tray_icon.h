// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace slipway {

/// An icon in the desktop's tray with the state of the connection, where the desktop has a tray.
class TrayIcon : public QObject {
    Q_OBJECT
public:
    explicit TrayIcon(QObject* parent = nullptr);
    ~TrayIcon() override;

    /// Shows or hides it; without a tray, it shows as soon as there is one.
    void setWanted(bool wanted);
    bool isShown() const;
    /// One line, such as "gpu.example.com: 3 GPUs free".
    void setState(const QString& state);

Q_SIGNALS:
    void openRequested();
    void quitRequested();

private:
    QString state_;
    std::unique_ptr<QMenu> menu_;
    QAction* state_line_ = nullptr;
    std::unique_ptr<QSystemTrayIcon> icon_;
};

}  // namespace slipway
