# SPDX-License-Identifier: GPL-3.0-or-later
"""Slipway's Python SDK: metrics, hyperparameters and models of a run. Needs nothing but Python.

    import slipway

    for step in range(slipway.params.get("steps", 100)):
        slipway.log({"train/loss": loss}, step=step)
    slipway.save_model("model.npz")

Inside a job everything lands where the platform shows it. Outside one, metrics are written to ./slipway-events
and models to ./slipway-outputs, so that the same script runs on any machine.
"""
from ._events import log
from ._models import save_model
from ._params import params

__all__ = ["log", "params", "save_model"]
__version__ = "0.1.0"
