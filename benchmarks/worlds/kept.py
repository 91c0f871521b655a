"""Answers of worlds already simulated, one line a world, so that a long run can be broken off and taken up again."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

__all__ = ["Kept", "code_of"]


def code_of(modules: tuple[ModuleType, ...]) -> str:
    """A digest of the modules' source: answers of other code are other answers."""
    return hashlib.sha256("".join(inspect.getsource(one) for one in modules).encode()).hexdigest()[:12]


class Kept:
    """Answers by seed in a file of JSON lines; without a folder, in memory alone.

    A line that a break left unfinished is passed over: its world is simulated again.
    """

    def __init__(self, folder: Path | None, name: str, key: str) -> None:
        self._by_seed: dict[int, list] = {}
        self._path = None
        if folder is None:
            return
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(key.encode()).hexdigest()[:12]
        self._path = folder / f"{name.replace(' ', '-').replace(',', '')}-{digest}.jsonl"
        if self._path.exists():
            self._by_seed = dict(self._lines(self._path.read_text(encoding="utf-8")))
            self._rewrite()

    @staticmethod
    def _lines(text: str) -> Iterator[tuple[int, list]]:
        for line in text.splitlines():
            try:
                seed, answer = json.loads(line)
            except ValueError:
                continue
            yield seed, answer

    def _rewrite(self) -> None:
        whole = "".join(f"{json.dumps([seed, answer])}\n" for seed, answer in self._by_seed.items())
        draft = self._path.with_suffix(".draft")
        draft.write_text(whole, encoding="utf-8")
        draft.replace(self._path)

    def __contains__(self, seed: int) -> bool:
        return seed in self._by_seed

    def add(self, seed: int, answer: list) -> None:
        self._by_seed[seed] = answer
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps([seed, answer])}\n")

    def answers(self, most: int) -> list[list]:
        """Those of the first `most` seeds, in their order."""
        return [self._by_seed[seed] for seed in sorted(self._by_seed) if seed < most]
