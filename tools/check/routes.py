# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's table of routes and its OpenAPI document name the same requests."""
import re

import yaml

ROUTE = re.compile(r'\{\s*"(GET|POST|PUT|DELETE|HEAD)"\s*,\s*"(/[^"]*)"')
METHODS = {"get", "post", "put", "delete", "head"}
DOCUMENT = "platform/api/openapi.yaml"


def check(root, files):
    if DOCUMENT not in files:
        yield f"{DOCUMENT}:1: is missing."
        return
    routes = set()
    for name in files:
        if name.startswith("platform/api/") and name.endswith(".cpp"):
            routes.update(ROUTE.findall((root / name).read_text(encoding="utf-8")))
    document = yaml.safe_load((root / DOCUMENT).read_text(encoding="utf-8"))
    described = {
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method in item if method in METHODS
    }
    if not routes:
        yield "platform/api:1: has no table of routes."
    for method, path in sorted(routes - described):
        yield f"{DOCUMENT}:1: does not describe {method} {path}."
    for method, path in sorted(described - routes):
        yield f"{DOCUMENT}:1: describes {method} {path}, which no route serves."
