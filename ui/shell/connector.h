// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/local_server.h"
#include "client/profile.h"
#include "client/session.h"
#include "ui/session/key_store.h"
#include "ui/session/pending_calls.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace slipway {

/// Finds out how to reach a platform, and remembers it: what the first screen does, without the screen.
///
/// One attempt at a time: a newer one, cancel() and the destructor give up the one before, which then says
/// nothing. None of them waits.
class Connector : public QObject {
    Q_OBJECT
public:
    /// Profiles are kept in `config_directory`.
    Connector(LocalServerOptions local, std::filesystem::path config_directory, QObject* parent = nullptr);
    ~Connector() override;

    /// Connects as before: `name` or the current profile. Emits nothingKnown() when there is none.
    void resume(const std::string& name);
    /// Finds or starts the platform of this computer, off the GUI thread.
    void useThisComputer();
    /// Asks the server who we are, and uses the profile when it answers.
    void useServer(Profile profile);
    /// Asks only.
    void test(Profile profile);
    void cancel();

Q_SIGNALS:
    void nothingKnown();
    void connected(const slipway::Profile& profile);
    void tested(const slipway::Account& account);
    void failed(const slipway::Error& error);
    /// Something the user should know about where the key is kept.
    void keyStored(const QString& sentence);

private:
    std::stop_token begin();
    void ask(const Profile& profile, Answer<Account> done);
    void keep(Profile profile);
    Result<void> save(const Profile& profile);

    LocalServerOptions local_;
    std::filesystem::path config_directory_;
    KeyStore keys_;
    std::stop_source attempt_;
    std::unique_ptr<Session> session_;  ///< Of the latest question.
    PendingCalls calls_;
};

}  // namespace slipway
