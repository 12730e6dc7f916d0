"""The search for cycles stands still inside the block, and goes on behind it as it did before."""

from __future__ import annotations

import gc

import pytest

from pipelines.uncollected import uncollected


def test_it_stands_still_inside_and_goes_on_behind() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the inner block leaves it as it found it"
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(RuntimeError), uncollected():
        raise RuntimeError
    assert gc.isenabled()
