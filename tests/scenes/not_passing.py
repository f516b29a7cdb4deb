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
        "FireTogether": (
            "weights of 1e-30",
            "well trained",
            "xor",
            "weights of 1e30",
        ),
        "AverageOverExamples": (
            "a saturated unit",
            "all slopes 0",
            "4-8-8-8-3",
            "12-5-5-10",
            "784-5-5-10",
        ),
        "SensitivityToTheBias": (
            "weights of 1e30",
            "xor",
        ),
        "SensitivityToThePreviousNeuron": (
            "a long chain of large weights",
            "weights of 1e30",
            "784-5-5-10",
        ),
        "BackThroughTheChain": (
            "a long chain of large weights",
            "a saturated unit",
            "weights of 20 and -30",
            "all slopes 0",
        ),
    }
)
"""Which lessons do not keep the laws of rests on which hard networks yet: this list only shrinks."""
