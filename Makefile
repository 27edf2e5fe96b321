# Shortcuts only: ./run and ./test are the two commands.
BIN = .venv/bin

.PHONY: run test lint format

run:
	./run

test:
	./test

lint:
	./test tests/house/test_lint.py

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
