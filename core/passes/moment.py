"""A moment: a network's trace at one state, so that whoever shows a number is handed one thing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.model.arithmetic import Expression, expression_of
from core.model.arrays import Array
from core.model.expression_value import evaluate
from core.model.fact import PLATEAU, RATE, RUNS, Fact
from core.model.network import Examples, Network
from core.model.quantity import Quantity
from core.passes.descents import Start
from core.passes.stochastic_descent import Batches
from core.passes.trace import State, Trace

if TYPE_CHECKING:
    from core.notation.reading import Reading


@dataclass(frozen=True, slots=True)
class Moment:
    """A trace at a state: which example, after which nudges, after how many steps of descent.

    Parameters
    ----------
    trace : Trace
    state : State, optional
        Default: the first example, at rest.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import C, change, w
    >>> moment = Moment.first(*read("networks/chain.toml"))
    >>> moment.nudged(w(1), 0.5).value(change(w(1)))
    0.5
    >>> moment.of(1).averaged.state.example, moment.after(2).state.step
    (None, 2)
    """

    trace: Trace = field(repr=False)
    state: State = field(default_factory=State)

    @classmethod
    def first(cls, network: Network, examples: Examples) -> Moment:
        """Return a network on its first example, before any nudge or step."""
        return cls(Trace(network, examples))

    @property
    def network(self) -> Network:
        """The network as it is now: after the steps of descent, before any nudge."""
        return self.trace.network_in(self.state)

    @property
    def examples(self) -> Examples:
        """All of the network's examples."""
        return self.trace.examples

    @property
    def path(self) -> tuple[int, ...]:
        """Through which neurons of a larger network this chain leads; empty for a whole network."""
        return self.trace.path

    @property
    def beside(self) -> str:
        """By which name this network is known that is told of beside the user's; empty for the user's own."""
        return self.trace.beside

    def value(self, q: Expression) -> float:
        """Return the value of a quantity, a fact or what arithmetic makes of them.

        Raises
        ------
        InputError
            If the network has no such quantity, or it has no value in this state.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.fact import RATE
        >>> from core.model.quantity import w
        >>> moment = Moment.first(*read("networks/chain.toml"))
        >>> moment.value(w(1)), moment.value(2 * w(1) - RATE)
        (1.9, 2.8)
        """
        return self.trace.value(q, self.state) if isinstance(q, Quantity) else evaluate(q, self._look_up)

    def _look_up(self, one: Quantity | Fact) -> float:
        if isinstance(one, Fact):
            if one == RATE and self.state.rate is not None:
                return self.state.rate
            if one == RUNS:
                return float(self._runs)
            if one == PLATEAU:
                return float(self.trace.plateau(self.state))
            return one.value(self.trace.network, self.trace.examples, self.state.step)
        return self.trace.value(one, self.state)

    @property
    def _runs(self) -> int:
        """How many examples have been run for the steps that were taken."""
        count, state = len(self.examples), self.state
        if state.batches is not None:
            return sum(state.batches.asked(count, state.step))
        return state.step * (count if state.asked is None else 1)

    def values(self, q: Quantity) -> Array:
        """Return a quantity's value on each example, found in one pass over all; nothing is nudged.

        Returns
        -------
        ndarray, shape (m,)

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.quantity import a
        >>> Moment(Trace(*read("networks/chain.toml"))).values(a(0)).shape
        (6,)
        """
        return self.trace.values(q, self.state)

    def read(self, q: Expression, digits: int = 4) -> Reading:
        """Return a value as it is shown, with where and when it was read.

        Parameters
        ----------
        q : Expression
            A quantity, a fact or what arithmetic makes of them.
        digits : int
            Significant digits shown.

        Raises
        ------
        InputError
            If the network has no such quantity, or it has no value in this state.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.quantity import w
        >>> Moment(Trace(*read("networks/chain.toml"))).read(w(1), digits=2).shown
        '1.9'
        """
        # What a viewer reads is notation's business; a moment only hands itself over.
        from core.notation.reading import Reading

        return Reading.of(q, self, digits)

    def count(self, q: Expression | int) -> Reading:
        """Return a whole number as it is shown: a count, by what number a thing is called, or one that is given.

        It is the same for every example and under every nudge.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.fact import PARAMETERS, layer_number
        >>> moment = Moment(Trace(*read("networks/iris.toml")))
        >>> moment.count(PARAMETERS).shown, moment.count(layer_number(3)).shown, moment.count(7).shown
        ('47', '3', '7')
        """
        alike = replace(self, state=replace(self.state, example=None, nudges=()))
        return alike.read(expression_of(q)).to_decimals(0)

    def nudged(self, q: Quantity, by: float) -> Moment:
        """Return the moment with one more nudge.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.quantity import C, change, w
        >>> moment = Moment.first(*read("networks/chain.toml")).nudged(w(1), 0.5)
        >>> moment.at_rest.state.nudges
        ()
        """
        return replace(self, state=self.state.nudged(q, by))

    @property
    def at_rest(self) -> Moment:
        """The same moment without its last nudge."""
        return replace(self, state=self.state.at_rest)

    def of(self, example: int) -> Moment:
        """Return the same moment of another example.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> Moment(Trace(*read("networks/chain.toml"))).of(2).state.example
        2
        """
        return replace(self, state=replace(self.state, example=example))

    @property
    def averaged(self) -> Moment:
        """The same moment with every value the average over all examples."""
        return replace(self, state=replace(self.state, example=None))

    def after(self, steps: int, asking: int | None = None, rate: float | None = None) -> Moment:
        """Return the same moment after so many steps of gradient descent from the network as it was given.

        Parameters
        ----------
        steps : int
        asking : int, optional
            The one example whose slopes the steps follow. Default: the average over all.
        rate : float, optional
            Their learning rate, where they are the many of a training. Default: the network's own.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.quantity import C
        >>> moment = Moment.first(*read("networks/chain.toml")).averaged
        >>> moment.after(1).value(C) < moment.value(C)
        True
        >>> moment.of(2).after(1, asking=2).value(C) < moment.of(2).after(1).value(C)
        True
        """
        asked, rate = (asking, rate) if steps else (None, None)
        return replace(self, state=replace(self.state, step=steps, asked=asked, rate=rate, batches=None))

    def walked(self, steps: int, rate: float, batches: Batches) -> Moment:
        """Return the same moment after so many steps of a walk, each by the slopes of a few examples.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.passes.stochastic_descent import Batches
        >>> moment = Moment.first(*read("networks/chain.toml")).walked(9, 0.1, Batches(4, 0))
        >>> moment.count(RUNS).shown  # 4 and 2 of its six examples in turn
        '28'
        """
        walked = replace(self.state, step=steps, asked=None, rate=rate, batches=batches)
        return replace(self, state=walked) if steps else self.after(0)

    def started(self, start: Start, steps: int, rate: float) -> Moment:
        """Return the same moment after so many steps from a start by chance, or on a line from there.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.quantity import C
        >>> moment = Moment.first(*read("networks/iris.toml")).averaged
        >>> costs = [moment.started(Start(4), steps, 0.1).value(C) for steps in (0, 40)]
        >>> costs[1] < costs[0]
        True
        """
        begun = replace(self.state, step=steps, asked=None, rate=rate if steps else None, batches=None, start=start)
        return replace(self, state=begun)
