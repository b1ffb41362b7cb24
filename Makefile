# Everything starts here: git, make and python3 3.11 or newer are enough. `make run`, then open the printed address.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.installed
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help install run test check words bench lock browser

help:
	@echo "make run      the product on http://localhost:$(PORT) (PORT= changes it)"
	@echo "make test     the whole test suite, a browser included"
	@echo "make check    format, lint, types, import contracts, fast tests"
	@echo "make words    marked texts into the catalogues of every language"
	@echo "make bench    the benchmarks: a table, and bench/latest.json"
	@echo "make install  only the parts; make lock  pins them anew"

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) scripts/install.py
	@touch $@

run: install
	@exec $(BIN)/wesupply serve --port $(PORT)

test: install browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --durations=60

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports

check: lint
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not journey and not slow" -k "not postgres"

words: install
	$(BIN)/python scripts/words.py

bench: install browser
	$(BIN)/python -m bench

browser: install
	@$(BIN)/python scripts/browser.py

lock: install
	$(BIN)/python scripts/lock.py
