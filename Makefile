# Baedal. `make` shows this page of commands; each is one short recipe, so reading it is enough to
# run it by hand. Anything longer than a line or two lives in scripts/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

swift_files := Sources Tests Package.swift
filter_option := $(if $(FILTER),--filter '$(FILTER)')

##@ Start here

.PHONY: help deps build test
help: ## Show this page
	@awk -f scripts/help.awk $(MAKEFILE_LIST)

deps: ## Install what the build needs; quick and silent when all is there
	@scripts/deps

build: deps ## Build every program, optimised, into .build/release
	swift build --configuration release

test: deps ## Run the tests (FILTER=name for some of them)
	swift test --disable-xctest $(filter_option)

##@ Run it

# Whatever a program may be made of. A phase that is built starts in a moment.
sources := Package.swift $(shell find Sources -type f)

.PHONY: phase1 order seed row status logs stop reset
phase1: deps .build/phase1.built ## Start the monolith on PORT=8080, in the background
	@scripts/baedal up 1 $(if $(PORT),--port $(PORT))

.build/phase1.built: $(sources) phases/1-monolith/topology.json
	@scripts/build-phase 1

order: deps ## Walk one order through what runs, and see what happens underneath
	@scripts/guide order

seed: deps ## Fill it with a town and a day of its life (STORES=1000 ORDERS=10000 SEED=1)
	@scripts/guide seed $(if $(STORES),--stores $(STORES)) $(if $(ORDERS),--orders $(ORDERS)) \
		$(if $(SEED),--seed $(SEED))

row: ## Show a use case's files in all phases side by side (USECASE=PlaceOrder)
	@scripts/row $(or $(USECASE),PlaceOrder)

status: ## Show what runs, since when, with how much memory
	@scripts/baedal status

logs: ## Show the last lines of all processes (NAME=monolith; FOLLOW=1)
	@scripts/baedal logs $(NAME) $(if $(FOLLOW),--follow)

stop: ## Let every process finish what it has begun, and end it
	@scripts/baedal stop

reset: ## Stop, and delete all data, secrets and logs (YES=1: without asking)
	@scripts/baedal reset $(if $(YES),--yes)

##@ Play it

# What the corpus is played against, and with.
phase := $(or $(PHASE),1)

.PHONY: corpus
corpus: deps .build/phase$(phase).built ## Play all scenarios against PHASE=1 (ONLY=coupons; URL=http://…)
	swift build --quiet --configuration release --product baedal-corpus
	@URL='$(URL)' scripts/corpus $(phase) $(if $(ONLY),--only '$(ONLY)')

##@ Before you send a change

# The sanitizers have nothing to find in tests that only read source.
sanitized := --disable-xctest --skip ArchitectureTests $(filter_option)

.PHONY: format lint test-outside test-tsan test-asan
format: deps ## Lay the source out as .swift-format says
	swift format format --in-place --recursive --parallel $(swift_files)

lint: deps ## Fail on what `make format` would change, or cannot mend
	swift format lint --strict --recursive --parallel $(swift_files)

test-outside: deps ## Let programs that are not ours judge us; installs those it needs
	@scripts/test-outside

test-tsan: deps ## Run the tests under the thread sanitizer
	swift test --sanitize=thread --scratch-path .build/tsan $(sanitized)

test-asan: deps ## Run the tests under the address sanitizer
	ASAN_OPTIONS=detect_leaks=0 \
	swift test --sanitize=address --scratch-path .build/asan $(sanitized)

##@ When you have a while

.PHONY: simulate bench-platform bench-phase1 kill-phase1 fuzz clean
simulate: deps ## Try services in SEEDS=1000 simulated worlds with faults; SEED=n replays one
	SIMULATION_SEEDS=$(or $(SEEDS),1000) $(if $(SEED),SIMULATION_SEED=$(SEED)) \
	BAEDAL_LINK=for-tests swift test --configuration release -Xswiftc -enable-testing --scratch-path .build/simulate \
		--disable-xctest --filter KeyValueTests

bench-platform: deps ## Measure the platform beside its peers, as ratios; installs the peers
	@Benchmarks/platform/run

bench-phase1: deps ## Measure the monolith beside nginx and bare C, as ratios; installs the peers
	@Benchmarks/phase1/run

kill-phase1: deps ## Kill -9 the monolith KILLS=50 times under load; nothing acknowledged may be lost
	@Benchmarks/phase1/kill $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(BUILD),--configuration $(BUILD))

fuzz: deps ## Fuzz one parser: NAME=JSON, for SECONDS=60 (without NAME: say which there are)
	@scripts/fuzz $(if $(NAME),$(NAME) $(SECONDS))

clean: ## Remove everything that was built
	rm -rf .build .venv
