"""The networks, run by onnxruntime on the processor."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["OnnxGraphs"]

Floats = NDArray[np.float32]
# onnxruntime's fused kernel for the norm of a sum takes three times as long as the plain operators (1.32, x86-64).
_SLOWER = ["SkipLayerNormFusion"]


class OnnxGraphs:
    """The lower layers, and what stands on them: attribution's layers with its role head, the events' with theirs.

    One thread gives the same numbers on every run.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        onnxruntime = importlib.import_module("onnxruntime")  # it has no type stubs
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3

        def session(name: str) -> Any:
            path = str(folder / f"{name}.onnx")
            return onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )

        self._lower, self._attribution, self._roles = session("lower"), session("attribution"), session("roles")
        self._events, self._gate, self._kinds = session("events"), session("gate"), session("kinds")
        self._said, self._voice = session("said"), session("voice")
        self._last: tuple[list[int], list[int], Any] = ([], [], None)

    def encode(self, ids: list[int], types: list[int]) -> tuple[Floats, Floats, Floats]:
        """Token and cue projections [n, 256] and cue tags [n, 3] of one window of n tokens."""
        lower = self.lower(ids, types)
        self._last = (ids, types, lower)
        tokens, cues, tags = self._run(self._attribution, ["tokens", "cues", "cue_tags"], lower=lower)
        return tokens, cues, tags

    def event_layers(self, ids: list[int], types: list[int]) -> tuple[Floats, Floats, Floats, Floats]:
        """The events' own last states [n, 384], actor tags [n, 3], and both sides of the pair score [n, 64]."""
        again = self._last[0] == ids and self._last[1] == types  # a text of one sentence was just read for attribution
        lower = self._last[2] if again else self.lower(ids, types)
        states, tags, first, second = self._run(self._events, ["states", "tags", "first", "second"], lower=lower)
        return states, tags, first, second

    def lower(self, ids: list[int], types: list[int]) -> Floats:
        """The states [n, 384] of layer 4, up to which attribution and events share the encoder."""
        return self._run(self._lower, ["lower"], ids=ids, types=types)[0]

    def event_states(self, ids: list[int], types: list[int]) -> Floats:
        """The last states [n, 384] of the events' own layers."""
        return self._run(self._events, ["states"], lower=self.lower(ids, types))[0]

    def gate(self, pooled: Floats) -> float:
        """The log-odds that a sentence tells an event, from its first and its mean state [768]."""
        return float(self._run(self._gate, ["gate"], pooled=pooled)[0][0])

    def said(self, vector: Floats) -> Floats:
        """Log-odds [7] of the six kinds of statement and of a negation, from a content's vector [1536]."""
        return self._run(self._said, ["said"], vector=vector)[0]

    def voice(self, vector: Floats) -> Floats:
        """Log-odds [4] of the voices, from a source's vector [1536]."""
        return self._run(self._voice, ["voice"], vector=vector)[0]

    def kinds(self, vector: Floats) -> Floats:
        """Log-odds [16] of the root types and of none of them, from an event vector of the events' own layers."""
        return self._run(self._kinds, ["root"], vector=vector)[0]

    def roles(self, tokens: Floats, cue: Floats, near: list[int]) -> tuple[Floats, float]:
        """Role tags [m, 3] of the tokens around a cue, and the log-odds that the cue is one."""
        tags, valid = self._run(self._roles, ["tags", "valid"], tokens=tokens, cue=cue, near=near)
        return tags, float(valid)

    @staticmethod
    def _run(session: Any, wanted: list[str], **given: Any) -> list[Floats]:
        """The outputs without their batch axis: a batch holds one window, so that no answer hangs on its company.

        It is no slower on one thread, since nothing is padded.
        """
        feed = {name: np.asarray(value)[None] for name, value in given.items()}
        return [out[0] for out in session.run(wanted, feed)]
