// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/key_store.h"

#include <qt6keychain/keychain.h>

namespace slipway {

namespace {

const QString service_name = QStringLiteral("slipway");

tl::unexpected<Error> failure(const QKeychain::Job& job)
{
    const bool absent = job.error() == QKeychain::EntryNotFound;
    return fail(absent ? ErrorCode::NotFound : ErrorCode::Unavailable,
                "The keychain of this desktop cannot be used: " + job.errorString().toStdString(),
                "keychain-unavailable");
}

}  // namespace

void KeyStore::save(const QString& profile, const QString& secret, std::function<void(Result<void>)> done)
{
    auto* job = new QKeychain::WritePasswordJob(service_name, this);
    job->setKey(profile);
    job->setTextData(secret);
    connect(job, &QKeychain::Job::finished, this, [done = std::move(done)](QKeychain::Job* ended) {
        done(ended->error() == QKeychain::NoError ? Result<void>() : Result<void>(failure(*ended)));
    });
    job->start();
}

void KeyStore::load(const QString& profile, std::function<void(Result<QString>)> done)
{
    if (const auto found = remembered_.constFind(profile); found != remembered_.cend()) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done), secret = *found] { done(secret); }, Qt::QueuedConnection);
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(service_name, this);
    job->setKey(profile);
    connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] {
        if (job->error() != QKeychain::NoError)
            return done(failure(*job));
        done(job->textData());
    });
    job->start();
}

void KeyStore::forget(const QString& profile)
{
    remembered_.remove(profile);
    auto* job = new QKeychain::DeletePasswordJob(service_name, this);
    job->setKey(profile);
    job->start();
}

}  // namespace slipway
