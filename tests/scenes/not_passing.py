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

NOT_PASSING_HARD: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "AverageOverExamples": (
            "4-8-8-8-3",
            "12-5-5-10",
            "784-5-5-10",
        ),
    }
)
"""Which lessons do not keep the laws of rests on which hard networks yet: this list only shrinks."""
