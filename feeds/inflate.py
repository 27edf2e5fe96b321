"""Undoing gzip and deflate in bounded steps, so that a small bomb never becomes a large block of memory."""

import zlib

STEP = 65_536


class TooBig(Exception):
    """More bytes than the limit came out."""


class BadEncoding(Exception):
    """The Content-Encoding is not one that was asked for, or the bytes do not follow it."""


class Body:
    """Collects a response body. ``encoding`` is the Content-Encoding header; ``limit`` counts decoded bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        self.name = encoding.strip().lower()
        if self.name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BadEncoding(f"content-encoding {self.name[:40]!r}")
        self.limit = limit
        self.wire_bytes = 0
        self._out = bytearray()
        self._decoder = None if self.name in ("", "identity") else self._fresh(raw=False)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire. Raises TooBig or BadEncoding."""
        self.wire_bytes += len(chunk)
        if self._decoder is None:
            self._keep(chunk)
            return
        try:
            self._inflate(chunk)
        except zlib.error as error:
            raise BadEncoding(str(error)) from error

    def decoded(self) -> bytes:
        """What has come out so far; a stream cut short gives what it had. Raises BadEncoding when nothing did."""
        if self._decoder and self.wire_bytes and not self._out and not self._decoder.eof:
            raise BadEncoding("compressed stream ends before it begins")
        return bytes(self._out)

    def _inflate(self, chunk: bytes) -> None:
        decoder = self._decoder
        while chunk and decoder is not None:
            if decoder.eof:
                # Another gzip member may follow; anything else after the end is padding.
                if not chunk.startswith(b"\x1f\x8b"):
                    return
                decoder = self._decoder = self._fresh(raw=False)
            try:
                piece = decoder.decompress(chunk, STEP)
            except zlib.error:
                # "deflate" is sent with and without the zlib header; the first bytes decide.
                if self.name != "deflate" or self._out:
                    raise
                decoder = self._decoder = self._fresh(raw=True)
                piece = decoder.decompress(chunk, STEP)
            self._keep(piece)
            chunk = decoder.unused_data if decoder.eof else decoder.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        if len(self._out) + len(piece) > self.limit:
            raise TooBig
        self._out += piece

    def _fresh(self, *, raw: bool) -> "zlib._Decompress":
        return zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | (0 if self.name == "deflate" else 16))
