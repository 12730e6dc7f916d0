"""The text engine: where lines of print stand in an image, and what each of them says.

Answers: `detect` gives a quadrilateral per line of print, `recognise` the characters of one line with
their places and probabilities. Knows nothing of pages, orientation or order (`ocr`).

Models: PP-OCR detection and recognition as shipped inside the RapidOCR wheel; nothing is downloaded.
Measured choices: the per-line 0/180 classifier is off (it flips long upright lines), recognition takes
one line at a time (batches pad), one thread per process (workers are processes).
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""A grey image: rows x columns, 0 black to 255 white."""

Quad = NDArray[np.float32]
"""Four corners of a line, clockwise from its top left: 4 x 2, pixels."""

DETECTION_SIDE = 1280
"""Longest side of the image the detector sees, in pixels."""

MAX_LINE_RATIO = 80.0
"""A line is at most this many times as wide as high; wider ones are read squeezed."""

_LINE_HEIGHT = 48
_LETTERS = (
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    "¢£§©®°±²³µ¶·¹¼½¾×÷–—‘’“”†•…™≤≥≠←↑→↓√■□☐☑☒✓✔✗✘●○"
)
_ACCENTED = "ÁÉÍÑÓÚÜáéíñóúüçèêëïôöä¡¿"
_ACCENT_WEIGHT = 0.1  # on American records an accent is mostly a speck of dirt
_PRINTED_AS = {"‘": "'", "’": "'", "“": '"', "”": '"', "✔": "✓", "✘": "✗"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A recognised character: its centre as a share (0-1) of the line's width, its probability."""

    text: str
    at: float
    probability: float


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The engine of this process, loaded on first use (about a second)."""
    # The library underneath reports its use to its maker and notes an id in the user's home, unless it finds
    # this word when it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Det.limit_side_len": DETECTION_SIDE,
            "Det.limit_type": "max",
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


@lru_cache(maxsize=1)
def _alphabet() -> tuple[NDArray[np.intp], tuple[str, ...], NDArray[np.float32]]:
    """The model's classes that may be printed on an American record: index, letter, weight."""
    _recogniser()
    characters: list[str] = _engine().text_rec.postprocess_op.character
    index, letters, weights = [0], [""], [1.0]
    for i, character in enumerate(characters):
        if i and len(character) == 1 and (character in _LETTERS or character in _ACCENTED):
            index.append(i)
            letters.append(_PRINTED_AS.get(character, character))
            weights.append(_ACCENT_WEIGHT if character in _ACCENTED else 1.0)
    return np.array(index), tuple(letters), np.array(weights, dtype=np.float32)


def _recogniser() -> Any:
    engine = _engine()
    if engine.text_rec is None:
        blank = np.full((_LINE_HEIGHT, 160, 3), 255, dtype=np.uint8)
        engine(blank, use_det=False, use_cls=False, use_rec=True)
    return engine.text_rec


def detect(image: Image) -> list[Quad]:
    """Lines of print in an image, each as a quadrilateral following its slant."""
    found = _engine()(cv2.cvtColor(image, cv2.COLOR_GRAY2RGB), use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    if boxes is None:
        return []
    return [np.asarray(box, dtype=np.float32) for box in boxes]


def cut_line(image: Image, quad: Quad) -> Image:
    """The line straightened into an upright strip of its own size in pixels."""
    width = max(1, round(float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2))
    height = max(1, round(float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    strip = cv2.warpPerspective(
        image,
        cv2.getPerspectiveTransform(quad, corners),
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(strip, dtype=np.uint8)


def recognise(strip: Image) -> list[Letter]:
    """The characters of one line, spaces included, from left to right."""
    height, width = strip.shape[:2]
    ratio = min(width / height, MAX_LINE_RATIO)
    span = max(1, math.ceil(_LINE_HEIGHT * ratio))
    scaled = cv2.resize(strip, (span, _LINE_HEIGHT)).astype(np.float32) / 127.5 - 1.0
    # The model was trained on strips of at least 320 pixels, padded on the right.
    padded = np.zeros((1, 3, _LINE_HEIGHT, max(span, 320)), dtype=np.float32)
    padded[0, :, :, :span] = scaled
    index, letters, weights = _alphabet()
    scores = _recogniser().session(padded)[0][:, index]
    best = (scores * weights).argmax(axis=1)
    steps = len(best)
    found: list[Letter] = []
    previous = 0
    for step in range(steps):
        choice = int(best[step])
        if choice and choice != previous:
            at = (step + 0.5) / steps * padded.shape[3] / span
            found.append(Letter(letters[choice], min(at, 1.0), float(scores[step, choice])))
        elif choice and found and scores[step, choice] > found[-1].probability:
            found[-1] = Letter(found[-1].text, found[-1].at, float(scores[step, choice]))
        previous = choice
    return found
