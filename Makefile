# `make report` and `make test` are all a newcomer needs: python3 (with venv) and make, nothing else.
# Both install the locked dependencies into .venv the first time and are quick after that.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .uv/bin/uv
RUN := .venv/bin/python
BENCH ?= ../shared/bench
TIMES ?= 100
PEERS ?= build/peers/bin/python
NOTEBOOKS := $(wildcard notebooks/*.ipynb)

# The same numbers, order and pictures on every machine. The caches keep a user's own settings out.
FIXED := TZ=UTC LC_ALL=C.UTF-8 PYTHONHASHSEED=0 OMP_NUM_THREADS=1 \
	MPLCONFIGDIR="$(CURDIR)/build/cache/matplotlib" IPYTHONDIR="$(CURDIR)/build/cache/ipython"
UNIT := $(FIXED) MPLBACKEND=agg
INLINE := $(FIXED) MPLBACKEND=module://matplotlib_inline.backend_inline

# Trust what the machine trusts. Compiled files make every kernel start faster, other environments do not matter.
export UV_SYSTEM_CERTS ?= true
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV WITHOUT_PYARROW

# Without pyarrow pandas keeps the text of tables in another way. What reads words, pages, files or the project makes no
# table that other tests do not make, and runs once; so do the long ones that go through all rooms for their figures.
ONCE := acts anchoring article attribution blocks bombs claims cli exports facts gold growth hostile_text layouts lines \
	linker markdown marks model_file pages project published repair report report_faults reproducible tagger terminal warc \
	wrapped writing

# `make test` runs its parts side by side; each says what it has to say when it is done (GNU make 4 sees to that).
AT_ONCE := --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: help report test lint unit unit-with-pyarrow unit-without-pyarrow notebook-check browser notebooks lab \
	fuzz mutants test-python test-lowest test-highest test-dist docs audit bench bench-workers bench-reuse bench-quotes \
	bench-claims bench-valid clean

help:  ## this list
	@sed -n 's/^\([a-z -]*\):.*##/make \1:/p' Makefile

report: build/cache/warm  ## run the notebooks fresh and write the site build/report/index.html
	@$(UNIT) $(RUN) -m aleppo_analysis.report --out build/report

test: lint build/cache/warm  ## lint, unit tests and doctests, notebooks, browser tests
	@echo "== all tests, two parts at a time: each is shown when it is done"
	@$(MAKE) --no-print-directory --keep-going $(AT_ONCE) unit-with-pyarrow browser unit-without-pyarrow notebook-check
	@echo "All tests passed. Screenshots of the browser tests, if any ran, are in build/screenshots/."

lint: .venv/synced  ## ruff and mypy
	@echo "== lint"
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet . || { echo "Run: .venv/bin/ruff format ."; exit 1; }
	@.venv/bin/mypy

unit: unit-with-pyarrow unit-without-pyarrow

unit-with-pyarrow: build/cache/warm
	@echo "== unit tests and doctests, text stored by pyarrow"
	@$(UNIT) $(RUN) -m pytest -q --ignore=tests/e2e

unit-without-pyarrow: build/cache/warm
	@echo "== unit tests and doctests of tables, without pyarrow"
	@$(UNIT) WITHOUT_PYARROW=1 $(RUN) -m pytest -q -p no:cacheprovider --ignore=tests/e2e $(ONCE:%=--ignore=tests/test_%.py)

notebook-check: build/cache/warm
	@echo "== notebooks against their stored outputs"
ifeq ($(NOTEBOOKS),)
	@echo "There are no notebooks yet."
else
	@if $(RUN) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then \
		$(INLINE) $(RUN) -m pytest -q -p no:cacheprovider --nbval --nbval-current-env --nbval-cell-timeout=300 $(NOTEBOOKS); \
	else echo "Skipped: stored outputs are compared on Python 3.11 only."; fi
endif

browser: build/cache/warm
ifneq ($(wildcard tests/e2e),)
	@echo "== browser tests"
	@$(INLINE) $(RUN) -m pytest -q -p no:cacheprovider tests/e2e
endif

fuzz: build/cache/warm  ## hostile texts and odd values through every function, TIMES (100) as many as in make test, never the same
	@$(UNIT) TIMES=$(TIMES) $(RUN) -m pytest -q -p no:cacheprovider --hypothesis-profile=fuzz tests/test_hostile_text.py \
		tests/test_odd_tables.py

notebooks: build/cache/warm  ## run every notebook and store its outputs; shows what changed
	@.venv/bin/ruff format --quiet notebooks
	@$(UNIT) $(RUN) -m aleppo_analysis.report --store

lab: .venv/synced  ## open JupyterLab on the notebooks, with data/ at hand
	@mkdir -p build/lab/@jupyterlab/apputils-extension
	@echo '{"fetchNews": "false", "checkForUpdates": false}' \
		> build/lab/@jupyterlab/apputils-extension/notification.jupyterlab-settings
	@JUPYTERLAB_SETTINGS_DIR="$(CURDIR)/build/lab" .venv/bin/jupyter lab --ServerApp.root_dir="$(CURDIR)" \
		--LabApp.default_url=/lab/tree/notebooks

mutants: .venv/synced  ## how many of 1,760 small changes to the code the tests see (long)
	@$(UNIT) $(UV) run --quiet --frozen --no-sync --with mutmut==3.8.1 python benchmarks/mutants.py build/mutants

test-python: .uv/$(UV_VERSION)  ## unit tests on another Python: make test-python V=3.14
	@UV_PROJECT_ENVIRONMENT=build/venv-$(notdir $(V)) $(UV) sync --quiet --frozen --python $(V)
	@$(UNIT) build/venv-$(notdir $(V))/bin/python -m pytest -q --ignore=tests/e2e

# The versions are chosen anew within the ranges of pyproject.toml, the lock file is not asked.
test-lowest test-highest: test-%: .uv/$(UV_VERSION)  ## unit tests with the lowest (highest) versions of all libraries
	@$(UV) venv --quiet --clear --python "$$(cat .python-version)" build/venv-$*
	@$(UV) pip install --quiet --python build/venv-$* --resolution $(if $(filter lowest,$*),lowest-direct,highest) \
		--editable '.[coding,loading,notebooks,scale]' --group test
	@$(UNIT) build/venv-$*/bin/python -m pytest -q -p no:cacheprovider --ignore=tests/e2e

# The source archive without the package, beside the installed wheel. What is about the source itself stays out.
test-dist: .uv/$(UV_VERSION)  ## unit tests with the wheel, from the source archive
	@rm -rf build/dist && mkdir -p build/dist/tree
	@$(UV) build --quiet --out-dir build/dist
	@tar -xzf build/dist/aleppo_analysis-*.tar.gz -C build/dist/tree --strip-components=1
	@rm -r build/dist/tree/aleppo_analysis
	@$(UV) venv --quiet --clear --python "$$(cat .python-version)" build/venv-dist
	@$(UV) pip install --quiet --python build/venv-dist --group test \
		"aleppo-analysis[coding,loading,notebooks,scale] @ $$(ls "$(CURDIR)"/build/dist/*.whl)"
	@cd build/dist/tree && $(UNIT) ../../venv-dist/bin/python -m pytest -q -p conftest -p no:cacheprovider \
		--ignore=tests/e2e --ignore=tests/test_project.py --ignore=tests/test_api_pages.py --pyargs tests aleppo_analysis

docs: .venv/synced  ## pages about every public function: build/api/index.html
	@$(UNIT) $(RUN) docs/write_api.py build/api

audit: .uv/$(UV_VERSION)  ## ask the public database of known faults about every locked version
	@$(UV) audit --frozen

bench: .venv/synced  ## speed and memory against public tools (BENCH=folder with polnear/, PEERS=their python)
	@$(UNIT) $(RUN) benchmarks/bench.py "$(BENCH)/polnear/train/text" --peers "$(PEERS)"

bench-workers: .venv/synced  ## two processes against one, 100,000 articles; on a quiet machine (BENCH=folder with polnear/)
	@$(UNIT) $(RUN) benchmarks/bench_workers.py "$(BENCH)/polnear/train/text"
	@$(UNIT) $(RUN) benchmarks/bench_many.py "$(BENCH)/polnear/train/text"

bench-reuse: .venv/synced  ## whether shared wording is found (BENCH=folder with polnear/)
	@$(UNIT) $(RUN) benchmarks/bench_reuse.py "$(BENCH)/polnear/train/text"

bench-quotes: .venv/synced  ## accuracy of quote attribution, each rule by itself (BENCH=folder with polnear/)
	@$(UNIT) $(RUN) benchmarks/bench_quotes.py "$(BENCH)"
	@$(UNIT) $(RUN) benchmarks/bench_rules.py "$(BENCH)"

bench-claims: .venv/synced  ## how well and how fast quantities are read (BENCH=folder with external/ and polnear/)
	@$(UNIT) $(RUN) benchmarks/bench_claims.py "$(BENCH)" $(wildcard $(PEERS))

bench-valid: .venv/synced  ## whether corrected shares, tests and intervals hold (BENCH=folder with polnear/)
	@$(UNIT) $(RUN) benchmarks/bench_valid.py "$(BENCH)"
	@$(UNIT) $(RUN) benchmarks/bench_inference.py

clean:  ## remove what the other commands made
	rm -rf build .venv .uv .pytest_cache .mypy_cache .ruff_cache .hypothesis

# -- what the commands above need ----------------------------------------------------------------------

# uv in a small venv of its own, so that nothing outside this folder is touched.
.uv/$(UV_VERSION):
	@echo "== installing uv $(UV_VERSION) into .uv/"
	@rm -rf .uv
	@$(PYTHON) -m venv .uv || { rm -rf .uv; echo "Needed: python3 with venv (Debian: apt install python3-venv)."; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# Python 3.11 (.python-version) where there is one or uv can fetch one, else the python at hand.
.venv/synced: .uv/$(UV_VERSION) pyproject.toml uv.lock .python-version
	@echo "== installing the locked dependencies into .venv/"
	@if $(UV) python find >/dev/null 2>&1 || $(UV) python install; then $(UV) sync --frozen; else \
		echo "No Python 3.11 here: using $(PYTHON); notebook outputs are then not compared."; \
		$(UV) sync --frozen --python "$$(command -v $(PYTHON))"; fi
	@touch $@

# Matplotlib builds its font list once; done here so that no notebook prints about it.
build/cache/warm: .venv/synced
	@mkdir -p build/cache/matplotlib build/cache/ipython
	@$(UNIT) $(RUN) -c "import matplotlib.pyplot"
	@touch $@
