"""The three networks, run by onnxruntime on the processor."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["OnnxGraphs"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class OnnxGraphs:
    """The encoder, its role head and its type head. One thread gives the same numbers on every run."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        onnxruntime = importlib.import_module("onnxruntime")  # it has no type stubs
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3

        def session(name: str) -> Any:
            path = str(folder / f"{name}.onnx")
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        self._encoder, self._roles, self._types = session("encoder"), session("roles"), session("types")

    def encode(self, ids: Ints, types: Ints, mask: Ints) -> tuple[Floats, ...]:
        """Token and cue projections [B, n, 256] and cue tags [B, n, 3] of windows [B, n]."""
        given = {"ids": ids, "types": types, "mask": mask}
        return tuple(self._encoder.run(["tokens", "cues", "cue_tags"], given))

    def roles(self, tokens: Floats, cue: Floats, near: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Role tags [C, m, 3] and log-odds [C] of cues, from the tokens around each."""
        tags, valid = self._roles.run(None, {"tokens": tokens, "cue": cue, "near": near, "mask": mask})
        return tags, valid

    def states(self, ids: Ints, types: Ints, mask: Ints) -> Floats:
        """The last layer [B, n, 384]."""
        out: Floats = self._encoder.run(["states"], {"ids": ids, "types": types, "mask": mask})[0]
        return out

    def actor_tags(self, ids: Ints, types: Ints, mask: Ints) -> Floats:
        """Actor tags [B, n, 3]: neither, source, target."""
        out: Floats = self._encoder.run(["actor_tags"], {"ids": ids, "types": types, "mask": mask})[0]
        return out

    def roots(self, vector: Floats) -> Floats:
        """Log-odds of the root types [B, 15] from event vectors [B, 1152]."""
        out: Floats = self._types.run(["root"], {"vector": vector})[0]
        return out
