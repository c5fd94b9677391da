# Crumbline: `make run` opens it, `make test` proves it, `make help` lists the rest.
# Written for the make that macOS brings (3.81) as well as for a newer one.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
CODE := $(wildcard app.py) analysis pages
# Tests need no types of their own; what they call is still checked.
LENIENT := --allow-untyped-defs --allow-incomplete-defs --allow-untyped-calls --allow-untyped-decorators --allow-any-generics \
	--no-warn-return-any --no-warn-unused-ignores --no-strict-optional --disable-error-code arg-type --disable-error-code union-attr \
	--cache-dir .mypy_cache/tests
PORT ?=
PYTEST ?=
# Three at once, also on two cores: browser tests wait a third of their time. A file of tests stays in one process, in
# order: the browser tests come last in each, as tests/conftest.py sorts them.
SPREAD ?= -n 3 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run exercise test test-all bench check format lock browser clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/installed ## open Crumbline at 127.0.0.1 on the demo case (PORT=8600 for another port)
	@exec $(BIN)/python -m streamlit run app.py $(if $(PORT),--server.port $(PORT))

exercise: $(VENV)/installed ## serve games to other machines; prints addresses and the facilitator's key (PORT=8600)
	@exec $(BIN)/python -m analysis exercise serve $(if $(PORT),--port $(PORT))

test: check browser ## everything: style, types, tests, a real browser (PYTEST="-k lanes" for some)
	@$(BIN)/python -m pytest -q -rs $(SPREAD) $(PYTEST)

test-all: check browser bench ## the same with the slow tests and the benchmark
	@$(BIN)/python -m pytest -q -rs -m "" $(SPREAD) $(PYTEST)

check: $(VENV)/installed-tests ## style and types only
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Some files are not formatted: run 'make format'."; exit 1; }
	@$(BIN)/mypy --no-error-summary $(CODE)
	@$(BIN)/mypy --no-error-summary $(LENIENT) tests

bench: $(VENV)/installed-tests ## how fast: findings, settings, a HAR, the controls, the screens on five million events, twenty players at once
	@PYTHONPATH=. $(BIN)/python tests/bench/ingest.py
	@PYTHONPATH=. $(BIN)/python tests/bench/rejudge.py
	@PYTHONPATH=. $(BIN)/python tests/bench/har.py
	@PYTHONPATH=. $(BIN)/python tests/bench/controls.py --million 1
	@PYTHONPATH=. $(BIN)/python tests/bench/screens.py
	@PYTHONPATH=. $(BIN)/python tests/bench/exercise_load.py

format: $(VENV)/installed-tests ## put the code in form
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

lock: $(VENV)/installed-tests ## write the locks anew from the two requirements.txt
	@$(LOCK) requirements.txt -o requirements.lock
	@$(LOCK) tests/requirements.txt -c requirements.lock -o tests/requirements.lock

browser: $(VENV)/installed-tests
	@tests/install_browser.sh $(BIN)/python

clean: ## take away what make made: the environment, caches, test output (never a case)
	@rm -rf $(VENV) tests/output .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$python -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); echo "$$python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv."; exit 1; \
		fi; \
	done; \
	echo "Crumbline needs Python 3.11 or newer, and none was found. Install it and run make again."; exit 1

$(VENV)/installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing what requirements.lock lists; this happens once."
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/installed-tests: tests/requirements.lock $(VENV)/installed
	@$(PIP) -r requirements.lock -r tests/requirements.lock
	@touch $@
