# Builds, plays and tests the samples of the book. `make help` lists the targets.
#
# Everything also works without make: `cargo build --workspace`, then `cargo tlsbook play 6.1`.

CARGO ?= cargo
RUST := 1.85
# 7.5.1 gives three targets: 7.5.1, 7.5 and 7. Each plays everything below it.
NUMBERS := $(shell sed -n 's/^number = "\(.*\)"/\1/p' ch*/*/sample.toml)
SECTIONS := $(sort $(NUMBERS) $(foreach number,$(NUMBERS),$(basename $(number)) $(basename $(basename $(number)))))

# Without OpenSSL 3 and its headers, or with TLSBOOK_VENDORED=1, the bindings build OpenSSL from source once.
ifndef TLSBOOK_VENDORED
SYSTEM_OPENSSL := $(OPENSSL_DIR)$(shell pkg-config --atleast-version=3.0 openssl 2>/dev/null && echo pkg-config)
ifeq ($(SYSTEM_OPENSSL),)
SYSTEM_OPENSSL := $(shell brew --prefix --installed openssl@3 2>/dev/null)
endif
endif
FEATURES := $(if $(SYSTEM_OPENSSL),,--features vendored)

# A single crate, as in `make test PACKAGE=ch6-04-psk`.
PACKAGES := $(if $(PACKAGE),--package $(PACKAGE),--workspace)

TLSBOOK = $(CARGO) run --quiet --package tlsbook --bin tlsbook $(FEATURES) --

.PHONY: all build play compare test lint deny bench hard fuzz api interop certs pages-check screenshots macos-check \
    windows-check msrv-check windows musl clean help tools originals $(SECTIONS)

# With `C=TLSbook-pub/Examples`, and `BUILT=` as in `make compare`, the pages show the C originals beside the samples.
## Build everything, play the whole book, and leave it as pages in target/book/; VERBOSE=1 shows each window; C=DIR adds the C
all: $(if $(C),originals) build
ifdef C
	@rm -rf target/compared; status=0; compared=; \
	$(TLSBOOK) compare --quiet --c "$(C)" $(if $(BUILT),--built "$(BUILT)") --html target/compared || status=$$?; \
	test ! -f target/compared/index.html || compared="--compared target/compared"; \
	$(TLSBOOK) play $(if $(VERBOSE),,--quiet) --site target/book $$compared || status=$$?; exit $$status
else
	$(TLSBOOK) play $(if $(VERBOSE),,--quiet) --site target/book
endif

## Build everything
build: tools
	$(CARGO) build $(PACKAGES) $(FEATURES)

## Play the whole book; `make 6.1` plays a section and shows each window, `make 6.1/session` an experiment
play: build
	$(TLSBOOK) play $(if $(VERBOSE),,--quiet)

$(SECTIONS): build
	$(TLSBOOK) play $@

# An experiment, or an unknown target.
.DEFAULT:
	@case ' $(SECTIONS) ' in *' $(firstword $(subst /, ,$@)) '*) ;; *) \
	    echo "There is no target and no section $@. Sections: $(SECTIONS). Other targets: make help." >&2; exit 2;; esac
	@$(MAKE) --no-print-directory build
	$(TLSBOOK) play $@

# `make compare C=TLSbook-pub/Examples BUILT=TLSbook-pub/Examples HTML=pages SECTION=6.1`
## Compare the samples with the C originals: C=DIR [BUILT=DIR] [HTML=DIR] [JSON=FILE] [SECTION=6.1]
compare: originals build
	$(TLSBOOK) compare --c "$(C)" $(if $(BUILT),--built "$(BUILT)") $(if $(HTML),--html "$(HTML)") \
	    $(if $(JSON),--json "$(JSON)") $(SECTION)

originals:
	@test -n "$(C)" || { echo "Say where the C originals are: make compare C=DIR (the folder Examples)." >&2; exit 2; }
	@test -d "$(C)" || { echo "There is no folder $(C)." >&2; exit 2; }

## Run all tests as CI does: format, lints, docs, listings, READMEs, the whole book, tests; or PACKAGE's
test: export TLSBOOK_SKIPPED := $(CURDIR)/target/skipped.txt
test: tools
	@mkdir -p target && rm -f "$$TLSBOOK_SKIPPED"
	@$(MAKE) --no-print-directory build PACKAGE=
ifndef PACKAGE
	@$(MAKE) --no-print-directory lint
	RUSTDOCFLAGS="--deny warnings" $(CARGO) doc --workspace --no-deps --quiet $(FEATURES)
	$(TLSBOOK) api
	$(TLSBOOK) play --quiet
endif
	@CARGO="$(CARGO)" tools/test $(PACKAGES) $(FEATURES)

## Check format and lints
lint: tools
	@for tool in fmt clippy; do \
	    $(CARGO) $$tool --version >/dev/null 2>&1 && continue; \
	    test -z "$$TLSBOOK_REQUIRE_TOOLS" || { echo "cargo-$$tool is missing" >&2; exit 1; }; \
	    echo "skipped: cargo-$$tool is not installed" | tee -a "$${TLSBOOK_SKIPPED:-/dev/null}" >&2; \
	done
	@if $(CARGO) fmt --version >/dev/null 2>&1; then $(CARGO) fmt --all --check; fi
	@if $(CARGO) clippy --version >/dev/null 2>&1; then \
	    $(CARGO) clippy --workspace --all-targets $(FEATURES) -- --deny warnings; fi

# Known vulnerabilities are in a database that has to be fetched: `cargo deny check advisories`.
## Check licences, sources and versions of all dependencies, with cargo-deny
deny: tools
	@$(CARGO) deny --version >/dev/null 2>&1 || { \
	    echo "cargo-deny is missing. Install it: cargo install --locked cargo-deny" >&2; exit 1; }
	$(CARGO) fetch --locked
	$(CARGO) deny --offline --workspace check bans licenses sources

## Measure our release builds against others and write BENCHMARKS.md; takes minutes; BENCH="sym hash" measures these only
bench: tools
	$(CARGO) build --workspace --release $(FEATURES)
	@CARGO="$(CARGO)" tools/bench $(FEATURES)

# The tests do the same in short; TLSBOOK_HARD is the number of clients that vanish, and of sessions in a soak.
## Hostile peers, load and valgrind in the long form; takes ten minutes
hard: export TLSBOOK_HARD ?= 2000
hard: build
	$(CARGO) test --package tlsbook $(FEATURES) --test hostile -- --include-ignored --nocapture

# FUZZ_SECONDS for each target, 60 if it is not set; `tools/fuzz x509` fuzzes one of them.
## Fuzz all that reads what others have written; needs a nightly toolchain and cargo-fuzz
fuzz:
	@CARGO="$(CARGO)" tools/fuzz

## Update the generated parts of the READMEs
api: build
	$(TLSBOOK) api --write

## Meet the programs of other libraries, and write the tables of docs/interop.md anew
interop: build
	TLSBOOK_INTEROP=write $(CARGO) test --package tlsbook-meet --test interop $(FEATURES)

## Generate new test certificates and keys, which replaces the files in certs/
certs: build
	@changed=$$(git status --porcelain certs 2>/dev/null); test -z "$$changed" || { \
	    echo "These have changes that are not committed, and making them anew would lose those:"; echo "$$changed"; \
	    echo "Commit them, or take them back: git checkout certs"; exit 1; } >&2
	$(TLSBOOK) certs
	@echo "These files were written anew. To have the old ones back: git checkout certs"

# What looks at pages, from npm. It goes to target/, as everything that is built.
PAGES := target/pages/node_modules/.package-lock.json

$(PAGES): tools/pages/package.json tools/pages/package-lock.json tools/pages/.npmrc
	@command -v npm >/dev/null || { echo "npm is missing. Install it (Debian, Ubuntu: nodejs npm)." >&2; exit 1; }
	mkdir -p target/pages && cp $^ target/pages
	cd target/pages && npm ci --ignore-scripts --no-audit --no-fund && touch node_modules/.package-lock.json

## Look at the pages of `make all` in Chromium, with axe-core and tidy; takes minutes, half as many with ONCE=1
pages-check: build $(PAGES)
	@test -f target/book/index.html || $(MAKE) --no-print-directory all
	CARGO="$(CARGO)" node tools/pages/check.mjs target/book $(if $(ONCE),--once)

# Take the pictures of the READMEs anew, of the pages of `make all`.
screenshots: build $(PAGES)
	@test -f target/book/index.html || $(MAKE) --no-print-directory all
	node tools/pages/shots.mjs target/book

# The scripts of tools/cross/ make a Debian 13 in target/cross/ (or the folder TLSBOOK_CROSS), as root on Debian 12 or 13.
## Check everything, tests included, for macOS, in a Debian of its own; needs root
macos-check:
	tools/cross/in-root check aarch64-apple-darwin

## The same for Windows
windows-check:
	tools/cross/in-root check x86_64-pc-windows-gnu

## The same with the oldest Rust that the project takes
msrv-check:
	tools/cross/in-root check x86_64-unknown-linux-gnu

## Build the programs for Windows in that Debian, and play the book with them under Wine
windows:
	tools/cross/in-root windows-build build --workspace --bins
	tools/cross/in-root windows-play

## Build static programs in that Debian (Linux, musl), and play the book with them
musl:
	tools/cross/in-root musl

## Remove what was built
clean:
	$(CARGO) clean

## List these targets
help:
	@awk '/^## / { text = substr($$0, 4); next } \
	     /^[a-z-]+:/ && text { split($$1, target, ":"); printf "make %-12s %s\n", target[1], text } { text = "" }' Makefile
	@echo "make SECTION      Play one of: $(SECTIONS)"

tools:
	@missing() { echo "$$1. Install $$2." >&2; exit 1; }; \
	rust="Rust $(RUST) or later with rustup (https://rustup.rs), or your system's package cargo if it is as new"; \
	command -v $(CARGO) >/dev/null || missing "cargo is missing" "$$rust"; \
	version=$$($(CARGO) --version | cut -d ' ' -f 2); \
	printf '%s\n' $(RUST) "$$version" | sort -C -V || missing "Rust $$version is too old" "$$rust"; \
	command -v cc >/dev/null || missing "cc is missing" "a C compiler (Debian, Ubuntu: gcc; macOS: xcode-select --install)"
ifeq ($(SYSTEM_OPENSSL),)
	@missing() { echo "$$1 is missing. Building OpenSSL takes it. Install it; or install OpenSSL 3 with its headers" \
	    "and pkg-config (Debian, Ubuntu: pkg-config libssl-dev; macOS: brew install openssl@3)." >&2; exit 1; }; \
	perl -MFindBin -MIPC::Cmd -e 1 2>/dev/null || missing "perl (with its core modules)"; \
	command -v make >/dev/null || missing make
	@echo "OpenSSL is built from source, since $(if $(TLSBOOK_VENDORED),TLSBOOK_VENDORED is set,no OpenSSL 3 with headers was found)." \
	    "Without make, give cargo the option $(FEATURES)." >&2
endif
