"""Where fixtures come from; each file in ``tests/fixtures`` brings those of one kind."""

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.application",
    "tests.fixtures.browser",
    "tests.fixtures.newspapers",
    "tests.fixtures.mail",
]
