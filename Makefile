# Every target is its own set-up: it installs what is missing and says what it does.
# SWIFTFLAGS goes to every call of the Swift build, PREFIX and DESTDIR to install.

SWIFTFLAGS ?=
PREFIX ?= /usr/local
DESTDIR ?=
SOAK_SEEDS ?= 20
SOAK_FIRST ?= 1

PACKAGES = libgsl-dev libsqlite3-dev libzstd-dev
VOICE_PACKAGES = libflite1 libpocketsphinx3 pocketsphinx-en-us espeak-ng libgsm1
BUILD = swift build -c release $(SWIFTFLAGS)
BINARY = .build/release/calltwin

.DEFAULT_GOAL := help
.PHONY: help demo test bench validation soak voice-packages voice-models voice-recordings decode-bank install setup

help: ## show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

setup:
	@scripts/require-swift.sh
	@scripts/install-packages.sh $(PACKAGES)

demo: setup ## build, replay a real month, project a Monday peak, record ten calls; writes out/demo
	@scripts/install-packages.sh $(VOICE_PACKAGES) || echo "note: without these packages there are no calls in sound"
	@echo "== building calltwin"
	@$(BUILD) --product calltwin
	@scripts/demo.sh $(BINARY)

test: setup voice-packages ## build once and run every test and every documented command
	@CALLTWIN_REQUIRE_ALL=1 SWIFTFLAGS='$(SWIFTFLAGS)' scripts/test.sh

bench: setup ## print CPU times and instruction counts of the hot paths
	@scripts/install-packages.sh valgrind
	@echo "== building CalltwinBench and calltwin"
	@$(BUILD) --product CalltwinBench
	@$(BUILD) --product calltwin
	@echo "== scenarios of models/bench through calltwin run; a step is that of machine.step"
	@scripts/bench-scenarios.sh $(BINARY) .build/release/CalltwinBench
	@echo "== CPU time"
	@.build/release/CalltwinBench
	@echo "== simulated instructions and mispredictions, per unit"
	@scripts/callgrind.sh .build/release/CalltwinBench

validation: setup ## simulate exact and published cases and write docs/validation.md (long)
	@SWIFTFLAGS='$(SWIFTFLAGS)' scripts/validation.sh

soak: setup ## run a million conversations, a thousand calls in sound, and the statistical tests over SOAK_SEEDS seeds
	@SWIFTFLAGS='$(SWIFTFLAGS)' scripts/soak.sh $(SOAK_FIRST) $(SOAK_SEEDS)

voice-packages: ## install what calls in sound need: voices, a recogniser, codecs
	@scripts/install-packages.sh $(VOICE_PACKAGES)

voice-models: ## get the voices and recognisers that no package holds into the user's folder
	@scripts/voice-models.sh

decode-bank: setup voice-packages ## decode the bank of models/decodes again and fit its channels (long)
	@$(BUILD) --product calltwin
	@scripts/decode-bank.sh $(BINARY)

voice-recordings: ## get recordings of people, to judge recognisers by, into the user's folder
	@scripts/voice-recordings.sh

install: setup ## install calltwin and its models under PREFIX
	@echo "== building calltwin"
	@$(BUILD) --product calltwin
	@echo "== installing under $(DESTDIR)$(PREFIX)"
	@install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/calltwin"
	@install -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/calltwin"
	@cp -R models "$(DESTDIR)$(PREFIX)/share/calltwin/"
