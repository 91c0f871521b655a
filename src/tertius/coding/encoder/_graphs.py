"""The three networks, run by onnxruntime on the processor."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["OnnxGraphs"]

Floats = NDArray[np.float32]


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

    def encode(self, ids: list[int], types: list[int]) -> tuple[Floats, Floats, Floats]:
        """Token and cue projections [n, 256] and cue tags [n, 3] of one window of n tokens."""
        tokens, cues, tags = self._run(self._encoder, ["tokens", "cues", "cue_tags"], ids=ids, types=types)
        return tokens, cues, tags

    def actor_tags(self, ids: list[int], types: list[int]) -> Floats:
        """Actor tags [n, 3]: neither, source, target."""
        return self._run(self._encoder, ["actor_tags"], ids=ids, types=types)[0]

    def states(self, ids: list[int], types: list[int]) -> Floats:
        """The last layer [n, 384]."""
        return self._run(self._encoder, ["states"], ids=ids, types=types)[0]

    def roles(self, tokens: Floats, cue: Floats, near: list[int]) -> tuple[Floats, float]:
        """Role tags [m, 3] of the tokens around a cue, and the log-odds that the cue is one."""
        tags, valid = self._run(self._roles, ["tags", "valid"], tokens=tokens, cue=cue, near=near)
        return tags, float(valid)

    def roots(self, vector: Floats) -> Floats:
        """Log-odds [15] of the root types from an event vector [1152]."""
        return self._run(self._types, ["root"], vector=vector)[0]

    @staticmethod
    def _run(session: Any, wanted: list[str], **given: Any) -> list[Floats]:
        """The outputs without their batch axis: a batch holds one window, so that no answer hangs on its company.

        It is no slower on one thread, since nothing is padded.
        """
        return [out[0] for out in session.run(wanted, {name: np.asarray(value)[None] for name, value in given.items()})]
