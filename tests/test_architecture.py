"""The tree is the architecture: a module imports only what stands above it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "tertius"
ORDER = [
    "errors", "progress", "records", "world", "case", "store", "review", "documents", "coding", "listings", "history", "relations",
    "effects", "forecasts", "assessment", "analysis", "reports", "watch", "web", "cli",
]  # fmt: skip
# The answer knows how to write itself out: it loads the reports inside its methods, never at import.
ALLOWED_INSIDE_FUNCTIONS = {("analysis", "reports")}


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST, *, top_level: bool) -> set[str]:
    nodes = tree.body if top_level and isinstance(tree, ast.Module) else ast.walk(tree)
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the architecture"
            module = node.module or ""
            found |= {f"{module}.{alias.name}" for alias in node.names} if module == "tertius" else {module}
    return {name.split(".")[1] for name in found if name.startswith("tertius.")}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.name != "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_above_it(path):
    stage = stage_of(path)
    if stage == "__main__":
        return
    assert stage in ORDER, f"{stage} has no place in the order"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    above = set(ORDER[: ORDER.index(stage) + 1])
    inside = {target for source, target in ALLOWED_INSIDE_FUNCTIONS if source == stage}
    assert imports(tree, top_level=False) <= above | inside
    assert imports(tree, top_level=True) <= above


def test_every_stage_of_the_order_is_there():
    there = {stage_of(path) for path in MODULES}
    assert set(ORDER) <= there
