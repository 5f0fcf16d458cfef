// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/screen_reader.h"

#include <QDBusMetaType>
#include <QDBusVariant>

namespace slipway::test {

namespace {

constexpr const char* accessible = "org.a11y.atspi.Accessible";
constexpr const char* table_interface = "org.a11y.atspi.Table";
constexpr const char* text_interface = "org.a11y.atspi.Text";
constexpr const char* action_interface = "org.a11y.atspi.Action";

QVariant firstOf(const QDBusMessage& answer)
{
    return answer.type() == QDBusMessage::ReplyMessage ? answer.arguments().value(0) : QVariant();
}

}  // namespace

QDBusArgument& operator<<(QDBusArgument& argument, const Spoken& object)
{
    argument.beginStructure();
    argument << object.service << object.path;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, Spoken& object)
{
    argument.beginStructure();
    argument >> object.service >> object.path;
    argument.endStructure();
    return argument;
}

bool ScreenReader::start(const QString& session_bus)
{
    qDBusRegisterMetaType<Spoken>();
    qDBusRegisterMetaType<QList<Spoken>>();
    const QDBusConnection session = QDBusConnection::connectToBus(session_bus, QStringLiteral("reader"));
    for (const char* status : {"IsEnabled", "ScreenReaderEnabled"}) {
        QDBusMessage enable = QDBusMessage::createMethodCall(
            QStringLiteral("org.a11y.Bus"), QStringLiteral("/org/a11y/bus"),
            QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Set"));
        enable << QStringLiteral("org.a11y.Status") << QString::fromLatin1(status)
               << QVariant::fromValue(QDBusVariant(true));
        session.call(enable);
    }
    const QDBusMessage address = session.call(
        QDBusMessage::createMethodCall(QStringLiteral("org.a11y.Bus"), QStringLiteral("/org/a11y/bus"),
                                       QStringLiteral("org.a11y.Bus"), QStringLiteral("GetAddress")));
    bus_ = QDBusConnection::connectToBus(firstOf(address).toString(), QStringLiteral("spoken"));
    if (!bus_.isConnected()) {
        qWarning("There is no bus of screen readers: %s", qPrintable(address.errorMessage()));
        return false;
    }
    const Spoken registry{QStringLiteral("org.a11y.atspi.Registry"),
                          QDBusObjectPath(QStringLiteral("/org/a11y/atspi/registry"))};
    const QDBusMessage listening = ask(registry, "org.a11y.atspi.Registry", QStringLiteral("RegisterEvent"),
                                       {QStringLiteral("object:")});
    if (listening.type() == QDBusMessage::ErrorMessage)
        qWarning("Events are not passed on: %s", qPrintable(listening.errorMessage()));
    // Signals of any sender are connected by the slot's name alone, which moc writes with a 1 before it.
    return bus_.connect(QString(), QString(), QStringLiteral("org.a11y.atspi.Event.Object"),
                        QStringLiteral("StateChanged"), this, "1noticeState(QDBusMessage)");
}

void ScreenReader::noticeState(const QDBusMessage& message)
{
    const QVariantList arguments = message.arguments();
    if (arguments.value(0).toString() != QStringLiteral("showing") || arguments.value(1).toInt() != 1)
        return;
    const SpokenFacts said = facts({message.service(), QDBusObjectPath(message.path())});
    if (said.role == QStringLiteral("notification"))
        announcements_ << said.name;
}

QDBusMessage ScreenReader::ask(const Spoken& object, const char* interface, const QString& method,
                               const QVariantList& arguments) const
{
    QDBusMessage question = QDBusMessage::createMethodCall(object.service, object.path.path(),
                                                           QString::fromLatin1(interface), method);
    question.setArguments(arguments);
    return bus_.call(question);
}

QVariant ScreenReader::property(const Spoken& object, const char* interface, const QString& name) const
{
    const QVariant answer = firstOf(ask(object, "org.freedesktop.DBus.Properties", QStringLiteral("Get"),
                                        {QString::fromLatin1(interface), name}));
    return answer.value<QDBusVariant>().variant();
}

std::optional<Spoken> ScreenReader::program(const QString& name)
{
    const Spoken desktop{QStringLiteral("org.a11y.atspi.Registry"),
                         QDBusObjectPath(QStringLiteral("/org/a11y/atspi/accessible/root"))};
    for (const Spoken& program : children(desktop))
        if (facts(program).name == name)
            return program;
    return std::nullopt;
}

SpokenFacts ScreenReader::facts(const Spoken& object) const
{
    SpokenFacts facts;
    facts.name = property(object, accessible, QStringLiteral("Name")).toString();
    facts.description = property(object, accessible, QStringLiteral("Description")).toString();
    facts.role = firstOf(ask(object, accessible, QStringLiteral("GetRoleName"))).toString();
    QStringList interfaces;
    interfaces = firstOf(ask(object, accessible, QStringLiteral("GetInterfaces"))).toStringList();
    for (const QString& interface : interfaces)
        facts.interfaces << interface.section(QLatin1Char('.'), -1);
    const auto halves = qdbus_cast<QList<uint>>(firstOf(ask(object, accessible, QStringLiteral("GetState"))));
    facts.states = quint64(halves.value(0)) | quint64(halves.value(1)) << 32;
    return facts;
}

QList<Spoken> ScreenReader::children(const Spoken& object) const
{
    return qdbus_cast<QList<Spoken>>(firstOf(ask(object, accessible, QStringLiteral("GetChildren"))));
}

QString ScreenReader::text(const Spoken& object) const
{
    return firstOf(ask(object, text_interface, QStringLiteral("GetText"), {0, -1})).toString();
}

QStringList ScreenReader::actions(const Spoken& object) const
{
    QStringList names;
    const int count = property(object, action_interface, QStringLiteral("NActions")).toInt();
    for (int i = 0; i < count; ++i)
        names << firstOf(ask(object, action_interface, QStringLiteral("GetName"), {i})).toString();
    return names;
}

bool ScreenReader::act(const Spoken& object, const QString& action) const
{
    const auto index = static_cast<int>(actions(object).indexOf(action));
    return index >= 0 && firstOf(ask(object, action_interface, QStringLiteral("DoAction"), {index})).toBool();
}

int ScreenReader::rows(const Spoken& table) const
{
    return property(table, table_interface, QStringLiteral("NRows")).toInt();
}

int ScreenReader::columns(const Spoken& table) const
{
    return property(table, table_interface, QStringLiteral("NColumns")).toInt();
}

QString ScreenReader::heading(const Spoken& table, int column) const
{
    return firstOf(ask(table, table_interface, QStringLiteral("GetColumnDescription"), {column})).toString();
}

Spoken ScreenReader::cell(const Spoken& table, int row, int column) const
{
    return qdbus_cast<Spoken>(
        firstOf(ask(table, table_interface, QStringLiteral("GetAccessibleAt"), {row, column})));
}

}  // namespace slipway::test
