"""The attorney-review gate: nothing leaves until a named attorney has signed for its exact bytes."""
