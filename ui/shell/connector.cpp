// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connector.h"

#include "client/network.h"
#include "ui/session/on_gui_thread.h"

#include <QThreadPool>

#include <algorithm>

namespace slipway {

namespace {
constexpr const char* this_computer = "this-computer";
}

Connector::Connector(LocalServerOptions local, std::filesystem::path config_directory, QObject* parent)
    : QObject(parent), local_(std::move(local)), config_directory_(std::move(config_directory))
{
}

Connector::~Connector()
{
    cancel();
}

void Connector::cancel()
{
    attempt_.request_stop();
    calls_.cancelAll();
}

std::stop_token Connector::begin()
{
    cancel();
    attempt_ = std::stop_source();
    return attempt_.get_token();
}

void Connector::resume(const std::string& name)
{
    const auto file = ProfileFile::load(config_directory_);
    if (!file)
        return Q_EMIT failed(file.error());
    const auto profile = chooseProfile(*file, name);
    if (!profile) {
        if (profile.error().code == ErrorCode::NotFound && name.empty())
            return Q_EMIT nothingKnown();
        return Q_EMIT failed(profile.error());
    }
    if (profile->name == this_computer)
        return useThisComputer();
    if (!profile->secret_key.empty())
        return Q_EMIT connected(*profile);
    keys_.load(QString::fromStdString(profile->name),
               [this, stop = begin(), found = *profile](Result<QString> secret) mutable {
                   if (stop.stop_requested())
                       return;
                   if (!secret)
                       return Q_EMIT failed(secret.error());
                   found.secret_key = secret->toStdString();
                   Q_EMIT connected(found);
               });
}

void Connector::useThisComputer()
{
    // A pool of the application: what hangs in the system there must not hold up the window.
    QThreadPool::globalInstance()->start(
        [this, options = local_, stop = begin(), deliver = onGuiThread(this)] {
            auto profile = ensureLocalServer(options, stop);
            deliver([this, stop, profile = std::move(profile)]() mutable {
                if (stop.stop_requested())
                    return;
                if (!profile)
                    return Q_EMIT failed(profile.error());
                profile->name = this_computer;
                if (const auto saved = save(*profile); !saved)
                    return Q_EMIT failed(saved.error());
                Q_EMIT connected(*profile);
            });
        });
}

void Connector::ask(const Profile& profile, Answer<Account> done)
{
    begin();
    session_ = std::make_unique<Session>(profile, openNetwork(), onGuiThread(this));
    calls_.start<Account>([this](Answer<Account> answer) { return session_->account(std::move(answer)); },
                          std::move(done));
}

void Connector::test(Profile profile)
{
    ask(profile, [this](Result<Account> account) {
        if (account)
            Q_EMIT tested(*account);
        else
            Q_EMIT failed(account.error());
    });
}

void Connector::useServer(Profile profile)
{
    ask(profile, [this, profile](Result<Account> account) mutable {
        if (!account)
            return Q_EMIT failed(account.error());
        const auto& roles = account->roles;
        const bool member = std::any_of(roles.begin(), roles.end(),
                                        [&](const auto& role) { return role.first == profile.project; });
        if (!member && !roles.empty())
            profile.project = roles.front().first;
        keep(std::move(profile));
    });
}

void Connector::keep(Profile profile)
{
    const QString name = QString::fromStdString(profile.name);
    const QString secret = QString::fromStdString(profile.secret_key);
    keys_.save(
        name, secret,
        [this, stop = attempt_.get_token(), profile = std::move(profile)](Result<void> kept) mutable {
            if (stop.stop_requested())
                return;
            Profile written = profile;
            if (kept)
                written.secret_key.clear();
            if (const auto saved = save(written); !saved)
                return Q_EMIT failed(saved.error());
            Q_EMIT connected(profile);
            const QString file = QString::fromStdString((config_directory_ / "profiles.yaml").string());
            Q_EMIT keyStored(
                kept ? tr("The secret key is kept in the keychain of this desktop.")
                     : tr("This desktop has no keychain, so the secret key is kept in %1, which only you "
                          "can read.")
                           .arg(file));
        });
}

Result<void> Connector::save(const Profile& profile)
{
    auto file = ProfileFile::load(config_directory_);
    if (!file)
        return propagate(file);
    file->put(profile);
    file->setCurrent(profile.name);
    return file->save();
}

}  // namespace slipway
