# Shortcuts only: ./run and ./test are the two commands.
BIN = .venv/bin

.PHONY: run test lint format bench fuzz

run:
	./run

test:
	./test

lint:
	./test tests/house/test_lint.py

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Every table is printed, whatever an earlier one missed; the names of those that missed stand at the end.
bench:
	test -x .venv-bench/bin/python || $(BIN)/uv venv --python $(BIN)/python .venv-bench
	$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --require-hashes -r requirements/bench.txt
	@missed=; for table in month calendar_feed matching reports board feeds; do \
		echo "== $$table"; \
		READER_PYTHON=.venv-bench/bin/python $(BIN)/python -m tests.bench.$$table || missed="$$missed $$table"; \
	done; test -z "$$missed" || { echo "missed:$$missed"; exit 1; }

# Coverage-guided, a minute: the fuzzer in an environment of its own, the program's packages beside it.
FUZZ_SECONDS = 60
fuzz:
	test -x .venv-fuzz/bin/python || $(BIN)/uv venv --python $(BIN)/python .venv-fuzz
	$(BIN)/uv pip install --quiet --python .venv-fuzz/bin/python --require-hashes -r requirements/fuzz.txt
	PYTHONPATH=.:$$($(BIN)/python -c "import site; print(site.getsitepackages()[0])") .venv-fuzz/bin/python \
		tests/fuzz/documents.py .fuzz-corpus -max_total_time=$(FUZZ_SECONDS) -timeout=20 -max_len=20000
