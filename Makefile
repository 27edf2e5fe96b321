# Shortcuts only: ./run and ./test are the two commands.
BIN = .venv/bin

.PHONY: run test lint format bench

run:
	./run

test:
	./test

lint:
	./test tests/house/test_lint.py

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench:
	$(BIN)/python -m tests.bench.month
	$(BIN)/python -m tests.bench.calendar_feed
