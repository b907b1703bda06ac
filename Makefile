# Fronts the CMake presets and the scripts under tools/. `make help` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run build test package bench format lint asan tsan fuzz torture clean

# Settings, as in `make fuzz FUZZ_SECONDS=600`.
LISTEN ?= 127.0.0.1:8000
DATABASE ?= sqlite:demo.db
FUZZ_SECONDS ?= 60
KILLS ?= 200
SECONDS ?= 20
CONNECTIONS ?= 10000
SAMPLES ?= 200

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run: ## Installs what is needed, builds, and starts the server on demo.db with a demo user (LISTEN, DATABASE)
	@tools/install_dependencies run
	@tools/build release ostiary_program
	@tools/run_demo "$(DATABASE)" "$(LISTEN)"

build: ## Builds the program and the examples into build/release
	@tools/install_dependencies run
	@tools/build release

test: ## Installs what is needed, builds, and runs every test
	@tools/install_dependencies test
	@tools/build dev
	@tools/run_tests dev

bench: ## Measures, and prints the table of docs/benchmarks.md
	@tools/install_dependencies all
	@tools/build release
	@bench/run

package: ## Builds the Debian packages libostiary-dev and ostiary into build/packages
	@tools/install_dependencies test
	@tools/build release
	@cpack --config build/release/CPackConfig.cmake -B build/packages

format: ## Formats the sources
	@tools/install_dependencies all
	@tools/format

lint: ## Checks format, layers, and what clang-tidy and the script checkers find
	@tools/install_dependencies all
	@tools/lint

asan: ## Runs the tests with the address and undefined-behaviour sanitizers
	@tools/install_dependencies test
	@tools/build asan
	@tools/run_tests asan unit docs integration security browser

tsan: ## Runs the concurrent tests with the thread sanitizer
	@tools/install_dependencies test
	@tools/build tsan
	@tools/run_tests tsan unit concurrent

fuzz: ## Runs each fuzz target for FUZZ_SECONDS (60)
	@tools/install_dependencies all
	@tools/build fuzz
	@tools/fuzz $(FUZZ_SECONDS)

torture: ## Kills the server KILLS (200) times, floods it for SECONDS (20), holds CONNECTIONS (10000), times SAMPLES (200) refusals
	@tools/install_dependencies test
	@tools/build release
	@KILLS=$(KILLS) SECONDS=$(SECONDS) CONNECTIONS=$(CONNECTIONS) SAMPLES=$(SAMPLES) tools/torture

clean: ## Removes what was built
	@rm -rf build
