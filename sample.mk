# What the Makefile of each sample folder has: `make` builds its programs, `make play` plays its sections of the book,
# `make test` passes its tests. All of it runs at the root of the workspace.

PACKAGE := $(shell sed -n 's/^name = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
SECTIONS := $(shell sed -n 's/^number = "\(.*\)"/\1/p' sample.toml)
AT_ROOT := $(MAKE) --no-print-directory -C ../..

.PHONY: all play test help

all:
	@$(AT_ROOT) build PACKAGE=$(PACKAGE)

play:
	@$(AT_ROOT) $(SECTIONS)

test:
	@$(AT_ROOT) test PACKAGE=$(PACKAGE)

help:
	@echo "make       Build the programs of $(PACKAGE)"
	@echo "make play  Play the sections of the book: $(SECTIONS)"
	@echo "make test  Pass the tests of $(PACKAGE)"
