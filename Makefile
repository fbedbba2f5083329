# Everything starts here: `make demo`, `make test`. Only python3 (3.11 or newer) with venv is needed.
UV := .uv/bin/uv
UV_VERSION := 0.13.9

# Thousands of modules are compiled once, not in each process, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types bench ontology wheel clean

demo: $(UV)
	$(UV) run --frozen --no-dev --extra documents --extra serve --extra statistics coopatlas demo

test: $(UV)
	$(UV) run --frozen pytest -n 2 --dist worksteal

lint: $(UV)
	$(UV) run --frozen ruff check
	$(UV) run --frozen ruff format --check

types: $(UV)
	$(UV) run --frozen mypy

bench: $(UV)
	$(UV) run --frozen python -m tests.benchmarks

ontology: $(UV)
	$(UV) run --frozen pytest -q -n 2 --dist worksteal tests/test_ontology.py tests/test_ontology_page.py tests/test_hygiene.py \
		tests/test_validate.py tests/test_hermit.py tests/test_closure.py tests/test_justification.py
	$(UV) run --frozen coopatlas ontology
	$(UV) run --frozen python -m tests.summary

wheel: $(UV)
	$(UV) build --wheel --out-dir dist

clean:
	rm -rf .venv .uv dist build .pytest_cache .mypy_cache .ruff_cache

$(UV):
	python3 -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
