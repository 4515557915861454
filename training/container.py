"""The weights file that the engine reads (src/encoder/weights.rs is its other half). Needs numpy only.

    bytes 0..8     the magic word DATELINE
    bytes 8..12    u32: the version of the format, 1
    bytes 12..16   u32: length of the header
    header         JSON in UTF-8: {"config": {...}, "tensors": [{"name", "dtype", "shape", "offset", "scale_offset"?}], ...}
    zeros          up to a multiple of 64
    data           what the tensors hold; their offsets count from here and are multiples of 64

Everything is little-endian. The kinds of tensor:

    f32    numbers as they are
    i8     a whole number from -127 to 127 each, and an f32 scale for each row
    i4     a whole number from -7 to 7 each, two in a byte, the first in the low four bits; an f16 scale for each 32 columns
    utf8   text; the shape is its length in bytes

Beside the file FILE stands FILE.sha256, as sha256sum writes it.
"""

import hashlib
import json
import struct
from pathlib import Path

import numpy as np

MAGIC = b"DATELINE"
VERSION = 1
ALIGNMENT = 64
GROUP = 32


def dtype_of(name, array):
    """How a tensor is stored unless the caller says otherwise."""
    if name == "embed.word":
        return "i4"
    if name == "embed.position" or (name.endswith(".weight") and array.ndim == 2):
        return "i8"
    return "f32"


def quantise_i8(array):
    """Whole numbers and the scale of each row."""
    scales = np.abs(array).max(axis=1) / 127.0
    scales = np.where(scales > 0, scales, 1.0).astype(np.float32)
    return np.rint(array / scales[:, None]).clip(-127, 127).astype(np.int8), scales


def quantise_i4(array):
    """Whole numbers, and for each group of 32 columns the f16 scale with the least squared error."""
    rows, columns = array.shape
    if columns % GROUP:
        raise ValueError(f"{columns} columns are not a multiple of {GROUP}")
    groups = array.reshape(rows, columns // GROUP, GROUP).astype(np.float32)
    largest = np.abs(groups).max(axis=2)
    best_scales, best_error = None, None
    for share in np.linspace(0.6, 1.0, 17, dtype=np.float32):
        scales = (largest * share / 7.0).astype(np.float16)
        scales = np.where(scales > 0, scales, np.float16(1.0))
        wide = scales.astype(np.float32)[:, :, None]
        error = ((np.rint(groups / wide).clip(-7, 7) * wide - groups) ** 2).sum(axis=2)
        if best_error is None:
            best_scales, best_error = scales, error
        else:
            best_scales = np.where(error < best_error, scales, best_scales)
            best_error = np.minimum(error, best_error)
    numbers = np.rint(groups / best_scales.astype(np.float32)[:, :, None]).clip(-7, 7).astype(np.int8)
    return numbers.reshape(rows, columns), best_scales


def encode(array, dtype):
    """The bytes of one tensor, and of its scales if it has any."""
    if dtype == "f32":
        return array.astype("<f4").tobytes(), None
    if dtype == "i8":
        numbers, scales = quantise_i8(array.astype(np.float32))
        return numbers.tobytes(), scales.astype("<f4").tobytes()
    if dtype == "i4":
        numbers, scales = quantise_i4(array)
        nibbles = numbers.astype(np.uint8) & 0xF
        return (nibbles[:, 0::2] | nibbles[:, 1::2] << 4).tobytes(), scales.astype("<f2").tobytes()
    raise ValueError(f"unknown dtype {dtype}")


def decode(entry, data):
    """The f32 array that the engine computes with, or the text."""
    offset, shape = entry["offset"], entry["shape"]
    if entry["dtype"] == "utf8":
        return data[offset : offset + shape[0]].decode()
    count = int(np.prod(shape))
    if entry["dtype"] == "f32":
        return np.frombuffer(data, "<f4", count, offset).reshape(shape)
    rows, columns = shape
    if entry["dtype"] == "i8":
        scales = np.frombuffer(data, "<f4", rows, entry["scale_offset"])
        return np.frombuffer(data, np.int8, count, offset).reshape(shape) * scales[:, None]
    packed = np.frombuffer(data, np.uint8, count // 2, offset).reshape(rows, columns // 2)
    nibbles = np.stack([packed & 0xF, packed >> 4], axis=2).reshape(rows, columns).astype(np.int8)
    numbers = np.where(nibbles > 7, nibbles - 16, nibbles)
    scales = np.frombuffer(data, "<f2", rows * columns // GROUP, entry["scale_offset"]).astype(np.float32)
    return (numbers.reshape(-1, GROUP) * scales[:, None]).reshape(shape)


def write(path, config, tensors, vocabulary, metadata=None, dtypes=None):
    """Quantises and writes. `tensors` maps names to arrays, `vocabulary` lists the pieces, `dtypes` overrides `dtype_of`."""
    data = bytearray()

    def append(content):
        data.extend(b"\0" * (-len(data) % ALIGNMENT))
        offset = len(data)
        data.extend(content)
        return offset

    entries = []
    for name, array in tensors.items():
        array = np.asarray(array)
        dtype = (dtypes or {}).get(name) or dtype_of(name, array)
        content, scales = encode(array, dtype)
        entry = {"name": name, "dtype": dtype, "shape": list(array.shape), "offset": append(content)}
        if scales is not None:
            entry["scale_offset"] = append(scales)
        entries.append(entry)
    pieces = "\n".join(vocabulary).encode()
    entries.append({"name": "vocab", "dtype": "utf8", "shape": [len(pieces)], "offset": append(pieces)})

    header = json.dumps({**(metadata or {}), "config": config, "tensors": entries}).encode()
    start = MAGIC + struct.pack("<II", VERSION, len(header)) + header
    whole = start + b"\0" * (-len(start) % ALIGNMENT) + bytes(data)
    path = Path(path)
    path.write_bytes(whole)
    path.with_name(path.name + ".sha256").write_text(f"{hashlib.sha256(whole).hexdigest()}  {path.name}\n")


def read(path):
    """The header, and each tensor as the engine computes with it."""
    whole = Path(path).read_bytes()
    version, length = struct.unpack("<II", whole[8:16])
    if whole[:8] != MAGIC or version != VERSION:
        raise ValueError(f"{path} is no weights file of version {VERSION}")
    header = json.loads(whole[16 : 16 + length])
    start = 16 + length
    data = whole[start + -start % ALIGNMENT :]
    return header, {entry["name"]: decode(entry, data) for entry in header["tensors"]}
