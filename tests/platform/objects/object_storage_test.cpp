// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/files/leftovers.h"
#include "tests/platform/objects/object_server.h"

#include <QtTest>

using namespace slipway;
using namespace slipway::test;

namespace {

const QByteArray hello = QByteArrayLiteral("hello world");
constexpr const char* hello_md5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";

std::string code(const net::FetchResponse& response)
{
    return element(response.body, "Code");
}

Ask request(const std::string& method, const std::string& path, const std::string& body = {},
            std::vector<std::pair<std::string, std::string>> headers = {}, QueryParameters query = {},
            const std::string& payload_hash = {})
{
    return {method, path, std::move(query), std::move(headers), body, payload_hash, std::chrono::seconds(0)};
}

}  // namespace

/// Where objects lie, how they are listed, put together, copied and deleted.
class ObjectStorageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { here_ = std::make_unique<ObjectServer>(); }
    void cleanup() { here_.reset(); }

    void codeCarriesItsHash();
    void filesWrittenInPlaceAreObjects();
    void listsInPages();
    void listsWithDelimiter();
    void largeDirectoriesListWhole();
    void multipartUpload();
    void multipartRefusals();
    void abandonedUploadsGo();
    void copies();
    void deletesMany();
    void fileBesideDirectory();
    void linksAreNotFollowed();

private:
    std::unique_ptr<ObjectServer> here_;
};

void ObjectStorageTest::codeCarriesItsHash()
{
    const std::string hash = hex(sha256("code"));
    QCOMPARE(here_->put(here_->alice, "/default/code/" + hash + ".tar", "code").status, 200);
    QCOMPARE(code(here_->put(here_->bob, "/default/code/" + hash + ".tar", "other")),
             std::string("BadDigest"));
    QCOMPARE(here_->file("default/code/" + hash + ".tar"), std::string("code"));
}

void ObjectStorageTest::filesWrittenInPlaceAreObjects()
{
    QCOMPARE(here_->put(here_->alice, "/default/out/a", "x").status, 200);
    std::ofstream(here_->objects() / "default/out/b") << "hello world";
    const auto got = here_->get(here_->vera, "/default/out/b");
    QCOMPARE(got.body, std::string("hello world"));
    QCOMPARE(*got.headers.find("etag"), "\"" + std::string(hello_md5) + "\"");
    std::ofstream(here_->objects() / "default/out/a") << "hello world";
    QCOMPARE(*here_->get(here_->vera, "/default/out/a").headers.find("etag"),
             "\"" + std::string(hello_md5) + "\"");
    QCOMPARE(elements(here_->get(here_->vera, "/default").body, "Size"), std::string("11 11"));
}

void ObjectStorageTest::listsInPages()
{
    for (const char* key : {"b", "a/2", "a/1", "c%20d", "a-x", "%C3%BC", "a"})
        QCOMPARE(here_->put(here_->alice, std::string("/default/") + key, "x").status, 200);
    const std::string all = "a a-x a/1 a/2 b c d \u00fc";
    QCOMPARE(elements(here_->get(here_->alice, "/default").body, "Key"), all);
    std::string found, token;
    do {
        QueryParameters query{{"list-type", "2"}, {"max-keys", "2"}};
        if (!token.empty())
            query.emplace_back("continuation-token", token);
        const std::string page = here_->get(here_->alice, "/default", query).body;
        found += (found.empty() ? "" : " ") + elements(page, "Key");
        token = element(page, "NextContinuationToken");
    } while (!token.empty());
    QCOMPARE(found, all);
    const auto keys = [&](QueryParameters query) {
        return elements(here_->get(here_->alice, "/default", std::move(query)).body, "Key");
    };
    QCOMPARE(keys({{"prefix", "a/"}}), std::string("a/1 a/2"));
    QCOMPARE(keys({{"marker", "a/1"}}), std::string("a/2 b c d \u00fc"));
    QCOMPARE(keys({{"list-type", "2"}, {"start-after", "a0"}}), std::string("b c d \u00fc"));
    QCOMPARE(keys({{"encoding-type", "url"}, {"prefix", "c"}}), std::string("c%20d"));
    QCOMPARE(keys({{"max-keys", "0"}}), std::string());
}

