# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority of the cluster's own and what it signs; all for a few days."""
import base64
import json
import subprocess
from pathlib import Path

DAYS = "3"


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Authority:
    """Files NAME.crt and NAME.key below `place`; "ca" is the authority itself."""

    def __init__(self, place):
        self.place = Path(place)
        self.place.mkdir(parents=True, mode=0o700)
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", DAYS, "-subj", "/CN=cluster",
                "-keyout", str(self.key("ca")), "-out", str(self.certificate("ca")))
        openssl("genrsa", "-out", str(self.key("accounts")), "2048")  # signs the tokens of service accounts

    def key(self, name):
        return self.place / f"{name}.key"

    def certificate(self, name):
        return self.place / f"{name}.crt"

    def sign(self, name, common_name, group="", addresses=()):
        """A certificate for a client, or with addresses ("IP:127.0.0.1", "DNS:localhost") for a server too."""
        subject = (f"/O={group}" if group else "") + f"/CN={common_name}"
        request, extensions = self.place / f"{name}.csr", self.place / f"{name}.ext"
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", subject, "-keyout", str(self.key(name)), "-out", str(request))
        extensions.write_text("extendedKeyUsage=clientAuth,serverAuth\n"
                              + (f"subjectAltName={','.join(addresses)}\n" if addresses else ""))
        openssl("x509", "-req", "-in", str(request), "-CA", str(self.certificate("ca")), "-CAkey", str(self.key("ca")),
                "-CAcreateserial", "-days", DAYS, "-extfile", str(extensions), "-out", str(self.certificate(name)))

    def encoded(self, file):
        return base64.b64encode(file.read_bytes()).decode()

    def kubeconfig(self, file, server, user):
        """What a client with the certificate named `user` needs; JSON, which is YAML too."""
        entry = {"client-certificate-data": self.encoded(self.certificate(user)), "client-key-data": self.encoded(self.key(user))}
        cluster = {"server": server, "certificate-authority-data": self.encoded(self.certificate("ca"))}
        config = {"apiVersion": "v1", "kind": "Config", "current-context": "test",
                  "clusters": [{"name": "test", "cluster": cluster}], "users": [{"name": user, "user": entry}],
                  "contexts": [{"name": "test", "context": {"cluster": "test", "user": user}}]}
        Path(file).touch(mode=0o600)
        Path(file).write_text(json.dumps(config, indent=1))
