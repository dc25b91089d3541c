# Zwei Befehle genügen: „make run“ und „make test“. Unter Windows stehen die gleichwertigen Befehle im README.
PYTHON ?= python3
CONCEPT ?= demo
BIN := .venv/bin
MONITOR_HOME ?= $(CURDIR)/monitor-home$(if $(filter demo,$(CONCEPT)),,-$(CONCEPT))
export MONITOR_HOME

.PHONY: run test check bench fuzz clean

run: .venv/.run
	$(BIN)/python cli.py init --concept $(CONCEPT) --keep
	$(BIN)/streamlit run app.py

test: .venv/.test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/.test
	$(BIN)/python -m benchmarks

fuzz: .venv/.test
	$(BIN)/python -m fuzz

.venv/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Es wird Python 3.11 oder neuer gebraucht." && exit 1)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || (echo "Bitte das Paket python3-venv installieren." && exit 1)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

.venv/.test: .venv/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache
