"""``python -m planner``: the same commands as ``planner``."""

from planner.cli import main

main()
