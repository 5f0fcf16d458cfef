# SPDX-License-Identifier: GPL-3.0-or-later
"""With rights in one namespace and none outside it."""
import unittest

from deployment_story import DeploymentStory, run


class OneNamespace(DeploymentStory, unittest.TestCase):
    rights = "one-namespace"

    def test_0_what_machines_hold_is_not_guessed(self):
        with self.assertRaisesRegex(AssertionError, 'Flavor "gpu-1" does not exist. Choose one of: cpu-small, tiny.'):
            self.lab.submit("guess", "true", flavor="gpu-1")


run()
