# Everything a newcomer types. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export MASTHEAD_HOME ?= warehouse
ui: DAGSTER_HOME := $(abspath $(MASTHEAD_HOME))/dagster

.DEFAULT_GOAL := help
.PHONY: help setup run test check format ui bench bench-warehouse clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "make %-10s %s\n", $$1, $$2}'

run: $(VENV)/.installed ## set up, ingest the bundled samples, publish the warehouse, build the report
	@$(BIN)/masthead run --samples || [ $$? -eq 1 ] # 1: some items failed, and were told above

test: $(VENV)/.dev ## set up and run all tests; coverage is held at 90 %
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term $(PYTEST)

check: $(VENV)/.dev ## lint, types, borders and formatting: what CI runs before the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ui: $(VENV)/.installed ## Dagster's pages on http://127.0.0.1:3000
	@mkdir -p "$(DAGSTER_HOME)" && cp -n pipeline/assets/dagster.yaml "$(DAGSTER_HOME)/" || true
	@echo "Dagster on http://127.0.0.1:3000 (Ctrl+C ends it)"
	@PATH="$(CURDIR)/$(BIN):$$PATH" DAGSTER_HOME="$(DAGSTER_HOME)" $(BIN)/dagster dev -w workspace.yaml

bench: $(VENV)/.installed ## measure extraction, fetching, archive and line; corpora from MASTHEAD_MEASURE
	@$(BIN)/python tests/bench/extract.py
	@$(BIN)/python tests/bench/fetch.py
	@$(BIN)/python tests/bench/archive.py
	@$(BIN)/python tests/bench/line.py

SIZE ?= 10000
bench-warehouse: $(VENV)/.installed ## measure a made-up warehouse of SIZE articles (10000): every mart and analysis, and one more day
	@SIZE=$(SIZE) $(BIN)/python tests/bench/warehouse.py

setup: $(VENV)/.installed ## the virtual environment alone

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "masthead: '$(PYTHON)' is missing or older than Python 3.11. Install Python 3.11 or later, or name one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "masthead: '$(PYTHON)' has no venv module. Install it (Debian, Ubuntu: apt-get install python3-venv) and run make again."; exit 2; }
	@echo "Setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --constraint constraints.txt pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[ui]'
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@echo "Adding what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group dev
	@touch $@

clean: ## remove the environment and caches; the warehouse stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* .import_linter_cache
