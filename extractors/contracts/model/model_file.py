"""The model as one file: a ZIP of arrays, word lists, trees as text, and the card.

Answers: a model from its file and a file from a model, the same bytes for the same model. Refuses anything
that runs when it is loaded (no pickles), and a file that is not whole, naming it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.model.banks import Bank, Vocabulary
from extractors.contracts.model.model_card import ModelCard, card_from_json, card_to_json
from extractors.contracts.model.scale import Scale
from extractors.contracts.model.terms import BANKS
from extractors.errors import UsageError

SHIPPED = Path(__file__).parent / "cuad.model"
_LOOKS, _SCALE, _CARD = ("first-look", "second-look"), "scale.json", "card.json"
_LAYOUT = "layout.txt"
LAYOUT = b"1"
"""Raised whenever what the looks see changes its meaning or order: an older file would load and mislead."""
_MOST_BYTES = 500_000_000
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Model:
    """``looks`` are the trees of both looks in LightGBM's text form."""

    banks: tuple[Bank, ...]
    looks: tuple[tuple[str, ...], tuple[str, ...]]
    scale: Scale
    card: ModelCard


def save_model(model: Model) -> bytes:
    """The file's bytes."""
    members: dict[str, bytes] = {
        _LAYOUT: LAYOUT,
        _SCALE: json.dumps(model.scale.knots).encode("utf-8"),
        _CARD: (json.dumps(card_to_json(model.card), indent=1) + "\n").encode("utf-8"),
    }
    for name, texts in zip(_LOOKS, model.looks, strict=True):
        members |= {f"{name}-{n}.txt": text.encode("utf-8") for n, text in enumerate(texts, 1)}
    for bank in model.banks:
        for (field, _), vocabulary in zip(bank.fields, bank.vocabularies, strict=True):
            members[f"{bank.name}/{field}.txt"] = "\n".join(vocabulary.columns).encode("utf-8")
            members[f"{bank.name}/{field}.npy"] = _packed(vocabulary.rarity)
        members[f"{bank.name}/weights.npy"] = _packed(bank.weights)
        members[f"{bank.name}/scale.npy"] = _packed(bank.scale)
        members[f"{bank.name}/bias.npy"] = _packed(bank.bias)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.create_system = 3  # the same on every system
            archive.writestr(member, members[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def load_model(path: Path = SHIPPED) -> tuple[Model, str]:
    """The model of a file, and the file's SHA-256 (hex).

    Raises:
        UsageError: there is none, or it is not whole.
    """
    try:
        raw = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise ValueError("unpacks to more than a model is")
            members = {name: archive.read(name) for name in archive.namelist()}
        if members[_LAYOUT] != LAYOUT:
            raise ValueError("made for another version")
        banks = tuple(_bank(name, fields, members) for name, fields in BANKS)
        first, second = (
            tuple(members[name].decode("utf-8") for name in sorted(members) if name.startswith(look))
            for look in _LOOKS
        )
        if not first or not second:
            raise ValueError("a look is missing")
        scale = Scale(tuple((float(at), float(to)) for at, to in json.loads(members[_SCALE])))
        card = card_from_json(json.loads(members[_CARD]))
    except (
        OSError,
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        TypeError,
        ValueError,
        RuntimeError,  # a ZIP with a password, or packed in a way that Python does not know
    ) as error:
        raise UsageError(
            f"The clause model {path.name} cannot be loaded: {type(error).__name__}.",
            "Install Pincite again, or make one with `pincite clauses train`.",
        ) from None
    return Model(banks, (first, second), scale, card), hashlib.sha256(raw).hexdigest()


def _bank(name: str, fields: tuple[tuple[str, float], ...], members: dict[str, bytes]) -> Bank:
    vocabularies = []
    for field, _ in fields:
        terms = members[f"{name}/{field}.txt"].decode("utf-8").split("\n")
        rarity = _unpacked(members[f"{name}/{field}.npy"])
        if len(rarity) != len(terms):
            raise ValueError("words and their rarities are not as many")
        vocabularies.append(Vocabulary({term: column for column, term in enumerate(terms)}, rarity))
    weights, scale, bias = (_unpacked(members[f"{name}/{part}.npy"]) for part in ("weights", "scale", "bias"))
    types = len(ClauseType)
    if weights.dtype != np.int8 or weights.shape != (sum(len(v.columns) for v in vocabularies), types):
        raise ValueError("weights and words are not as many")
    if scale.shape != (types,) or bias.shape != (types,):
        raise ValueError("a scale or bias is missing")
    return Bank(name, fields, tuple(vocabularies), weights, scale, bias)


def _packed(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _unpacked(raw: bytes) -> NDArray[Any]:
    found: NDArray[Any] = np.load(io.BytesIO(raw), allow_pickle=False)
    return found
