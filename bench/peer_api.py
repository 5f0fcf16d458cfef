# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of signed reads: FastAPI gives a page of jobs to anybody, from memory."""
import json
import os

from fastapi import FastAPI, Response

with open(os.environ["SLIPWAY_BENCH_PAGE"], "rb") as file:
    TEXT = file.read()
PAGE = json.loads(TEXT)

app = FastAPI()


@app.get("/api/v1/projects/{project}/jobs")
async def jobs(project: str, limit: int = 500):
    """As FastAPI's documentation shows it: objects, which it turns into JSON."""
    return {"items": PAGE["items"][:limit], "cursor": PAGE["cursor"], "version": PAGE["version"]}


@app.get("/bytes")
async def ready_bytes():
    """As fast as it can be: the bytes are there already."""
    return Response(TEXT, media_type="application/json")