void ObjectStorageTest::listsWithDelimiter()
{
    for (const char* key : {"a/1", "a/2", "b/c/3", "d", "b"})
        QCOMPARE(here_->put(here_->alice, std::string("/default/") + key, "x").status, 200);
    std::filesystem::create_directories(here_->objects() / "default/empty/deeper");
    const std::string top = here_->get(here_->alice, "/default", {{"delimiter", "/"}}).body;
    QCOMPARE(elements(top, "Key"), std::string("b d"));
    QVERIFY(top.find("<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>") != std::string::npos);
    QVERIFY(top.find("<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>") != std::string::npos);
    QVERIFY(top.find("empty") == std::string::npos);
    std::string marker, found;
    do {
        const std::string page =
            here_->get(here_->alice, "/default", {{"delimiter", "/"}, {"max-keys", "1"}, {"marker", marker}})
                .body;
        marker = element(page, "NextMarker");
        const std::size_t prefixes = page.find("<CommonPrefixes>");
        found += elements(page, "Key") +
                 (prefixes == page.npos ? "" : elements(page.substr(prefixes), "Prefix")) + " ";
    } while (!marker.empty());
    QCOMPARE(found, std::string("a/ b b/ d "));
    QCOMPARE(
        elements(here_->get(here_->alice, "/default", {{"delimiter", "c"}, {"prefix", "b/"}}).body, "Prefix"),
        std::string("b/ b/c"));
}

void ObjectStorageTest::largeDirectoriesListWhole()
{
    QCOMPARE(here_->get(here_->alice, "/default").status, 200);
    constexpr int count = 20'000;
    const std::filesystem::path directory = here_->objects() / "default/many";
    std::filesystem::create_directory(directory);
    for (int i = 0; i < count; ++i)
        std::ofstream(directory / std::to_string(1'000'000 + (i * 7919) % count));
    std::string token, last;
    int found = 0;
    do {
        QueryParameters query{{"list-type", "2"}};
        if (!token.empty())
            query.emplace_back("continuation-token", token);
        const std::string page = here_->get(here_->alice, "/default", query).body;
        found += std::stoi(element(page, "KeyCount"));
        QVERIFY(element(page, "Key") > last);
        last = element(page, "Key");
        token = element(page, "NextContinuationToken");
    } while (!token.empty());
    QCOMPARE(found, count);
}

void ObjectStorageTest::multipartUpload()
{
    const auto begun = here_->ask(
        here_->alice, request("POST", "/default/big", {}, {{"content-type", "a/b"}}, {{"uploads", ""}}));
    const std::string id = element(begun.body, "UploadId");
    QVERIFY(!id.empty());
    const std::string first(5u << 20, '1');
    const auto part = [&](const char* number, const std::string& body) {
        return here_->ask(here_->alice, request("PUT", "/default/big", body, {},
                                                {{"partNumber", number}, {"uploadId", id}}));
    };
    QCOMPARE(part("1", "replaced").status, 200);
    const std::string etag1 = *part("1", first).headers.find("etag");
    const std::string etag2 = *part("2", "2").headers.find("etag");
    const std::string parts = here_->get(here_->alice, "/default/big", {{"uploadId", id}}).body;
    QCOMPARE(elements(parts, "PartNumber"), std::string("1 2"));
    QCOMPARE(elements(parts, "Size"), std::string("5242880 1"));
    QCOMPARE(elements(here_->get(here_->alice, "/default", {{"uploads", ""}}).body, "UploadId"), id);
    QCOMPARE(elements(here_->get(here_->alice, "/default").body, "Key"), std::string());

    const std::string body = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag1 +
                             "</ETag></Part><Part><PartNumber>2</PartNumber><ETag>" + etag2 +
                             "</ETag></Part></CompleteMultipartUpload>";
    const auto done = here_->ask(here_->alice, request("POST", "/default/big", body, {}, {{"uploadId", id}}));
    QVERIFY2(done.status == 200, done.body.c_str());
    QVERIFY(element(done.body, "ETag").ends_with("-2&quot;"));
    QCOMPARE(here_->file("default/big"), first + "2");
    QCOMPARE(*here_->get(here_->alice, "/default/big").headers.find("content-type"), std::string("a/b"));
    QVERIFY(std::filesystem::is_empty(here_->objects() / ".slipway/uploads"));
}

