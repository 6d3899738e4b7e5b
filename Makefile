# Needs Python 3.11 or later and make, nothing else. Another interpreter: make PYTHON=python3.13 test
PYTHON ?= python3
FAULTS ?= /tmp/answerable-faults
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --no-input -c constraints.txt

.PHONY: demo test check lint cover explore explore-short zoo bench faults broken verifier clean
.DEFAULT_GOAL := test

.venv/base: constraints.txt
	@echo "making .venv"
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed")'
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --upgrade pip
	@touch $@

.venv/cli: .venv/base pyproject.toml
	@echo "installing answerable[cli]"
	@$(INSTALL) -e '.[cli]'
	@touch $@

.venv/dev: .venv/base pyproject.toml
	@echo "installing answerable and its tools"
	@$(INSTALL) -e . --group dev
	@touch $@

demo: .venv/cli    ## tell the five stories
	@$(BIN)/answerable demo

test: .venv/dev    ## every test
	@$(BIN)/pytest -q -n 2

check: lint explore-short cover    ## what CI runs: checkers, half a minute of exploring, every test

lint: .venv/dev    ## style, types, layers
	$(BIN)/ruff check -q .
	$(BIN)/ruff format -q --check .
	$(BIN)/mypy
	$(BIN)/pyright
	@$(BIN)/lint-imports --no-cache

cover: .venv/dev    ## every test; all branches of domain/ and projections/ must have run
	$(BIN)/pytest -q -n 2 --cov --cov-fail-under=100

explore: .venv/dev    ## visit a million states of the real domain
	PYTHONPATH=. $(BIN)/python tests/explore/run.py --states 1000000

explore-short: .venv/dev
	PYTHONPATH=. $(BIN)/python tests/explore/run.py --seconds 30

zoo: .venv/dev    ## put known-bad variants in, one by one; each must be caught
	PYTHONPATH=. $(BIN)/python tests/zoo/run.py

bench: .venv/dev    ## measure every goal of speed beside the same work by hand; goes on where it stopped
	$(BIN)/python -m benchmarks.run

faults: .venv/dev    ## hours of faults, to be stopped and started; results in FAULTS
	@mkdir -p $(FAULTS)
	$(BIN)/python -m tests.faults.images $(FAULTS)/images.jsonl --images 100000
	$(BIN)/python -m tests.faults.errors $(FAULTS)/errors.jsonl --calls 200
	$(BIN)/python -m tests.faults.kills $(FAULTS)/kills.jsonl --cycles 20000
	$(BIN)/python -m tests.faults.kills $(FAULTS)/kills-postgres.jsonl --on postgres --cycles 2000
	$(BIN)/python -m tests.faults.kills $(FAULTS)/kills-backend.jsonl --on postgres \
	  --victim backend --cycles 1000
	$(BIN)/python -m tests.faults.kills $(FAULTS)/kills-server.jsonl --on postgres \
	  --victim server --cycles 200
	$(BIN)/python -m tests.faults.cuts $(FAULTS)/cuts.jsonl --cuts 10000
	$(BIN)/python -m tests.faults.history $(FAULTS)/history.jsonl --on sqlite
	$(BIN)/python -m tests.faults.history $(FAULTS)/history.jsonl --on postgres --victim server
	! $(BIN)/python -m tests.faults.history $(FAULTS)/canary.jsonl --on functions

broken: .venv/dev    ## break our own stores in one line each; the kit must name the guarantee
	PYTHONPATH=. $(BIN)/python tests/kit/break_adapters.py

verifier:    ## dist/answerable-verify.py, the verifier in one file
	@$(PYTHON) adapters/verifier/join.py dist/answerable-verify.py

clean:    ## back to a fresh clone, but for untracked sources
	@rm -rf .venv .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache \
	  .import_linter_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
