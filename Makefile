# `make lab` on a fresh clone is all that is needed: Python 3.11+, Node 20+ with npm, and make.
# What is done once is stamped in .cache/ and not done again. ARGS is handed to what a target runs:
#   make lab ARGS=--no-browser        make test ARGS="-k share -x"        make test ARGS="-n0 --pdb"

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
FRONTEND := jupyter_ext/frontend
# Commands that npm scripts and tests start are found in the clone's own environment first.
HERE := PATH="$(CURDIR)/$(BIN):$$PATH"
# Each core has its share of the tests; a file's tests stay together. Hours are for `make soak` alone.
PYTEST := $(BIN)/python -m pytest -n logical --maxprocesses 4 --no-loadscope-reorder --durations 10
PATIENT := --timeout 14400
SETUP = command -v "$(PYTHON)" >/dev/null || { echo "\`$(PYTHON)\` was not found. Install Python 3.11 \
	or newer (Debian: \`apt-get install python3 python3-venv\`), or say where it is: \
	make $@ PYTHON=/path/to/python3." >&2; exit 1; }; "$(PYTHON)" tools/setup.py

.PHONY: help lab setup test test-python test-frontend lint format docs lock bench soak faults mutants wheel check-wheel clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

lab: ## set everything up and open your copy of the tour in JupyterLab, with collaboration; prints your address
	@$(SETUP) base
	@$(BIN)/python tools/workspace.py
	@exec $(BIN)/commonground lab workspace/tour.ipynb $(ARGS)

setup: ## everything that development needs, without starting anything
	@$(SETUP) dev --browser

test: test-frontend test-python ## all tests, in real browsers too; ARGS goes to pytest

test-frontend: ## the front end's unit tests
	@$(SETUP) test --browser
	@cd $(FRONTEND) && $(HERE) npm test </dev/null

test-python: ## pytest: unit, contract, property, browser and notebook tests
	@$(SETUP) test --browser
	@mkdir -p artifacts
	@$(HERE) $(PYTEST) $(ARGS) </dev/null

lint: ## ruff, mypy, import directions, eslint, prettier, tsc, pins, and what must not be in a file
	@$(SETUP) dev
	@$(BIN)/python tools/lint.py $(ARGS)

format: ## rewrite the sources as the linters want them
	@$(SETUP) dev
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@cd $(FRONTEND) && $(HERE) npm run format </dev/null

docs: ## build the documentation into artifacts/site, its links checked; ARGS=--external asks the other sites, too
	@$(SETUP) base --docs
	@$(BIN)/python tools/docs.py $(ARGS)

lock: ## compile requirements/*.txt again; ARGS=--upgrade takes new versions
	@$(SETUP) --only-uv
	@tools/lock.sh $(ARGS)

bench: ## the benchmarks: a table, and artifacts/bench.json
	@$(SETUP) test --browser
	@mkdir -p artifacts
	@$(HERE) $(BIN)/python -m tests.benchmarks --json artifacts/bench.json $(ARGS) </dev/null

soak: ## all Python tests for longer: the hypothesis profile `soak`, 200 rounds of every fault
	@export COMMONGROUND_FAULT_ROUNDS=$${COMMONGROUND_FAULT_ROUNDS:-200}; \
	$(MAKE) test-python ARGS="--hypothesis-profile=soak $(PATIENT) $(ARGS)"

faults: ## only the fault tests (killed processes, full disks, broken streams), 200 rounds of each
	@export COMMONGROUND_FAULT_ROUNDS=$${COMMONGROUND_FAULT_ROUNDS:-200}; \
	$(MAKE) test-python ARGS="-k faults $(PATIENT) $(ARGS)"

mutants: ## would the tests notice? ARGS="store gate --sample 40" changes 40 places of these folders
	@$(SETUP) test
	@$(HERE) $(BIN)/python tools/mutants.py $(ARGS) </dev/null

wheel: ## build the wheel into dist/; installing it needs no Node
	@$(SETUP) dev
	@rm -rf dist
	@SKIP_JUPYTER_BUILDER=1 $(HERE) $(BIN)/python -m build --wheel --no-isolation --outdir dist . </dev/null

check-wheel: wheel ## install that wheel into a fresh environment without Node, and use it there
	@$(BIN)/python tools/check_wheel.py dist/*.whl

clean: ## remove everything that was built or installed in this clone, but no data
	@rm -rf .venv .cache dist build artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -rf $(FRONTEND)/node_modules $(FRONTEND)/lib $(FRONTEND)/*.tsbuildinfo jupyter_ext/commonground/labextension
	@find jupyter_ext tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
