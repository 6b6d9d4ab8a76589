# make run and make test do everything on a fresh machine: environment, pinned install, work.
PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.installed

.PHONY: serve browser bench-page notebooks run test lint train formats reading bench-reading files schema locks clean help bench bench-scale compare-peers kills cluster

run: $(STAMPS)-run ## the main job on corpus/: the table on the screen, the files in out/
	$(BIN)/zhengce build

test: $(STAMPS)-dev ## the tests, in about a minute
	$(BIN)/python -m pytest -m "not slow" -n auto

lint: $(STAMPS)-dev ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: $(STAMPS)-run ## accuracy on gold/, with the floors held
	$(BIN)/zhengce evaluate gold/

formats: $(STAMPS)-ocr ## the corpus as PDF, Word, page and scan, scored against gold as the text is
	$(BIN)/python -m pipeline.formats tests/files/typeset corpus gold

reading: $(STAMPS)-dev ## large hostile files and all formats, the slow tests of reading
	$(BIN)/python -m pytest tests/test_reading.py tests/test_formats.py

bench-reading: $(STAMPS)-dev ## pages a second beside pdfplumber's, memory of 200 pages
	$(BIN)/python -m tests.benchmarks.reading

files: $(STAMPS)-dev ## make tests/files anew (needs LibreOffice, Chromium, poppler, Noto CJK)
	$(BIN)/python -m tests.making.files
	$(BIN)/python -m tests.making.others

train: $(STAMPS)-dev ## the weights of the measure types and of the alignment, from gold/ and the written examples
	$(BIN)/python -m pipeline.training
	$(BIN)/python -m pipeline.alignment_evaluation

notebooks: $(STAMPS)-notebooks ## the notebooks run from a clean state and rendered into out/notebooks/
	$(BIN)/jupyter nbconvert --log-level WARN --to html --execute --output-dir out/notebooks notebooks/*.ipynb

schema: $(STAMPS)-run ## the JSON Schema of the gold format, from the records
	$(BIN)/python -m pipeline.gold > gold/schema.json

bench: $(STAMPS)-dev .venv-peers ## characters a second beside jieba and JioNLP, one and two processes
	$(BIN)/python -m tests.benchmarks.speed .venv-peers/bin/python

bench-scale: $(STAMPS)-dev ## 1,000, 10,000 and 100,000 documents: speed, memory, size, queries
	$(BIN)/python -m tests.benchmarks.scale $(MOST)

compare-peers: $(STAMPS)-dev .venv-peers ## JioNLP and Recognizers-Text on the five documents, beside ours
	$(BIN)/python -m tests.benchmarks.compare_peers .venv-peers/bin/python

kills: $(STAMPS)-dev ## batches that are killed, and ten thousand documents with broken ones
	$(BIN)/python -m pytest -m slow tests/test_kills.py

cluster: $(STAMPS)-dev ## the same batch on a Dask cluster on this machine, a worker killed midway
	@$(MAKE) -s $(STAMPS)-cluster || echo "the cluster extra cannot be installed here: skipped"
	$(BIN)/python -m pytest -m slow tests/test_cluster.py

serve: $(STAMPS)-run ## the page on http://127.0.0.1:8000, over out/zhengce.sqlite
	test -f out/zhengce.sqlite || $(BIN)/zhengce build
	$(BIN)/zhengce serve

browser: $(STAMPS)-dev ## the page in real Chromium: what a person does, axe-core, Schemathesis
	$(BIN)/python -m pytest -m slow tests/browser
	@$(MAKE) -s .venv-fuzz
	test ! -d .venv-fuzz || $(BIN)/python -m tests.browser.fuzz .venv-fuzz/bin/schemathesis

bench-page: $(STAMPS)-dev ## 200,000 clauses, 20 clients: a query under 100 ms, a page under 300 ms
	$(BIN)/python -m tests.benchmarks.page

# Schemathesis needs no package of ours: it asks the API from outside.
.venv-fuzz: tests/browser/requirements-fuzz.lock
	rm -rf $@ && $(PYTHON) -m venv $@
	$@/bin/pip install -q --disable-pip-version-check --require-hashes -r $< \
		|| { rm -rf $@; echo "Schemathesis cannot be installed here: skipped"; }

# The peers need packages older than ours, so they have an environment of their own.
.venv-peers: requirements-peers.lock
	rm -rf $@ && $(PYTHON) -m venv $@
	$@/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r $< \
		|| { rm -rf $@; echo "the peers cannot be installed here: skipped"; }

$(BIN)/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade "pip>=24"

# One lock file with hashes per set of extras; a stamp says that it is installed.
$(STAMPS)-run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(STAMPS)-%: requirements-%.lock $(STAMPS)-run
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-$*.lock
	touch $@

EXTRAS := dev ocr cluster peers notebooks
COMPILE := uv pip compile -q pyproject.toml --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --extra build

locks: ## write the lock files again (needs uv)
	$(COMPILE) --extra dev -o requirements-dev.lock
	$(COMPILE) -c requirements-dev.lock -o requirements.lock
	$(foreach extra,$(filter-out dev,$(EXTRAS)),\
		$(COMPILE) --extra $(extra) -c requirements-dev.lock -o requirements-$(extra).lock;)
	uv pip compile -q tests/browser/fuzz.in --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header -o tests/browser/requirements-fuzz.lock

clean: ## remove what was made, the environment too
	rm -rf .venv .venv-peers .venv-fuzz out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | sort
