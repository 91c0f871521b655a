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


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


TREES = {module_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
PACKAGES = {module_of(path) for path in PACKAGE.rglob("__init__.py")}


def names_imported(module: str) -> set[tuple[str, str]]:
    """(module, name) of every import, those inside functions and for type checkers too."""
    found = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "", alias.name) for alias in node.names}
    return found


def home_of(module: str, name: str, *through: str) -> str:
    """The module that a name comes from, though a package's `__init__` passes it on."""
    if f"{module}.{name}" in TREES:
        return f"{module}.{name}"
    if module in PACKAGES and module not in through:
        for passed in names_imported(module):
            if name and passed[1] == name:
                return home_of(*passed, *through, module)
    return module


def circle_through(start: str, needs: dict[str, set[str]]) -> list[str]:
    """The shortest way by imports from `start` back to it; empty where there is none."""
    ways = [[start]]
    met: set[str] = set()
    for way in ways:
        for module in sorted(needs[way[-1]]):
            if module == start:
                return [*way, start]
            if module not in met:
                met.add(module)
                ways.append([*way, module])
    return []


def test_no_modules_import_each_other_in_a_circle():
    # Importing inside a function hides a circle and does not break it. The package itself (the version) is above all.
    homes = {module: {home_of(*one) for one in names_imported(module)} for module in TREES}
    needs = {module: (homes[module] & TREES.keys()) - {module, "tertius"} for module in TREES}
    assert not [" -> ".join(circle) for module in sorted(needs) if (circle := circle_through(module, needs))]
