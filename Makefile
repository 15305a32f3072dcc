# Everything runs with the JDK that bin/java-home finds. Targets are one line each; the work is in bin/.
.DEFAULT_GOAL := help
.PHONY: help demo check test dev fix docs bench bench-50m bench-kernels cluster cluster-down

help: ## what there is to make
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: ## build where needed and open the demo shop at http://localhost:8080
	@bin/quanjing demo

check: ## every test there is: format, compile-time checks, unit, module, database, browser
	@bin/check

test: ## the tests of the server only
	@bin/mvn -q test

dev: ## the demo shop with a page that follows its sources, at http://localhost:5173
	@bin/dev

fix: ## put the format in order
	@bin/mvn -q spotless:apply && cd web && npm run --silent fix

docs: ## make the generated pages of docs/reference anew
	@bin/mvn -q test -Dtest='*ReferenceTest' -Dquanjing.golden=write

bench: ## measure starts, memory, events, boards and an import at 1 and 10 million events; appends to benchmarks/results/bench.md
	@bin/bench

bench-50m: ## the same at 50 million events: 40 GB of disk, about half an hour
	@bin/bench --sizes 50m

bench-kernels: ## the hottest methods alone, by JMH, beside their floors; appends to benchmarks/results/kernels.md
	@bin/bench kernels

cluster: ## PostgreSQL, Kafka, Trino and two replicas of Quanjing on this machine, with the demo shops
	@bin/cluster up

cluster-down: ## stop exactly what `make cluster` started
	@bin/cluster down
