# Everything a contributor or CI runs. Needs make, a Python 3 that has venv, and a reach to a package index.
# Two commands matter: `make run` shows the simulator at work, `make test` checks a change.

PYTHON_VERSION := 3.12
UV_VERSION     := 0.13.9
UV             ?= .tools/bin/uv
PY             := .venv/bin/python
STAMP          := .venv/.setup-done
SCENARIO       ?= ordinary-firm
# One more than cores: the tests of the pages mostly wait for the browser.
WORKERS        ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

# Kept whatever the surroundings say: the tests start some hundred Pythons, and each would compile every library again.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test lint floors browser verify bench evidence notebooks lock docs stored wheel clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv from requirements.lock (instant when nothing changed)

run: $(STAMP) ## simulate a scenario into a new folder under results/ (SCENARIO=ordinary-firm)
	.venv/bin/sim run $(SCENARIO)
	@echo "see it: .venv/bin/sim app"

# Types are checked beside the tests, which leave gaps while they wait for browsers and servers; what was found is said at the end.
test: floors browser ## all quick checks: ruff, mypy, import floors, tests (about what CI runs)
	@types=$$(mktemp); $(PY) -m mypy >$$types 2>&1 & checking=$$!; \
	  $(PY) -m pytest -n $(WORKERS) --dist worksteal; tested=$$?; \
	  wait $$checking; checked=$$?; echo "mypy: $$(cat $$types)"; rm -f $$types; exit $$((tested + checked))

lint: floors ## only the checks that run nothing: ruff, mypy, import floors
	$(PY) -m mypy

floors: $(STAMP)
	.venv/bin/ruff check
	.venv/bin/lint-imports --no-logo

# The tests of the pages drive Chromium. Where there is none, Debian's is installed if this may; elsewhere they are skipped, and say so.
browser: $(STAMP)
	@$(PY) tests/ui/chromium.py 2>/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }; } \
	  || echo "no Chromium here: the tests of the pages are skipped"

verify: $(STAMP) ## the slow tests, left out of `make test`
	$(PY) -m pytest -n $(WORKERS) --dist worksteal -m slow

bench: $(STAMP) ## measure speed beside the readable reference and by size
	$(PY) -m benchmarks.run

evidence: $(STAMP) ## published findings against the model: at the defaults (minutes), then under members of the ensemble
	.venv/bin/sim evidence
	$(PY) -m experiments.evidence_members

# Not in the lock: tests need a kernel and no JupyterLab. A change of the lock takes it away again, and this brings it back.
notebooks: $(STAMP) ## open notebooks/ in JupyterLab, which is fetched the first time
	@test -x .venv/bin/jupyter-lab || $(UV) pip install --quiet --python $(PY) --constraint requirements.lock 'jupyterlab>=4.3'
	.venv/bin/jupyter-lab notebooks/

lock: | $(filter .tools/bin/uv,$(UV)) ## bring requirements.lock up to pyproject.toml (LOCKFLAGS=--upgrade for newer versions)
	$(UV) pip compile --universal --python-version $(PYTHON_VERSION) --fork-strategy fewest --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet $(LOCKFLAGS) \
	  --extra app --extra cluster --group dev --output-file requirements.lock pyproject.toml

docs: $(STAMP) ## regenerate what is derived from the code: pages of docs/, schemas of scenarios and studies
	$(PY) -m sim.cli.docs
	$(PY) -m sim.scenario > scenarios/scenario.schema.json
	$(PY) -m sim.studies.sweep > experiments/study.schema.json

stored: $(STAMP) ## remake all that is stored with the package, half an hour (ENSEMBLE=1: the ensemble and its emulator, too)
	$(PY) -m experiments.stored --make $(if $(ENSEMBLE),--ensemble)
	$(MAKE) docs

wheel: $(STAMP) ## build the sdist, and the wheel from it, into dist/
	$(PY) -m build --no-isolation --outdir dist

clean: ## remove environments, caches and dist/ (never results/)
	rm -rf .venv .venv313 .tools dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find sim tests experiments benchmarks notebooks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# A second try each, for pyenv users who lack the version that .python-version asks for.
.tools/bin/uv:
	python3 -m venv --clear .tools || PYENV_VERSION=system python3 -m venv --clear .tools
	.tools/bin/python -m pip install --quiet uv==$(UV_VERSION)

$(PY): | $(filter .tools/bin/uv,$(UV))
	$(UV) venv --quiet --clear --python $(PYTHON_VERSION) .venv \
	  || $(UV) venv --quiet --clear --managed-python --python $(PYTHON_VERSION) .venv

$(STAMP): requirements.lock pyproject.toml .python-version | $(PY)
	$(UV) pip sync --quiet --python $(PY) --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@touch $@
