// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/guide/sample.h"

#include <QCoreApplication>

namespace slipway {

namespace fs = std::filesystem;

std::optional<Sample> digitsSample()
{
    const fs::path program = QCoreApplication::applicationDirPath().toStdString();
    const fs::path folder = (program / "../share/slipway/samples/digits").lexically_normal();
    std::error_code error;
    if (!fs::exists(folder / "train.py", error) || !fs::is_directory(folder / "data", error))
        return std::nullopt;
    return Sample{folder, folder / "data"};
}

}  // namespace slipway
