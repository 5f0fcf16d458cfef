# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed requests to a slipwayd's API: AWS Signature V4 with service and region "slipway"."""
import hashlib
import hmac
import http.client
import json
import threading
import time
from urllib.parse import quote, urlencode

SCOPE = "slipway/slipway/aws4_request"


class Unreachable(Exception):
    """The request got no answer, or half of one: whether it was carried out is not known."""


class Refused(Exception):
    """The server answered with an error."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body[:300]!r}")
        self.status = status
        try:
            self.problem = json.loads(body)
        except ValueError:
            self.problem = {}

    @property
    def type(self):
        return self.problem.get("type", "")


def _digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Client:
    """One server and one key; a connection a thread. Thread-safe."""

    def __init__(self, address, access_key, secret_key, timeout=30, clock=time.time):
        self.host = address.split("://", 1)[1].rstrip("/")
        self.access_key = access_key
        self.secret_key = secret_key
        self.timeout = timeout
        self.clock = clock
        self._local = threading.local()

    def sign(self, method, path, query, body):
        """The headers of one request; the path is percent-encoded already."""
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(self.clock()))
        day = stamp[:8]
        payload = hashlib.sha256(body).hexdigest()
        headers = {"host": self.host, "x-amz-content-sha256": payload, "x-amz-date": stamp}
        names = ";".join(sorted(headers))
        canonical = "\n".join([method, path, "&".join(sorted(query.split("&"))) if query else "",
                               *(f"{name}:{headers[name]}" for name in sorted(headers)), "", names, payload])
        scope = f"{day}/{SCOPE}"
        text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key = _digest(b"AWS4" + self.secret_key.encode(), day)
        for part in SCOPE.split("/"):
            key = _digest(key, part)
        signature = _digest(key, text).hex()
        headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={self.access_key}/{scope}, "
                                    f"SignedHeaders={names}, Signature={signature}")
        return headers

    def open(self, method, path, query=None, body=b"", headers=None, timeout=None, fresh=False):
        """Sends one request and returns the answer, its body unread; `Unreachable` when there is none."""
        path = "/api/v1/" + quote(path, safe="/-_.~")
        text = urlencode(query or {}, quote_via=quote, safe="-_.~")
        sent = {**self.sign(method, path, text, body), **(headers or {})}
        for again in (not fresh and getattr(self._local, "connection", None) is not None, False):
            connection = None if fresh else getattr(self._local, "connection", None)
            if connection is None:
                connection = http.client.HTTPConnection(self.host, timeout=timeout or self.timeout)
                if not fresh:
                    self._local.connection = connection
            try:
                connection.request(method, path + ("?" + text if text else ""), body=body, headers=sent)
                return connection.getresponse()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                self._local.connection = None
                # A kept connection that the server closed meanwhile has carried nothing.
                if not again or not isinstance(error, (http.client.RemoteDisconnected, BrokenPipeError)):
                    raise Unreachable(str(error)) from error
        raise Unreachable("no answer")

    def bytes(self, method, path, query=None, body=b"", headers=None):
        answer = self.open(method, path, query, body, headers)
        try:
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._local.connection = None
            raise Unreachable(str(error)) from error
        if answer.status >= 300:
            raise Refused(answer.status, content)
        return content

    def json(self, method, path, query=None, value=None, headers=None):
        body = json.dumps(value).encode() if value is not None else b""
        content = self.bytes(method, path, query, body, headers)
        return json.loads(content) if content else None

    def list(self, path, query=None):
        """All pages of a list, with the version of the first: what changed since is in a watch from there."""
        items, cursor, version = [], "", None
        while True:
            page = self.json("GET", path, {**(query or {}), "limit": "500", **({"cursor": cursor} if cursor else {})})
            version = page["version"] if version is None else version
            items += page["items"]
            cursor = page["cursor"]
            if not cursor:
                return items, version

    def watch(self, since, kinds):
        """Yields (event, data) until the server goes; None once it is connected."""
        answer = self.open("GET", "watch", {"since": str(since), "kinds": kinds}, fresh=True)
        if answer.status != 200:
            raise Refused(answer.status, answer.read())
        yield None
        event, data = "", ""
        while True:
            try:
                line = answer.readline()
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise Unreachable(str(error)) from error
            if not line:
                raise Unreachable("the watch ended")
            line = line.decode().rstrip("\r\n")
            if line.startswith("event:"):
                event = line[6:].strip()
            elif line.startswith("data:"):
                data += line[5:].strip()
            elif not line and event:
                yield event, json.loads(data) if data else None
                event, data = "", ""
