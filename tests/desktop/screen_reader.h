// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QHash>
#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>

namespace slipway::test {

/// An object of another program as AT-SPI names it.
struct Spoken {
    QString service;
    QDBusObjectPath path;

    bool isValid() const { return !service.isEmpty() && !path.path().endsWith(QStringLiteral("/null")); }
    bool operator==(const Spoken& other) const = default;
};

/// What AT-SPI says about an object at one moment.
struct SpokenFacts {
    QString name;
    QString description;
    QString role;
    QStringList interfaces;  ///< The last part of each name, such as "Table".
    quint64 states = 0;

    bool has(int state) const { return (states >> state & 1) != 0; }
};

/// The states that are asked for here, by their numbers in AT-SPI.
namespace spoken_state {
inline constexpr int enabled = 8;
inline constexpr int focusable = 11;
inline constexpr int focused = 12;
inline constexpr int showing = 25;
}  // namespace spoken_state

/// Reads windows of other programs over AT-SPI, as screen readers do: over the bus alone, and only what is on
/// the bus.
class ScreenReader : public QObject {
    Q_OBJECT
public:
    /// Says on the session bus that a screen reader runs, and listens from now on.
    [[nodiscard]] bool start(const QString& session_bus);

    /// The program of that name; nothing while there is none.
    std::optional<Spoken> program(const QString& name);

    SpokenFacts facts(const Spoken& object) const;
    QList<Spoken> children(const Spoken& object) const;
    /// All of the Text interface.
    QString text(const Spoken& object) const;
    /// Does what the object's action of that name does.
    bool act(const Spoken& object, const QString& action) const;
    QStringList actions(const Spoken& object) const;

    int rows(const Spoken& table) const;
    int columns(const Spoken& table) const;
    QString heading(const Spoken& table, int column) const;
    Spoken cell(const Spoken& table, int row, int column) const;

    /// Names of notifications that showed since the start: what would be spoken at once.
    const QStringList& announcements() const { return announcements_; }

private Q_SLOTS:
    void noticeState(const QDBusMessage& message);

private:
    QDBusMessage ask(const Spoken& object, const char* interface, const QString& method,
                     const QVariantList& arguments = {}) const;
    QVariant property(const Spoken& object, const char* interface, const QString& name) const;

    QDBusConnection bus_{QString()};
    QStringList announcements_;
};

QDBusArgument& operator<<(QDBusArgument& argument, const Spoken& object);
const QDBusArgument& operator>>(const QDBusArgument& argument, Spoken& object);

}  // namespace slipway::test

Q_DECLARE_METATYPE(slipway::test::Spoken)
