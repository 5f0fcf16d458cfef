// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/local_server.h"
#include "client/profile.h"
#include "client/server_certificate.h"
#include "client/session.h"
#include "ui/connections/key_store.h"
#include "ui/session/pending_calls.h"

#include <QObject>

#include <filesystem>
#include <functional>
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
    /// Profiles are kept in `config_directory`, their secret keys where `keys` keeps them; it outlives this.
    Connector(LocalServerOptions local, std::filesystem::path config_directory, KeyStore& keys,
              QObject* parent = nullptr);
    ~Connector() override;

    /// Connects as before: `name` or the current profile. Emits nothingKnown() when there is none.
    void resume(const std::string& name);
    /// Finds or starts the platform of this computer, off the GUI thread.
    void useThisComputer();
    /// Asks the server who we are, and keeps and uses the profile when it answers.
    void useServer(const Profile& profile, KeyPlace place = KeyPlace::Keychain);
    /// Asks only.
    void test(const Profile& profile);
    /// Looks at the certificate of a server that was not trusted, and emits certificateDoubted().
    void doubt(const Profile& profile, const Error& error);
    /// Tries what failed by the certificate again with this profile, which trusts it now.
    void tryAgain(const Profile& profile);
    /// Keeps the profile, its secret key in the file of profiles as well; somebody chose that.
    Result<void> keepInFile(const Profile& profile);
    void cancel();

Q_SIGNALS:
    void nothingKnown();
    void connected(const slipway::Profile& profile);
    void tested(const slipway::Account& account);
    void failed(const slipway::Error& error);
    /// The profile is known, but its secret key is not.
    void secretNeeded(const slipway::Profile& profile, const slipway::Error& error);
    /// The server's certificate is not trusted, or is not the one that was.
    void certificateDoubted(const slipway::Profile& profile, const slipway::ServerCertificate& certificate,
                            const slipway::Error& error);
    /// After connected(): no keychain answered, so the secret key is kept for this run alone.
    void keyKeptForThisRun(const slipway::Profile& profile);

private:
    std::stop_token begin();
    /// Calls `go` with the profile and its secret key, wherever that is kept.
    void withSecret(Profile profile, std::function<void(const Profile&)> go);
    void open(const Profile& profile);
    void trustAndOpen(const Profile& profile);
    void ask(const Profile& profile, Answer<Account> done);
    /// With a project that the account has a role in.
    static Profile settled(Profile profile, const Account& account);
    void report(const Profile& profile, const Error& error);
    void keep(const Profile& profile, KeyPlace place);
    void finish(const Profile& profile, KeyPlace place);
    Result<void> save(const Profile& profile);

    LocalServerOptions local_;
    std::filesystem::path config_directory_;
    KeyStore& keys_;
    std::stop_source attempt_;
    std::function<void(const Profile&)> again_;
    std::unique_ptr<Session> session_;  ///< Of the latest question.
    PendingCalls calls_;
};

}  // namespace slipway
