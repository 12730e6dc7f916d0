# Everything from a fresh clone: `make demo` or `make test`. Needs Python 3.11, 3.12 or 3.13 and a network for the
# first installation only. Works from anywhere with `make -C FOLDER`.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
SAY := @printf '\n==> %s\n'

# The first of these that is a Python we support; `make PYTHON=/path/to/python3.12 …` overrides.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c '$(SUPPORTED)' 2>/dev/null && echo $$p && break; done)


.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: $(VENV)/.installed ## set up, then draft the shipped matter's chronologies and exhibits, and six contracts, into demo-output/
	$(SAY) "Drafting the treatment chronology of the shipped matter (30 files read, 71 pages, 17 by text recognition)"
	@$(BIN)/pincite run treatment fixtures/demo/files --client "Rosalind M. Beckwith" --dob 1984-06-11 \
		--incident 2023-03-04 --title "Beckwith v. Hastings" --preparer pat --out demo-output; \
	code=$$?; [ $$code -eq 3 ] || exit $$code
	$(SAY) "Drafting its liability and damages chronologies from what was read"
	@for kind in liability damages; do \
		$(BIN)/pincite run $$kind fixtures/demo/files --client "Rosalind M. Beckwith" --dob 1984-06-11 \
			--incident 2023-03-04 --title "Beckwith v. Hastings" --preparer pat --out demo-output \
			> demo-output/$$kind.log; code=$$?; [ $$code -eq 3 ] || exit $$code; \
	done
	$(SAY) "Numbering, labelling, binding and checking its exhibits by fixtures/demo/exhibits.toml"
	@$(BIN)/pincite run exhibits fixtures/demo/files --plan fixtures/demo/exhibits.toml \
		--client "Rosalind M. Beckwith" --dob 1984-06-11 --incident 2023-03-04 --title "Beckwith v. Hastings" \
		--preparer pat --out demo-output > demo-output/exhibits.log; code=$$?; [ $$code -eq 3 ] || exit $$code
	$(SAY) "A late transmission of three papers arrives in a copy of the office: what it changes"
	@rm -rf demo-output/later && cp -a demo-output/office demo-output/later
	@mkdir demo-output/later/matters/matter/uploads/transmission-2
	@cp fixtures/demo_late/files/*.pdf demo-output/later/matters/matter/uploads/transmission-2/
	@$(BIN)/pincite watch demo-output/later/matters/matter --preparer pat --once --deliverable treatment \
		> demo-output/later.log; code=$$?; [ $$code -eq 0 ] || [ $$code -eq 3 ] || exit $$code
	@cat demo-output/later.log
	$(SAY) "Finding clauses, obligations and dates in six contracts (13 pages, 2 by text recognition)"
	@$(BIN)/pincite run clauses fixtures/demo_contracts/files --client "Halvorsen Reed Instruments, Inc." \
		--preparer pat --out demo-output/contracts > demo-output/clauses.log
	$(SAY) "Open demo-output/draft/chronology.docx (or .pdf, .html); beside it lie draft-liability and draft-damages."
	@echo "The bundle is in demo-output/draft-exhibits/volumes, what to look at in draft-exhibits/contact-sheet.html."
	@echo "What the late papers changed is in demo-output/later/matters/matter/deltas/treatment/2/delta.docx."
	@echo "What the contracts say is in demo-output/contracts/draft-clauses/clauses.docx."
	@echo "Four files were set aside on purpose; each draft says why. docs/walkthrough.md goes on to a signed release."

.PHONY: test
test: $(VENV)/.installed-dev ## set up, then run every test that does not take minutes
	$(SAY) "Running every test but the long ones, as many at once as there are cores (four at most)"
	@$(BIN)/python -m pytest -q -m "not long" -n auto --maxprocesses 4 --dist loadfile

.PHONY: test-all
test-all: $(VENV)/.installed-dev ## set up, then run every test, the long ones too
	@.ci/postgres
	$(SAY) "Running every test"
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

.PHONY: check
check: $(VENV)/.installed-dev ## style, lint and types
	$(SAY) "ruff"
	@$(BIN)/ruff check .
	$(SAY) "mypy (strict)"
	@$(BIN)/mypy

.PHONY: docs
docs: $(VENV)/.installed-dev ## write anew what the documentation takes from the source
	@PYTHONPATH=. $(BIN)/python docs/list_errors.py

.PHONY: lock
lock: $(VENV)/.installed-dev ## write both requirements files anew from pyproject.toml
	$(SAY) "Resolving for Python 3.11 to 3.13, every platform"
	@.ci/lock

.PHONY: clean
clean: ## remove the installation, caches and the demo's output
	rm -rf $(VENV) build dist *.egg-info demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps make a second run instant: they are older than the lock only when the lock has changed.
$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(SAY) "Installing the locked packages into $(VENV) (300 MB to fetch, once)"
	@.ci/install requirements.txt
	@.ci/openmp $(BIN)/python
	$(SAY) "Installing pincite itself"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(SAY) "Installing the locked test and lint tools"
	@.ci/install requirements-dev.txt
	@.ci/browser
	@touch $@

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Pincite needs Python 3.11, 3.12 or 3.13, and found none of them as python3." >&2; \
		echo "Install one (on Debian: apt-get install python3 python3-venv) or say make PYTHON=/path/to/python3.12 …" >&2; \
		exit 1; fi
	$(SAY) "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
