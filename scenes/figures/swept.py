"""How far a sweep back has come: what flows, slots and tallies are told in every frame."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Swept:
    """A state of a sweep, in layers.

    Parameters
    ----------
    done : float
        1 when the unit strip stands at the cost, 2 when the outputs have handed on, and so on.
    drained : float
        How much of it has flowed off again, in the order in which it came.
    glow : float
        How bright what has been swept is, 0 to 1.
    ahead : tuple of int, optional
        The one place of a layer, (layer, place), that is further than all others.
    lead : float
        How far it is.

    Examples
    --------
    >>> Swept().to(Swept(2), 0.5).done
    1.0
    """

    done: float = 0.0
    drained: float = 0.0
    glow: float = 0.0
    ahead: tuple[int, int] | None = None
    lead: float = 0.0

    def to(self, other: Swept, share: float) -> Swept:
        """Return what lies between this state and another one."""
        pairs = ((self.done, other.done), (self.drained, other.drained), (self.glow, other.glow))
        done, drained, glow = (here + share * (there - here) for here, there in pairs)
        return Swept(done, drained, glow, other.ahead, self.lead + share * (other.lead - self.lead))

    def at(self, place: tuple[int, int]) -> Swept:
        """Return the state as one place of a layer has it."""
        return replace(self, done=max(self.done, self.lead)) if place == self.ahead else self

    def span(self, begins: float, ends: float) -> tuple[float, float]:
        """Return how much of what has this time has come, and how much of it has flowed off again, 0 to 1 each."""
        return share_of(self.done, begins, ends), share_of(self.drained, begins, ends)


def share_of(now: float, begins: float, ends: float) -> float:
    """Return how much of a time is over, 0 to 1.

    Examples
    --------
    >>> share_of(1.5, 1, 2), share_of(3.0, 1, 2)
    (0.5, 1.0)
    """
    return min(1.0, max(0.0, (now - begins) / (ends - begins)))
