# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain client of the API server, for what the cluster itself needs."""
import http.client
import json
import ssl
from urllib.parse import urlparse

MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"


class Refused(Exception):
    def __init__(self, status, text):
        super().__init__(f"{status}: {text[:500]}")
        self.status = status


class Api:
    """Requests as one client certificate; a connection a request."""

    def __init__(self, server, authority, user):
        self.address = urlparse(server).netloc
        self.context = ssl.create_default_context(cafile=str(authority.certificate("ca")))
        self.context.load_cert_chain(str(authority.certificate(user)), str(authority.key(user)))

    def call(self, method, path, value=None, content_type="application/json"):
        connection = http.client.HTTPSConnection(self.address, context=self.context, timeout=30)
        try:
            body = json.dumps(value) if value is not None else None
            connection.request(method, path, body, {"Content-Type": content_type, "Accept": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 300:
            raise Refused(answer.status, text)
        return json.loads(text) if text.startswith("{") else text

    def ready(self):
        try:
            return self.call("GET", "/readyz") == "ok"
        except (OSError, Refused, http.client.HTTPException):
            return False

    def ensure(self, path, value):
        """Creates an object unless it is there."""
        try:
            return self.call("POST", path, value)
        except Refused as error:
            if error.status != 409:
                raise
            return None
