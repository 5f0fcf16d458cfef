// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/template_spec.h"

#include "core/resources/json/member_reader.h"
#include "core/resources/json/member_writer.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::string_view spec_path = "spec";

/// Says of a member of the inner job where it lies in the template.
Error inTemplate(Error error)
{
    const std::string outer = std::string(spec_path) + ".job";
    const std::string was = error.field;
    if (!was.starts_with(spec_path))
        return error;
    error.field = outer + was.substr(spec_path.size());
    if (error.message.starts_with(was))
        error.message = error.field + error.message.substr(was.size());
    return error;
}

}  // namespace

Result<TemplateSpec> readTemplateSpec(const Json& json)
{
    TemplateSpec spec;
    MemberReader reader(json, std::string(spec_path), MemberReader::Unknown::Refused);
    reader.text("description", spec.description);
    if (const Json* job = reader.child("job")) {
        if (auto read = readJobSpec(*job))
            spec.job = std::move(*read);
        else
            reader.refuse(inTemplate(read.error()));
    } else {
        reader.refuse("missing-field", "job", "must say what the job is, at least its command");
    }
    if (auto done = reader.finish(); !done)
        return propagate(done);
    spec.job.stopped = false;
    return spec;
}

Json write(const TemplateSpec& spec)
{
    Json json{{"job", write(spec.job)}};
    setUnlessEmpty(json, "description", spec.description);
    return json;
}

}  // namespace slipway
