# Every target sets up what it needs on a fresh Debian or Ubuntu with python3.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Where this is set, each build would compile all modules and templates anew: half of a small build.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help serve desk build check publish quick coverage test test-properdocs test-on bench paper font lock sbom clean same-site

help: ## what there is to run
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Stamps, so that nothing is installed twice.
$(VENV)/runtime: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上 / Python 3.11 or later is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || .ci/install python3-venv
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: $(VENV)/runtime requirements-test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/browser: $(VENV)/test .ci/tools
	@.ci/browser $(BIN)/python
	@.ci/pango
	@if $(BIN)/python .ci/tools $(VENV)/tools chromium-64 vnu ical nginx; then touch $@; fi

$(VENV)/fonts: $(VENV)/runtime
	@.ci/fonts $(BIN)/python
	@touch $@

serve: $(VENV)/runtime ## preview with live reload on http://127.0.0.1:8000/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --livereload

desk: $(VENV)/desk ## forms for staff, in the browser: make desk [ARGS="--demo"]
	$(BIN)/portal desk $(ARGS)

$(VENV)/desk: $(VENV)/runtime requirements-desk.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-desk.txt
	@touch $@

build: $(VENV)/runtime ## the site, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

publish: $(VENV)/fonts ## check, build, verify, then go live: make publish DEST=/srv/portal
	$(if $(DEST),,$(error 写明发布到哪里 / say where to: make publish DEST=/srv/portal))
	$(BIN)/portal publish --to "$(DEST)"

check: $(VENV)/runtime ## records and explainers only, no site
	@$(BIN)/portal check

# One process more than processors: a third of the time they wait for a browser.
test: $(VENV)/browser ## everything but the benchmarks, with a real browser
	$(BIN)/ruff format --check hooks tests
	$(BIN)/ruff check hooks tests
	$(BIN)/mypy
	$(BIN)/pytest -n $$(($$(nproc) + 1)) --dist loadfile --timeout 300

# Every regular expression and reader against hostile texts: minutes of measuring, for `make test`.
EXHAUSTIVE := tests/domain/test_patterns.py tests/domain/test_growth.py
WITHOUT_BROWSER := tests/domain tests/problems tests/ledgers tests/records $(addprefix --ignore=,$(EXHAUSTIVE))

quick: $(VENV)/test ## tests of rules, messages and records: no browser, no built site, no measuring
	$(BIN)/pytest -n $$(($$(nproc) + 1)) --dist loadfile --timeout 300 $(WITHOUT_BROWSER)

coverage: $(VENV)/test ## how much of the program the tests of `make quick` reach, by file
	$(BIN)/pytest -n $$(($$(nproc) + 1)) --dist loadfile --timeout 300 --cov=hooks --cov-report=term:skip-covered $(WITHOUT_BROWSER)

# The day after MkDocs 1.x: the same tests with ProperDocs in its place, and no MkDocs installed beside it.
test-properdocs: $(VENV)/browser $(VENV)/properdocs ## building and records with ProperDocs in MkDocs' place
	$(VENV)/properdocs-env/bin/pytest -n $$(($$(nproc) + 1)) --dist loadfile --timeout 300 tests/build tests/records

$(VENV)/properdocs: $(VENV)/test requirements-properdocs.txt
	$(PYTHON) -m venv --clear $(VENV)/properdocs-env
	$(VENV)/properdocs-env/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-test.txt -r requirements-properdocs.txt
	$(VENV)/properdocs-env/bin/pip uninstall --quiet --yes mkdocs
	$(VENV)/properdocs-env/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# By an offset, which all processes that tests start share. What stands on the machine's clock (marker real_clock) runs after it.
test-on: $(VENV)/browser $(VENV)/faketime ## the suite with the clock moved: make test-on DAY=2028-02-29 [TZ=America/Bogota]
	$(if $(DAY),,$(error 写明哪一天 / say which day: make test-on DAY=2028-02-29))
	faketime '$(DAY) 10:00' $(BIN)/pytest -n $$(($$(nproc) + 1)) --dist loadfile --timeout 300 -m 'not slow and not real_clock'
	$(BIN)/pytest --timeout 300 -m 'not slow and real_clock'

$(VENV)/faketime: $(VENV)/runtime
	@command -v faketime >/dev/null || .ci/install faketime
	@touch $@

same-site: $(VENV)/runtime ## which files differ from those of another commit: make same-site REF=HEAD~1 [DAY=2026-11-22]
	$(if $(REF),,$(error 写明和哪个提交比 / say which commit to compare with: make same-site REF=HEAD~1))
	@$(BIN)/python .ci/same-site "$(REF)" $(DAY)

bench: $(VENV)/browser ## figures of speed, size and search quality; a part: make bench ONLY=build|dates|check|preview|texts|fuzz|publish|search|readers
	@$(BIN)/python .ci/tools $(VENV)/tools chromium-73 chromium-80 lighthouse || true
	$(BIN)/python -m pytest -s -m slow -p tests.bench --part "$(ONLY)"

paper: $(VENV)/paper ## what `portal poster` needs to write PDF (WeasyPrint, Pango, a Chinese font)

$(VENV)/paper: $(VENV)/runtime requirements-paper.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-paper.txt
	@.ci/pango
	@touch $@

sbom: $(VENV)/test ## what the program runs on, with licences: sbom.json (CycloneDX)
	@$(BIN)/python .ci/sbom sbom.json

font: $(VENV)/test ## the Tibetan font anew, after the texts have got new letters
	$(BIN)/portal font

lock: $(VENV)/test ## requirements*.txt anew from requirements*.in
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --upgrade requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --upgrade requirements-paper.in -o requirements-paper.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --upgrade requirements-desk.in -o requirements-desk.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --upgrade requirements-test.in -o requirements-test.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --upgrade requirements-properdocs.in -o requirements-properdocs.txt

clean: ## forget what was installed and built
	rm -rf $(VENV) site
