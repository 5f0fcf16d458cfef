// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/code_upload.h"

#include "client/api/answers.h"
#include "client/transfer/bucket_client.h"
#include "client/transfer/code_archive.h"
#include "client/transfer/file_part.h"
#include "client/transfer/transfer_gate.h"

#include <thread>

namespace slipway {
namespace {

class CodeUploadCall final : public Call {
public:
    CodeUploadCall(const Session& session, std::filesystem::path folder, std::string project,
                   Answer<std::string> done)
        : folder_(std::move(folder)),
          project_(std::move(project)),
          done_(std::make_shared<Answer<std::string>>(std::move(done))),
          gate_(session.transport()),
          thread_([this, weak = std::weak_ptr(done_)] { run(weak); })
    {
    }

    ~CodeUploadCall() override
    {
        cancel();
        thread_.join();
    }

    void cancel() override
    {
        done_.reset();
        gate_.close();
    }

private:
    void run(const std::weak_ptr<Answer<std::string>>& answer)
    {
        gate_.executor()([answer, digest = upload()] {
            if (const auto done = answer.lock())
                (*done)(digest);
        });
    }

    Result<std::string> upload()
    {
        const auto archive = CodeArchive::pack(folder_, [this] { return gate_.closed(); });
        if (!archive)
            return propagate(archive);
        ApiRequest ask;
        ask.path = "account";
        const auto body = gate_.ask(ask);
        if (!body)
            return propagate(body);
        const auto account = readAccount(*body);
        if (!account)
            return propagate(account);
        BucketClient bucket(gate_, account->s3_endpoint, project_);
        BucketRequest request;
        request.method = "HEAD";
        request.key = "code/" + archive->sha256() + ".tar";
        const auto there = bucket.send(request);
        if (there)
            return archive->sha256();
        if (there.error().code != ErrorCode::NotFound)
            return propagate(there);
        auto part = FilePart::open(archive->file(), archive->sizeBytes(), 0, archive->sizeBytes());
        if (!part)
            return propagate(part);
        request.method = "PUT";
        request.source = *part;
        request.payload_sha256 = archive->sha256();
        if (const auto sent = bucket.send(request); !sent)
            return propagate(sent);
        return archive->sha256();
    }

    const std::filesystem::path folder_;
    const std::string project_;
    std::shared_ptr<Answer<std::string>> done_;
    TransferGate gate_;
    std::thread thread_;
};

}  // namespace

CallHandle uploadCode(const Session& session, std::filesystem::path folder, std::string project,
                      Answer<std::string> done)
{
    return std::make_unique<CodeUploadCall>(session, std::move(folder), std::move(project), std::move(done));
}

}  // namespace slipway