void ObjectStorageTest::multipartRefusals()
{
    const auto begun = here_->ask(here_->alice, request("POST", "/default/big", {}, {}, {{"uploads", ""}}));
    const std::string id = element(begun.body, "UploadId");
    const auto part = [&](const char* number) {
        return here_->ask(here_->alice, request("PUT", "/default/big", "tiny", {},
                                                {{"partNumber", number}, {"uploadId", id}}));
    };
    const std::string etag = *part("1").headers.find("etag");
    QCOMPARE(part("2").status, 200);
    QCOMPARE(code(part("0")), std::string("InvalidArgument"));
    QCOMPARE(code(part("10001")), std::string("InvalidArgument"));
    const auto complete = [&](const std::string& named) {
        const std::string body = "<CompleteMultipartUpload>" + named + "</CompleteMultipartUpload>";
        return code(here_->ask(here_->alice, request("POST", "/default/big", body, {}, {{"uploadId", id}})));
    };
    const auto named = [&](const char* number, const std::string& tag) {
        return std::string("<Part><PartNumber>") + number + "</PartNumber><ETag>" + tag + "</ETag></Part>";
    };
    QCOMPARE(complete(""), std::string("MalformedXML"));
    QCOMPARE(complete(named("3", etag)), std::string("InvalidPart"));
    QCOMPARE(complete(named("1", "\"" + std::string(32, '0') + "\"")), std::string("InvalidPart"));
    QCOMPARE(complete(named("2", etag) + named("1", etag)), std::string("InvalidPartOrder"));
    QCOMPARE(complete(named("1", etag) + named("2", etag)), std::string("EntityTooSmall"));
    const Ask abort = request("DELETE", "/default/big", {}, {}, {{"uploadId", id}});
    QCOMPARE(here_->ask(here_->alice, abort).status, 204);
    QCOMPARE(code(here_->ask(here_->alice, abort)), std::string("NoSuchUpload"));
}

void ObjectStorageTest::abandonedUploadsGo()
{
    const auto begin = [&](const std::string& path) {
        return element(here_->ask(here_->alice, request("POST", path, {}, {}, {{"uploads", ""}})).body,
                       "UploadId");
    };
    const std::string abandoned = begin("/default/old");
    const std::string going_on = begin("/default/new");
    const auto days_ago = [&](const std::string& id, int days) {
        std::filesystem::last_write_time(here_->objects() / ".slipway/uploads" / id,
                                         std::filesystem::file_time_type::clock::now() -
                                             std::chrono::days(days));
    };
    days_ago(abandoned, 8);
    days_ago(going_on, 6);
    removeAbandonedUploads(here_->objects());
    QCOMPARE(elements(here_->get(here_->alice, "/default", {{"uploads", ""}}).body, "UploadId"), going_on);
    QCOMPARE(code(here_->ask(here_->alice, request("PUT", "/default/old", "x", {},
                                                   {{"partNumber", "1"}, {"uploadId", abandoned}}))),
             std::string("NoSuchUpload"));
}

