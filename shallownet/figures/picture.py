"""Values as a picture: mixed colours, packed as a PNG file."""

import struct
import zlib
from collections.abc import Sequence

import numpy as np


def mixed(shares: np.ndarray, colours: Sequence[tuple[float, str]]) -> np.ndarray:
    """RGB bytes (..., 3) of values between 0 and 1, on a scale of (place, #RRGGBB)."""
    places = [place for place, _ in colours]
    channels = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for _, colour in colours])
    return np.stack([np.interp(shares, places, channels[:, i]) for i in range(3)], axis=-1).round().astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """An RGB picture (rows, columns, 3) of bytes as a PNG file."""
    rows, columns, _ = pixels.shape

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">2I5B", columns, rows, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
