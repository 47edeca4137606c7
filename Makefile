# What people type. Needs Rust, Node 20 or later, and a C compiler; everything else is fetched or explained.
# Build results stay outside the clone: scripts/use-target says where.

.DEFAULT_GOAL := help
.PHONY: help demo test check format console openapi bench

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r target text; do printf '  make %-10s %s\n' "$$target" "$$text"; done

demo: ## Try Tradepost: builds it and starts it with sample data on http://localhost:8080
	@scripts/demo

test: ## Everything that continuous integration runs; the last line is the count
	@scripts/test

check: ## Formatting and lints only: what to run before a commit
	@scripts/test format lints dependencies openapi

format: ## Format the code
	cargo fmt

console: ## Build the console, if it changed
	@scripts/console

openapi: ## Write openapi.json and the configuration reference anew
	@scripts/generate

bench: ## Measure; see bench/README.md
	@bench/run
