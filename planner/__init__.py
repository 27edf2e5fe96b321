"""The campaign planner. Importing the package loads nothing: the rules below the web run without Flask."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load the application factory only when somebody asks for it (``from planner import create_app``)."""
    if name == "create_app":
        from planner.app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
