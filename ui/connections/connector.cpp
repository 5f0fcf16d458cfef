// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connector.h"

#include "client/network.h"
#include "ui/session/on_gui_thread.h"

#include <QThreadPool>

#include <algorithm>

namespace slipway {

namespace {
constexpr const char* this_computer = "this-computer";
}

Connector::Connector(LocalServerOptions local, std::filesystem::path config_directory, KeyStore& keys,
                     QObject* parent)
    : QObject(parent), local_(std::move(local)), config_directory_(std::move(config_directory)), keys_(keys)
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
    again_ = [this](const Profile& next) { trustAndOpen(next); };
    begin();
    withSecret(*profile, [this](const Profile& whole) { open(whole); });
}

void Connector::withSecret(Profile profile, std::function<void(const Profile&)> go)
{
    const auto file = ProfileFile::load(config_directory_);
    const Profile* kept = file ? file->find(profile.name) : nullptr;
    if (profile.secret_key.empty() && kept)
        profile.secret_key = kept->secret_key;
    if (!profile.secret_key.empty())
        return go(profile);
    keys_.load(QString::fromStdString(profile.name),
               [this, stop = attempt_.get_token(), found = profile,
                go = std::move(go)](const Result<QString>& secret) mutable {
                   if (stop.stop_requested())
                       return;
                   if (!secret)
                       return Q_EMIT secretNeeded(found, secret.error());
                   found.secret_key = secret->toStdString();
                   go(found);
               });
}

/// Makes it the current one, where it is kept at all.
void Connector::open(const Profile& profile)
{
    auto file = ProfileFile::load(config_directory_);
    if (file && file->current() != profile.name && file->find(profile.name)) {
        file->setCurrent(profile.name);
        if (const auto saved = file->save(); !saved)
            return Q_EMIT failed(saved.error());
    }
    Q_EMIT connected(profile);
}

void Connector::trustAndOpen(const Profile& profile)
{
    auto file = ProfileFile::load(config_directory_);
    const Profile* found = file ? file->find(profile.name) : nullptr;
    if (found) {
        Profile trusting = *found;
        trusting.certificate_sha256 = profile.certificate_sha256;
        file->put(std::move(trusting));
        if (const auto saved = file->save(); !saved)
            return Q_EMIT failed(saved.error());
    }
    Q_EMIT connected(profile);
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
    session_ = std::make_unique<Session>(profile, openNetwork(), onGuiThread(this));
    calls_.start<Account>([this](Answer<Account> answer) { return session_->account(std::move(answer)); },
                          std::move(done));
}

void Connector::test(const Profile& profile)
{
    again_ = [this](const Profile& next) { test(next); };
    begin();
    withSecret(profile, [this](const Profile& whole) {
        ask(whole, [this, whole](const Result<Account>& account) {
            if (account)
                Q_EMIT tested(*account);
            else
                report(whole, account.error());
        });
    });
}

void Connector::useServer(const Profile& profile, KeyPlace place)
{
    again_ = [this, place](const Profile& next) { useServer(next, place); };
    begin();
    withSecret(profile, [this, place](const Profile& whole) {
        ask(whole, [this, whole, place](const Result<Account>& account) {
            if (account)
                keep(settled(whole, *account), place);
            else
                report(whole, account.error());
        });
    });
}

Profile Connector::settled(Profile profile, const Account& account)
{
    const auto& roles = account.roles;
    const bool member = std::any_of(roles.begin(), roles.end(),
                                    [&](const auto& role) { return role.first == profile.project; });
    if (!member && !roles.empty())
        profile.project = roles.front().first;
    return profile;
}

void Connector::report(const Profile& profile, const Error& error)
{
    if (error.type == "untrusted-certificate" || error.type == "certificate-changed")
        doubt(profile, error);
    else
        Q_EMIT failed(error);
}

void Connector::doubt(const Profile& profile, const Error& error)
{
    QThreadPool::globalInstance()->start([this, profile, error, stop = begin(), deliver = onGuiThread(this)] {
        auto shown = readServerCertificate(profile, stop);
        deliver([this, stop, profile, error, shown = std::move(shown)] {
            if (stop.stop_requested())
                return;
            if (shown)
                Q_EMIT certificateDoubted(profile, *shown, error);
            else
                Q_EMIT failed(shown.error());
        });
    });
}

void Connector::tryAgain(const Profile& profile)
{
    if (again_)
        again_(profile);
}

void Connector::keep(const Profile& profile, KeyPlace place)
{
    const QString name = QString::fromStdString(profile.name);
    const QString secret = QString::fromStdString(profile.secret_key);
    keys_.remember(name, secret);
    if (place != KeyPlace::Keychain)
        return finish(profile, place);
    keys_.save(name, secret, [this, stop = attempt_.get_token(), profile](const Result<void>& kept) {
        if (!stop.stop_requested())
            finish(profile, kept ? KeyPlace::Keychain : KeyPlace::ThisRun);
        if (!stop.stop_requested() && !kept)
            Q_EMIT keyKeptForThisRun(profile);
    });
}

void Connector::finish(const Profile& profile, KeyPlace place)
{
    Profile written = profile;
    if (place != KeyPlace::File)
        written.secret_key.clear();
    if (const auto saved = save(written); !saved)
        return Q_EMIT failed(saved.error());
    Q_EMIT connected(profile);
}

Result<void> Connector::keepInFile(const Profile& profile)
{
    return save(profile);
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
