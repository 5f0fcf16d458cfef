# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Debian packages are. Each has the files of one component of cmake/SlipwayInstall.cmake."""
from dataclasses import dataclass, field

SUMMARY = "workbench for machine learning on one's own GPUs"
STATIC = "statically-linked-binary [usr/bin/{program}]"


@dataclass(frozen=True)
class Package:
    name: str
    component: str
    section: str
    summary: str
    description: tuple
    depends: tuple = ()
    recommends: tuple = ()
    suggests: tuple = ()
    architecture: str = ""  # Empty: that of this machine.
    scripts: tuple = ()  # Maintainer scripts, as files "NAME.SCRIPT" beside this one.
    settings: tuple = ()  # Files "NAME.default" beside this one for /etc/default, which stay as people have changed them.
    overrides: tuple = field(default=())  # What lintian need not say, and why.
    documents: tuple = ()


PLATFORM = Package(
    name="slipway-platform", component="platform", section="science",
    summary=f"{SUMMARY} (platform and command line)",
    description=(
        "Environments, jobs and datasets on the GPUs of one machine or of Kubernetes clusters.",
        "This package has the platform server, which the workbench or slipwayctl starts for one person where they "
        "choose \"Use this computer\", and the command line. The package slipway-server runs the server as a service."),
    depends=("python3",), recommends=("git", "python3-venv", "python3-pip", "jupyter-server", "python3-ipykernel"),
    overrides=(
        ("The runner goes beside every user's process, on any system, and so does what puts it together in a pod.",
         ("statically-linked-binary [usr/bin/slipway-runner]", "statically-linked-binary [usr/bin/slipway-assemble]",
          "embedded-library * [usr/bin/slipway-runner]")),),
    documents=("cli.md",))

WORKBENCH = Package(
    name="slipway", component="workbench", section="science",
    summary=SUMMARY,
    description=(
        "Create a GPU environment in two clicks, upload a dataset, launch a job, follow its log and its charts live, "
        "find its model, and give the GPU back with one click.",
        "This package has the desktop workbench. It works with a platform on the same computer or with a server."),
    depends=("slipway-platform (= {version})", "qt6-qpa-plugins"),
    recommends=("fonts-inter", "fonts-jetbrains-mono", "fonts-noto-cjk", "qt6-translations-l10n", "libsecret-1-0"))

SERVER = Package(
    name="slipway-server", component="server", section="science",
    summary=f"{SUMMARY} (service)",
    description=(
        "Environments, jobs and datasets on the GPUs of one machine or of Kubernetes clusters.",
        "This package runs the platform server as a service of the machine. It listens on the loopback address until "
        "its options say otherwise."),
    depends=("slipway-platform (= {version})",), suggests=("slipway",), architecture="all",
    scripts=("postinst", "prerm", "postrm"), settings=("slipwayd",), documents=("operations.md", "kubernetes.md", "security.md"))

PACKAGES = (PLATFORM, WORKBENCH, SERVER)
