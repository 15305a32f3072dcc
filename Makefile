# Everything runs with the JDK that bin/java-home finds. Targets are one line each; the work is in bin/.
.DEFAULT_GOAL := help
.PHONY: help demo check test dev fix docs bench

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

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

bench: ## measure whole processes and events over HTTP; adds a row to benchmarks/results/processes.md
	@bin/bench && bin/mvn -q test -Dtest=IngestHttpBenchmark
