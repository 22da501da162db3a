# The one-word face. `make demo` and `make test` do everything on a fresh Debian 12: they install what they need first.
BUILD      ?= build
BUILD_TYPE ?= Debug
CXX        := g++
export CCACHE_DIR ?= $(HOME)/.cache/ccache
# The same objects serve every build folder, and every clone.
export CCACHE_NOHASHDIR = 1
export CCACHE_BASEDIR ?= $(CURDIR)

# The agents' contracts; each has its committed code in generated-samples/<agent>/gen.
AGENTS := orders inventory billing

.PHONY: all demo test check broker long samples golden tidy format fuzz bench install clean help

all: configure-demo
	@cmake --build $(BUILD)

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

.PHONY: configure configure-demo
configure: 
	@.ci/packages test
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=$(BUILD_TYPE) -DCMAKE_CXX_COMPILER=$(CXX) -DMESHGEN_BUILD_TESTS=ON --log-level=NOTICE

configure-demo:
	@.ci/packages build
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=$(BUILD_TYPE) -DCMAKE_CXX_COMPILER=$(CXX) $(if $(wildcard $(BUILD)/CMakeCache.txt),,-DMESHGEN_BUILD_TESTS=OFF) --log-level=NOTICE

## make demo [BROKERS=host:port]  three generated agents do business over Kafka, and lose nothing
demo: configure-demo
	@cmake --build $(BUILD) --target meshctl $(AGENTS) demo
	@$(BUILD)/generated-samples/demo --build $(BUILD) --contracts asyncapi $(if $(BROKERS),--brokers $(BROKERS))

## make test      builds with g++ and runs every test but those labelled long, fuzz and broker
test: configure
	@cmake --build $(BUILD)
	@cd $(BUILD) && ctest --output-on-failure -LE 'long|fuzz|broker' -j 3
	@echo "Left out: Apache Kafka itself (make broker), fuzzing (make fuzz), what takes hours (make long)."

## make check     the quick tests: no broker, no packaging
check: configure
	@cmake --build $(BUILD)
	@cd $(BUILD) && ctest --output-on-failure -LE 'long|fuzz|embedded|broker|packaging' -j 2

## make broker    the runtime on Apache Kafka itself: KAFKA_VERSION (3.9.2), KAFKA_NODES (1); needs java and mvn
broker: configure
	@.ci/packages broker
	@cmake --build $(BUILD) --target broker_tests
	@cd $(BUILD) && ctest --output-on-failure -L broker

## make soak [SECONDS=1800] [SEED=n]  random faults on Apache Kafka, all checkers on: KAFKA_VERSION (3.9.2), KAFKA_NODES (3)
.PHONY: soak
soak: configure
	@.ci/packages broker
	@tests/broker/fetch.sh > /dev/null
	@cmake --build $(BUILD) --target soak
	@KAFKA_NODES=$(or $(KAFKA_NODES),3) SOAK_SECONDS=$(or $(SECONDS),1800) SOAK_SEED=$(SEED) $(BUILD)/tests/soak/soak

## make long      everything, without a budget
long:
	@LONG=1 FUZZ_SECONDS=$${FUZZ_SECONDS:-600} .ci/run

## make conformance  our verdicts beside the reference parser's and ajv's, on 6,000 and 20,000 documents (needs node and npm)
.PHONY: conformance
conformance: configure
	@cmake --build $(BUILD) --target meshgen ajv_verdicts
	@tests/conformance/differential.sh $(BUILD)
	@tests/conformance/ajv.sh $(BUILD)

## make compiles [SECONDS=600]  random contracts of new seeds: their code compiles with both compilers, and agrees with their schemas
.PHONY: compiles
compiles: configure
	@cmake --build $(BUILD) --target meshgen random_contract meshgen_runtime
	@tests/compiles/long.sh $(or $(SECONDS),600) $(BUILD)

## make samples   writes generated-samples/*/gen anew, as meshgen.yaml says
samples: configure-demo
	@cmake --build $(BUILD) --target meshgen
	@$(BUILD)/generator/app/meshgen generate

## make golden    writes tests/golden/cases/*/expected anew: read that diff first
golden: configure
	@cmake --build $(BUILD) --target golden_test meshgen
	@cd $(BUILD) && MESHGEN_GOLDEN_UPDATE=1 ctest -R golden --output-on-failure

## make format    formats our own files; make tidy looks for what compilers pass over
format:
	@git ls-files '*.cpp' '*.hpp' | grep -v -E '^generated-samples/.*/gen/|/expected/' | xargs clang-format-19 -i

tidy: configure
	@.ci/tidy $(BUILD)

## make fuzz      every libFuzzer target for FUZZ_SECONDS (15)
fuzz:
	@.ci/run packages fuzz

## make bench     ratios against raw librdkafka and against the usual JSON stack
bench:
	@.ci/packages bench
	@cmake -S . -B build-bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DMESHGEN_BUILD_BENCH=ON --log-level=NOTICE
	@cmake --build build-bench --target bench
	@cmake --build build-bench --target meshgen
	@for each in build-bench/bench/bench_*; do $$each || exit; done
	@bench/json.sh --instructions build-bench/bench/bench_json
	@bench/json_size.sh build-bench
	@bench/generator.sh build-bench/generator/app/meshgen

## make install   into PREFIX (default /usr/local)
install: configure-demo
	@cmake --build $(BUILD)
	@cmake --install $(BUILD) --prefix $(or $(PREFIX),/usr/local)

clean:
	@rm -rf $(BUILD) build-*
