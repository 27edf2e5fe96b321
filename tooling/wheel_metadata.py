"""Build hook: the wheel depends on what ``requirements/run.in`` lists, so that there is one list only."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RunRequirements(MetadataHookInterface):
    """Fills ``dependencies`` of the project metadata."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Read the list beside the project file that is being built."""
        lines = (Path(self.root) / "requirements" / "run.in").read_text("utf-8").splitlines()
        metadata["dependencies"] = [line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))]
