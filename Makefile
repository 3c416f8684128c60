# What a newcomer needs: make run, make test. Everything is built once, in release.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test pictures chaos simulate model soak fuzz bench bench-peers clean

build := swift build -c release --explicit-target-dependency-import-check error
built := swift build -c release --show-bin-path

help:
	@echo "make run     install what is missing, build, start Basin with a made-up music service"
	@echo "make test    install what is missing, build, run every test"
	@echo "make pictures  a picture of every page of the web interface, on a desk and a phone, into pictures/"
	@echo "make chaos   the kill tests with 1,000 kills of the event path and 120 of pipelines"
	@echo "make simulate  the scheduler through a year of trouble, and 3,000 pipelines through two times three weeks"
	@echo "make model   the log and delivery through 20,000 steps of crashes, held against an oracle"
	@echo "make soak    an hour at half of what intake can take: memory and open files must stay flat"
	@echo "make fuzz    a million inputs to intake and to another JSON parser, and a million to each door of other protocols"
	@echo "make bench   the benchmarks"
	@echo "make bench-peers  pipelines beside Apache Airflow and Dagster, intake beside other logs"
	@echo "make clean   remove .build, .deps, .venv, .venv-dbt and .peers; data folders stay"

run:
	@scripts/bootstrap
	@echo "run: building Basin in release (minutes the first time, seconds later)"
	@$(build) --product basin || { echo "run: the build failed; the compiler's errors are above" >&2; exit 1; }
	@exec "$$($(built))/basin" up --demo

test:
	@scripts/test

pictures:
	@BASIN_PICTURES=$(CURDIR)/pictures BASIN_TESTS='WebWalkTests' scripts/test ReliabilityTests

chaos:
	@BASIN_KILLS=1000 BASIN_PIPELINE_KILLS=120 BASIN_BUDGET_MINUTES=240 scripts/test ReliabilityTests

simulate:
	@export BASIN_SIMULATED_WEEKS=$${BASIN_SIMULATED_WEEKS:-52} BASIN_SIMULATED_SEED=$${BASIN_SIMULATED_SEED:-$$RANDOM}; \
	  export BASIN_SIMULATED_PIPELINES=$${BASIN_SIMULATED_PIPELINES:-3000} BASIN_SIMULATED_LARGE_WEEKS=$${BASIN_SIMULATED_LARGE_WEEKS:-3}; \
	  export BASIN_SIMULATED_LARGE_WORLDS=$${BASIN_SIMULATED_LARGE_WORLDS:-2} BASIN_BUDGET_MINUTES=240; scripts/test ProcessingTests

model:
	@BASIN_MODEL_STEPS=20000 BASIN_SEED=$$RANDOM BASIN_BUDGET_MINUTES=240 scripts/test CollectionTests

fuzz:
	@scripts/bootstrap
	@echo "fuzz: building in release"
	@$(build) --product Fuzz || { echo "fuzz: the build failed; the compiler's errors are above" >&2; exit 1; }
	@"$$($(built))/Fuzz" --doors --seed 2026 --count 4000000
	@exec "$$($(built))/Fuzz" --seed 2026 --count 1000000 --oracle Tests/Oracles/intake_oracle.py

soak:
	@scripts/bootstrap
	@echo "soak: building in release"
	@$(build) --product Benchmarks || { echo "soak: the build failed; the compiler's errors are above" >&2; exit 1; }
	@exec "$$($(built))/Benchmarks" soak

bench:
	@scripts/bootstrap
	@echo "bench: building in release"
	@$(build) --product Benchmarks || { echo "bench: the build failed; the compiler's errors are above" >&2; exit 1; }
	@exec "$$($(built))/Benchmarks"

bench-peers:
	@scripts/bench-peers pipelines
	@scripts/bench-peers intake

clean:
	@echo "clean: removing .build, .deps, .venv, .venv-dbt and .peers"
	@rm -rf .build .deps .venv .venv-dbt .peers