void ObjectStorageTest::copies()
{
    QCOMPARE(here_->put(here_->alice, "/default/a%20b", hello.toStdString(), {{"x-amz-meta-k", "v"}}).status,
             200);
    const auto copy =
        here_->put(here_->alice, "/default/copy", "", {{"x-amz-copy-source", "/default/a%20b"}});
    QVERIFY2(copy.status == 200, copy.body.c_str());
    const auto got = here_->get(here_->alice, "/default/copy");
    QCOMPARE(got.body, hello.toStdString());
    QCOMPARE(*got.headers.find("x-amz-meta-k"), std::string("v"));
    QCOMPARE(here_
                 ->put(here_->alice, "/default/copy", "",
                       {{"x-amz-copy-source", "default/copy"},
                        {"x-amz-metadata-directive", "REPLACE"},
                        {"x-amz-meta-n", "1"}})
                 .status,
             200);
    QVERIFY(!here_->get(here_->alice, "/default/copy").headers.find("x-amz-meta-k"));
    const auto refused = [&](const char* source) {
        return code(here_->put(here_->alice, "/default/c2", "", {{"x-amz-copy-source", source}}));
    };
    QCOMPARE(refused("/default/none"), std::string("NoSuchKey"));
    QCOMPARE(refused("/other/x"), std::string("NoSuchBucket"));
    QCOMPARE(refused("/default"), std::string("InvalidArgument"));
    const auto code_copy = here_->put(here_->alice, "/default/code/" + std::string(64, '0') + ".tar", "",
                                      {{"x-amz-copy-source", "/default/copy"}});
    QCOMPARE(code(code_copy), std::string("InvalidRequest"));
}

void ObjectStorageTest::deletesMany()
{
    QCOMPARE(here_->put(here_->alice, "/default/a%26b", "x").status, 200);
    QCOMPARE(here_->put(here_->alice, "/default/c", "x").status, 200);
    const std::string body = "<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>absent</Key></Object>"
                             "<Object><Key>datasets/x/y</Key></Object></Delete>";
    const auto done = here_->ask(here_->alice, request("POST", "/default", body, {}, {{"delete", ""}}));
    QCOMPARE(elements(done.body, "Key"), std::string("a&amp;b absent datasets/x/y"));
    QCOMPARE(elements(done.body, "Code"), std::string("AccessDenied"));
    QCOMPARE(elements(here_->get(here_->alice, "/default").body, "Key"), std::string("c"));
    QCOMPARE(elements(here_->ask(here_->vera, request("POST", "/default", body, {}, {{"delete", ""}})).body,
                      "Code"),
             std::string("AccessDenied AccessDenied AccessDenied"));
}

void ObjectStorageTest::fileBesideDirectory()
{
    QCOMPARE(here_->put(here_->alice, "/default/a", "1").status, 200);
    QCOMPARE(here_->put(here_->alice, "/default/a/b", "2").status, 200);
    QCOMPARE(here_->put(here_->alice, "/default/a/", "3").status, 200);
    QCOMPARE(here_->put(here_->alice, "/default/a", "4").status, 200);
    QCOMPARE(here_->get(here_->alice, "/default/a").body, std::string("4"));
    QCOMPARE(here_->get(here_->alice, "/default/a/").body, std::string("3"));
    QCOMPARE(here_->get(here_->alice, "/default/a/b").body, std::string("2"));
    QCOMPARE(elements(here_->get(here_->alice, "/default").body, "Key"), std::string("a a/ a/b"));
    QCOMPARE(here_->ask(here_->alice, request("DELETE", "/default/a")).status, 204);
    QCOMPARE(elements(here_->get(here_->alice, "/default").body, "Key"), std::string("a/ a/b"));
}

void ObjectStorageTest::linksAreNotFollowed()
{
    QCOMPARE(here_->get(here_->alice, "/default").status, 200);
    const std::filesystem::path bucket = here_->objects() / "default";
    std::ofstream(here_->directory() / "outside") << "secret";
    std::filesystem::create_symlink(here_->directory(), bucket / "dir");
    std::filesystem::create_symlink(here_->directory() / "outside", bucket / "file");
    QCOMPARE(code(here_->get(here_->alice, "/default/dir/outside")), std::string("NoSuchKey"));
    QCOMPARE(code(here_->get(here_->alice, "/default/file")), std::string("NoSuchKey"));
    QCOMPARE(code(here_->put(here_->alice, "/default/dir/new", "x")), std::string("AccessDenied"));
    QCOMPARE(elements(here_->get(here_->alice, "/default").body, "Key"), std::string());
    QCOMPARE(here_->put(here_->alice, "/default/file", "x").status, 200);
    std::ifstream outside(here_->directory() / "outside");
    QCOMPARE(std::string(std::istreambuf_iterator<char>(outside), {}), std::string("secret"));
}

QTEST_GUILESS_MAIN(ObjectStorageTest)
#include "object_storage_test.moc"
