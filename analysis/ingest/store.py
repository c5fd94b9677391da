"""The text of records, kept as zstd frames that can be read one by one.

Why: a frame is back in a millisecond, the frames joined are a valid .zst file, and beside a plain
UTF-8 file they are the exact bytes that came, so that no second copy is needed.
Not here: which frame a record lies in; raw_events has that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import zstandard

LEVEL = 1
"""Level 1 keeps up with the reader; higher levels cost more time than the disk they save."""


class FrameStore:
    """Writes frames under a temporary name until `keep` gives the file its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text_bytes = 0
        """Length of all text that was appended."""
        self._file = path.open("w+b")
        self._offset = 0
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)

    def append(self, window: bytes) -> int:
        """Keep one window; the answer is the frame's byte offset."""
        frame = self._offset
        packed = self._compressor.compress(window)
        self._file.write(packed)
        self._offset += len(packed)
        self.text_bytes += len(window)
        return frame

    def text_at(self, frame: int) -> bytes:
        """The text of a frame that was appended before."""
        self._file.flush()
        return frame_text(self.path, frame)

    def keep(self, path: Path) -> None:
        """Make the file safe on the disk, then give it its name; the case may name it from here on."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.path.replace(path)
        sync_folder(path.parent)
        self.path = path

    def drop(self) -> None:
        """Remove what was written, under whichever name it has."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def frame_text(path: Path, frame: int) -> bytes:
    """The decompressed text of the frame at byte offset `frame`."""
    # Not a stream_reader: it reads on into the next frames, to the end of the file, whatever it is told.
    unpacked, unpacker = [], zstandard.ZstdDecompressor().decompressobj()
    with path.open("rb") as file:
        file.seek(frame)
        while not unpacker.eof and (piece := file.read(1 << 18)):
            unpacked.append(unpacker.decompress(piece))
    return b"".join(unpacked)


def all_text(path: Path, piece: int = 1 << 20) -> Iterator[bytes]:
    """The text of all frames in order."""
    with (
        path.open("rb") as file,
        zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as reader,
    ):
        while chunk := reader.read(piece):
            yield chunk


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
