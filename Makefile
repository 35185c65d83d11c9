# Two commands do everything on a fresh machine: make check, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help check test test-all lint docs goldens bench clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "vendorgate needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { echo "Python cannot make a virtual environment (Debian: apt install python3-venv)" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

check: $(READY) ## check the three shipped inventories; succeeds when each does what it should
	@.ci/shipped $(BIN)/vendorgate

test: $(READY) ## run the tests, but for those that take long
	@$(BIN)/python -m pytest -q -n auto

test-all: $(READY) ## run all tests: also campaigns, comparisons with another engine, installations
	@$(BIN)/python -m pytest -q -n auto -m "slow or not slow" --hypothesis-profile=thorough

lint: $(READY) ## style, types, formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy checker

docs: $(READY) ## write anew what docs/ and the README show of policies, rules and commands
	@$(BIN)/python docs/policies.py
	@$(BIN)/python docs/facts.py
	@$(BIN)/python docs/lint.py
	@$(BIN)/python docs/functions.py
	@$(BIN)/python docs/reports.py
	@$(BIN)/python docs/graph.py
	@$(BIN)/python docs/console.py

goldens: $(READY) ## write the golden files of the tests anew, to be read before they are committed
	@VENDORGATE_GOLDEN=write $(BIN)/python -m pytest -q -m golden >/dev/null; test $$? -eq 1
	@git status --short tests/golden

bench: $(READY) ## measure; the results go to benchmarks/README.md by hand
	@$(BIN)/python benchmarks/run.py

clean: ## remove what make made
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
