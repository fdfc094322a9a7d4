# Builds, plays and tests the samples of the book. `make help` says what there is.
#
# Everything here works without make, too: `cargo build --workspace`, then `cargo tlsbook play 6.1`.

CARGO ?= cargo
# Of 7.5.1: 7.5.1, 7.5 and 7, each of which plays what is under it.
NUMBERS := $(shell sed -n 's/^number = "\(.*\)"/\1/p' ch*/*/sample.toml)
SECTIONS := $(sort $(NUMBERS) $(foreach number,$(NUMBERS),$(basename $(number)) $(basename $(basename $(number)))))

# Where there is no OpenSSL 3 with headers, the bindings build one from source (about two minutes, once).
SYSTEM_OPENSSL := $(OPENSSL_DIR)$(shell pkg-config --atleast-version=3.0 openssl 2>/dev/null && echo pkg-config)
ifeq ($(SYSTEM_OPENSSL),)
SYSTEM_OPENSSL := $(shell brew --prefix --installed openssl@3 2>/dev/null)
endif
FEATURES := $(if $(SYSTEM_OPENSSL),,--features tlsbook-common/vendored)

TLSBOOK = $(CARGO) run --quiet --bin tlsbook $(FEATURES) --

.PHONY: all build play compare test lint bench api certs clean help tools $(SECTIONS)

## Build everything and play the whole book
all: play

## Build everything
build: tools
	$(CARGO) build --workspace $(FEATURES)

## Play the whole book; `make 6.1` plays a section
play: build
	$(TLSBOOK) play

$(SECTIONS): build
	$(TLSBOOK) play $@

# `make compare C=TLSbook-pub/Examples BUILT=TLSbook-pub/Examples HTML=pages SECTION=6.1`
## Hold the samples beside your copy of the C originals: C=DIR [BUILT=DIR] [HTML=DIR] [JSON=FILE] [SECTION=6.1]
compare: build
	@test -n "$(C)" || { echo "Say where the C originals are: make compare C=DIR (the folder Examples)." >&2; exit 2; }
	$(TLSBOOK) compare --c "$(C)" $(if $(BUILT),--built "$(BUILT)") $(if $(HTML),--html "$(HTML)") \
	    $(if $(JSON),--json "$(JSON)") $(SECTION)

## Pass all tests, as CI does: format, lints, tests, documents, listings and READMEs, the whole book
test: lint build
	$(CARGO) test --workspace $(FEATURES)
	RUSTDOCFLAGS="--deny warnings" $(CARGO) doc --workspace --no-deps --quiet $(FEATURES)
	$(TLSBOOK) api
	$(TLSBOOK) play --quiet

## Check format and lints
lint: tools
	@for tool in fmt clippy; do \
	    $(CARGO) $$tool --version >/dev/null 2>&1 && continue; \
	    test -z "$$TLSBOOK_REQUIRE_TOOLS" || { echo "cargo-$$tool is missing" >&2; exit 1; }; \
	    echo "skipped: cargo-$$tool is not installed" >&2; \
	done
	@if $(CARGO) fmt --version >/dev/null 2>&1; then $(CARGO) fmt --all --check; fi
	@if $(CARGO) clippy --version >/dev/null 2>&1; then \
	    $(CARGO) clippy --workspace --all-targets $(FEATURES) -- --deny warnings; fi

## Measure our programs beside the openssl command, as they are built for use; takes minutes
bench: tools
	$(CARGO) build --workspace --release $(FEATURES)
	$(CARGO) bench --workspace --bench '*' $(FEATURES)

## Write the generated parts of the READMEs anew
api: build
	$(TLSBOOK) api --write

## Make the test certificates and keys anew
certs: build
	$(TLSBOOK) certs

## Remove what was built
clean:
	$(CARGO) clean

## List these targets
help:
	@awk '/^## / { text = substr($$0, 4); next } \
	     /^[a-z]+:/ && text { split($$1, target, ":"); printf "make %-8s %s\n", target[1], text } { text = "" }' Makefile
	@echo "make SECTION  Build everything and play one of: $(SECTIONS)"

tools:
	@missing() { echo "$$1 is missing. Install $$2." >&2; exit 1; }; \
	command -v $(CARGO) >/dev/null || missing cargo "Rust 1.85 or later: https://rustup.rs, or your system's package cargo"; \
	command -v cc >/dev/null || missing cc "a C compiler: Debian, Ubuntu: gcc; macOS: xcode-select --install"
ifeq ($(SYSTEM_OPENSSL),)
	@missing() { echo "$$1 is missing, which building OpenSSL takes. Install it, or OpenSSL 3 with its headers" \
	    "and pkg-config (Debian, Ubuntu: pkg-config libssl-dev; macOS: brew install openssl@3)." >&2; exit 1; }; \
	perl -MFindBin -MIPC::Cmd -e 1 2>/dev/null || missing "perl (with its core modules)"; \
	command -v make >/dev/null || missing make
	@echo "No OpenSSL 3 with headers found: one is built from source. Without make, give cargo the option" \
	    "$(FEATURES)." >&2
endif
