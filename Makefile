# The two commands of the README, and what a developer needs beside them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run-$(shell cat requirements.lock pyproject.toml | sha256sum | cut -c1-12)
TEST := $(VENV)/.test-$(shell cat requirements.lock requirements-test.lock pyproject.toml | sha256sum | cut -c1-12)

.PHONY: serve test check lint types layers lock vectors evals clean

serve: $(RUN)  ## install what is needed and start the web chat
	$(BIN)/ieum serve

test: $(TEST) system  ## install what tests need, system packages included where it may, and run all of them
	$(BIN)/pytest $(TESTS)

check: lint types layers  ## what CI asks beside the tests

lint: $(TEST)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(TEST)
	$(BIN)/mypy

layers: $(TEST)
	$(BIN)/lint-imports

lock: $(VENV)/bin/uv  ## pin every dependency with its hashes
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -q -c requirements.lock -o requirements-test.lock

vectors: $(TEST)  ## make the vectors of the built-in catalog that are shipped with it
	$(BIN)/ieum catalog vectors

evals: $(TEST)  ## every measurement, with reports in the data folder
	for name in retrieval answers teaching facts dialogues safety speed; do $(BIN)/ieum evals run $$name || exit 1; done

clean:
	rm -rf $(VENV) build *.egg-info

.PHONY: system
system:
	@.ci/system-packages
	@.ci/model-packages

$(VENV)/bin/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(RUN): $(VENV)/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

$(TEST): $(VENV)/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-test.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@
