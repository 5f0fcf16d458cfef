// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/transfer_text.h"

#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/transfers.h"

namespace slipway {

namespace {

class TransferWords {
    Q_DECLARE_TR_FUNCTIONS(Transfers)
};

}  // namespace

QString transferText(const Transfer& transfer)
{
    if (transfer.error)
        return explain(*transfer.error);
    const UploadProgress& progress = transfer.progress;
    if (progress.files_total == 0)
        return TransferWords::tr("Reading the folder…");
    QStringList parts{TransferWords::tr("%1 of %2")
                          .arg(Texts::bytes(progress.bytes_done), Texts::bytes(progress.bytes_total))};
    if (transfer.bytes_per_second >= 1) {
        parts << TransferWords::tr("%1/s").arg(
            Texts::bytes(static_cast<std::uint64_t>(transfer.bytes_per_second)));
        const double left =
            static_cast<double>(progress.bytes_total - progress.bytes_done) / transfer.bytes_per_second;
        parts << TransferWords::tr("%1 left").arg(
            Texts::duration(std::chrono::seconds(static_cast<long long>(left) + 1)));
    }
    return parts.join(QStringLiteral(" · "));
}

}  // namespace slipway
