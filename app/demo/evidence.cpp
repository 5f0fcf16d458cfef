// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/evidence.h"

#include "app/demo/window_driver.h"
#include "core/hash.h"

#include <fstream>
#include <iterator>

namespace slipway::demo {

namespace fs = std::filesystem;

Fingerprint fingerprint(const fs::path& folder)
{
    Fingerprint found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (entry.is_symlink())
            found[name] = "-> " + fs::read_symlink(entry.path()).string();
        else if (entry.is_regular_file())
            found[name] = sha256File(entry.path()).value_or("unreadable");
    }
    return found;
}

std::vector<std::string> differences(const Fingerprint& before, const Fingerprint& after)
{
    std::vector<std::string> paths;
    for (const auto& [path, digest] : before)
        if (const auto now = after.find(path); now == after.end() || now->second != digest)
            paths.push_back(path);
    return paths;
}

std::map<std::string, std::vector<events::ScalarPoint>> readScalars(const fs::path& folder)
{
    std::map<std::string, std::vector<events::ScalarPoint>> scalars;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        events::EventReader reader;
        std::vector<events::ScalarPoint> points;
        reader.feed(readFile(entry.path()), points);
        for (events::ScalarPoint& point : points)
            scalars[point.tag].push_back(std::move(point));
    }
    return scalars;
}

std::string readFile(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

fs::path onlyEntry(const fs::path& folder)
{
    std::vector<fs::path> entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        entries.push_back(entry.path());
    if (entries.size() != 1)
        throw Failure(QStringLiteral("%1 holds %2 entries, not one.")
                          .arg(QString::fromStdString(folder.string()))
                          .arg(entries.size()));
    return entries.front();
}

}  // namespace slipway::demo
