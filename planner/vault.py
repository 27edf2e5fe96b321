"""Where attached files lie: one folder under the data folder, names of our own, nothing a browser could run."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

FOLDER = "attachments"


class Vault:
    """Bytes kept under random names. ``root``: the folder of the files, made when first needed."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir / FOLDER

    def put(self, data: bytes) -> tuple[str, str]:
        """Keep bytes; returns the name given and their SHA-256. On disk before it returns."""
        name = secrets.token_hex(16)
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return name, sha256(data).hexdigest()

    def get(self, name: str, digest: str) -> bytes | None:
        """The bytes, or None when they are not there or not the ones that were kept."""
        try:
            data = self._path(name).read_bytes()
        except OSError:
            return None
        return data if sha256(data).hexdigest() == digest else None

    def discard(self, name: str) -> None:
        """Throw the file away; one that is not there is fine."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not name.isalnum():
            raise ValueError("not a name of ours")
        return self.root / name[:2] / name
