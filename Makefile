# Everything a developer or a first-time user runs. `make help` lists the targets.

PYTHON ?= python3
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
# The stamp's name carries the set-up's content, so that a change of either file is noticed whatever the
# files' dates say; it is written last, so that an interrupted set-up has none.
STAMP := $(VENV)/.ready-$(shell cat pyproject.toml requirements.lock | cksum | tr ' ' '-')

.DEFAULT_GOAL := help
.PHONY: help venv demo test lint bench docs lock clean

# An interpreter named on the command line or in the environment replaces another one's .venv.
ifneq ($(origin PYTHON),file)
ifneq ($(shell $(PYTHON) --version 2>&1),$(shell $(BIN)/python --version 2>/dev/null))
.PHONY: $(STAMP)
endif
endif

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-6s %s\n", $$1, $$2}' Makefile

venv: $(STAMP) ## build .venv where it is missing, half-built or out of date
	@:

$(STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "$(PYTHON): not found or older than Python 3.11; hint: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "setting up $(VENV) (a minute or two, once)" >&2
	@if ls $(VENV)/.ready-* >/dev/null 2>&1 && \
	    [ "$$($(PYTHON) --version)" = "$$($(BIN)/python --version 2>/dev/null)" ]; \
	  then rm -f $(VENV)/.ready-*; \
	  else $(PYTHON) -m venv --clear $(VENV); fi
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## the main job on the bundled scenario and article; the page is in out/demo
	@$(BIN)/asabiya nowcast iran-2023 src/asabiya/examples/defence-day-oped.txt \
	  --published 2023-12-08 -o out/demo

test: $(STAMP) ## the tests and the examples in the docstrings
	@$(BIN)/python -m pytest -q -n $(JOBS) $(PYTEST_ARGS)

lint: $(STAMP) ## ruff and mypy
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

bench: $(STAMP) ## speed, in ratios where machines differ
	@for script in $(sort $(wildcard benchmarks/bench_*.py benchmarks/catalogue/bench_*.py)); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: $(STAMP) ## the parts of docs/ that are made from the source
	@$(BIN)/python docs/build.py

lock: ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group dev \
	  pyproject.toml -o requirements.lock

clean: ## remove what make built, .venv included
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
