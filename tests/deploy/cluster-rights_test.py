# SPDX-License-Identifier: GPL-3.0-or-later
"""With rights in the whole cluster."""
import unittest

from deployment_story import DeploymentStory, run


class ClusterRights(DeploymentStory, unittest.TestCase):
    rights = "cluster-rights"


run()
