# The whole developer loop. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help install demo test test-spark lint format types bench ci clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(BIN)/tertius: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/tertius pyproject.toml
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

install: $(BIN)/tertius ## make .venv and install tertius into it

demo: $(BIN)/tertius ## run the bundled case; writes demo/analysis.html
	$(BIN)/tertius demo --out demo

test: $(VENV)/.dev ## run all tests
	$(BIN)/python -m pytest -n 2 --dist loadscope -m 'not spark'

test-spark: $(VENV)/.dev ## the engine suite on Spark as well (Java 17)
	$(BIN)/python -m pip install --quiet --editable '.[spark]'
	$(BIN)/python -m pytest tests/engines -m spark

lint: $(VENV)/.dev ## ruff, and the formatter's check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

bench: $(VENV)/.dev ## every benchmark in its short form
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script --short || exit 1; done

ci: test lint types ## what .ci/run runs first

clean: ## remove what was built
	rm -rf $(VENV) build dist demo out .pytest_cache .mypy_cache .ruff_cache
