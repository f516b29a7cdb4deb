"""Which lessons do not keep which of the storyboard's laws yet: these lists only shrink.

A lesson stands under a law if it breaks it on any network of the gallery.
"""

from types import MappingProxyType

OF_RESTS = ("ruler", "stack", "copy", "grey", "ledger", "type", "dimming")
OF_MOVEMENT = ("stage", "flight", "stillness")

NOT_PASSING = MappingProxyType(
    {
        "ruler": (),
        "stack": (),
        "copy": (),
        "grey": (),
        "ledger": (),
        "type": (),
        "dimming": (),
        "stage": (),
        "flight": (),
        "stillness": (),
    }
)

NOT_PASSING_RANDOM: frozenset[str] = frozenset()
"""Which lessons break a law of movement on one of a few random networks: this list only shrinks, too."""

NOT_PASSING_HARD: frozenset[tuple[str, str]] = frozenset()
"""Which lessons are not clean on which hard network."""

NOT_PASSING_FRAMES: frozenset[tuple[str, str, str]] = frozenset(
    {
        ("TheSimplestNetwork", "1:1", "iris"),
        ("TheSimplestNetwork", "1:1", "wide"),
        ("WeightedSumOfManyInputs", "9:16", "deep"),
        ("WeightedSumOfManyInputs", "1:1", "wide"),
    }
)
"""Which lessons are not clean in which frame on which network of the gallery."""
