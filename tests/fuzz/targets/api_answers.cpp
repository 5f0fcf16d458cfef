// SPDX-License-Identifier: GPL-3.0-or-later
// What a server answers to the client: every input is read as each answer.
#include "client/api/answers.h"
#include "client/files/file_answers.h"
#include "tests/fuzz/driver/expect.h"
#include "tests/fuzz/driver/input.h"

using namespace slipway;
using namespace slipway::fuzz;

namespace {

template <class T>
void check(const Result<T>& answer)
{
    if (!answer)
        expect(!answer.error().message.empty(), "A refusal says why.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view body = asText(data, size);
    check(readAccount(body));
    check(readNewAccessKey(body));
    check(readHistory(body));
    check(readQueue(body));
    check(readStreams(body));
    check(readLink(body));
    check(readRemoved(body));
    const auto files = readFilePage(body);
    check(files);
    for (const FileItem& file : files ? files->items : std::vector<FileItem>())
        expect(file.name != ".." && file.name.find('/') == std::string::npos,
               "No name of a file leads elsewhere.");
    sizeOfRange(body);
    const auto page = readPage(body);
    check(page);
    for (const Resource& resource : page ? page->items : std::vector<Resource>()) {
        const auto wanted = parseResource(writeWanted(resource));
        expect(wanted && wanted->name == resource.name && wanted->labels == resource.labels,
               "What is wanted of a listed resource can be sent back.");
    }
    expect(!readProblem(503, body).message.empty(), "Every problem has a message.");
    return 0;
}
