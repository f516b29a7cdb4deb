"""What every lesson is: one claim, told in beats, about one network."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, ClassVar, TypeAlias, TypeVar

from manim import Animation, Mobject, Scene, config
from manim.utils.exceptions import EndSceneEarlyException

from core.files.network_source import NetworkSource
from core.model.errors import InputError
from core.model.network import Examples, Network
from core.passes.chain import chain_through
from core.passes.choices import Story
from core.passes.measurable import why_no_output_slopes
from core.passes.moment import Moment
from scenes import theme
from scenes.drawing.interpolation import go_straight
from scenes.drawing.renderer import FastRenderer
from scenes.layout.frame import Frame
from scenes.motion import Recompute
from scenes.namesakes import file_stem, own_name
from scenes.watching.record import Record
from scenes.words.cues import cues
from scenes.words.language import LANGUAGE, Fact, Sentence, file_of, words_of

GALLERY = Path(__file__).resolve().parent.parent / "networks"

Given: TypeAlias = str | Path | NetworkSource | tuple[Network, Examples] | None
"""How a network may be given."""
Beat = TypeVar("Beat", bound=Callable[..., None])


def beat(method: Beat) -> Beat:
    """Make a method a beat of its lesson.

    A beat opens a section of its name, says its message with the lesson's `facts` filled in, lasts at least as long
    as that takes to read, and ends with a pause. Its message has its name and is in words/en, in the file that is
    called like the lesson's.
    """

    @wraps(method)
    def told(self: Lesson) -> None:
        self.open_beat(method.__name__)
        method(self)
        self.close_beat()

    told.is_beat = True  # type: ignore[attr-defined]
    return told  # type: ignore[return-value]


class Lesson(Scene):
    """One idea about one network, told in beats.

    Parameters
    ----------
    network : path, NetworkSource or (Network, Examples), optional
        Default: the file that the variable NETWORK names, or the lesson's own.
    only : str, optional
        Name of one beat: those before it are skipped through, those after it left out. Default:
        the variable BEAT.
    look : Theme, optional
        Default: as the variables THEME and CALM ask for.
    language : str
        In which its messages are said: the name of a folder of words.
    voice : mapping of str to float, optional
        For beats that somebody has read aloud: how many seconds that takes. They last at least as long.

    Attributes
    ----------
    network, examples
        As read.
    moment : Moment
        Where every number comes from: the first example at rest; of the chain, for lessons on one neuron per layer.
    whole : Moment
        The same in the whole network.
    story : Story
        Which neurons, weights and nudges are shown, of that moment.
    frame : Frame
        The shape of the picture.
    theme : Theme
    facts : mapping of str to Reading, Named or str
        What messages may ask for.
    record : Record
    code : list of dict
        Texts that the lesson ran, each with its example and what its lines made, for the record.
    witness : callable
        Called with what is on stage after each play, and as gauges run; for whoever watches.
    """

    chapter: ClassVar[str] = ""
    poster: ClassVar[str] = ""
    """The beat whose end is the picture of the clip."""
    default_network: ClassVar[str] = "chain.toml"
    on_a_chain: ClassVar[bool] = False
    """Whether the lesson follows one path and holds the other neurons still."""
    by_outputs: ClassVar[bool] = False
    """Whether the lesson tells the cost's slopes by the outputs, which must be finite."""
    tells_expression: ClassVar[bool] = False
    """Whether the lesson tells of the expression beside the network."""
    compares: ClassVar[bool] = False
    """Whether the lesson tells of a second network, where one is given beside the first."""

    def __init__(
        self,
        network: Given = None,
        *,
        only: str | None = None,
        look: theme.Theme | None = None,
        language: str = LANGUAGE,
        voice: Mapping[str, float] | None = None,
        **kwargs: Any,
    ) -> None:
        self._load(network)
        self._only = only or os.environ.get("BEAT") or None
        self._over = False
        self._begun = 0.0
        self._updating = False
        self._voice = voice or {}
        self.record = Record()
        self.code: list[dict[str, Any]] = []
        self.witness: Callable[[list[Any]], None] = lambda _mobjects: None
        self.facts: Mapping[str, Fact] = {}
        self.theme, self.language = look or theme.Theme.chosen(), language
        self.frame = Frame.of(config.pixel_width, config.pixel_height)
        renderer = kwargs.pop("renderer", None) or FastRenderer(skip_animations=kwargs.get("skip_animations", False))
        if not config.output_file:
            renderer.clip_name = f"{type(self).__name__}--{self._own_name()}"
        super().__init__(renderer=renderer, **kwargs)
        self.camera.background_color = self.theme.colour("ground")
        self.camera.frame_width, self.camera.frame_height = self.frame.width, self.frame.height

    def _load(self, network: Given) -> None:
        if isinstance(network, tuple):
            self.source, self.stem = None, file_stem(network[0].name)
            self.network, self.examples = network
        else:
            if not isinstance(network, NetworkSource):
                network = NetworkSource.read(network or os.environ.get("NETWORK") or GALLERY / self.default_network)
            self.source, self.stem = network, file_stem(network.path.stem)
            self.network, self.examples = network.network, network.examples
        if why_not := self.why_not_told(self.source) if self.source else self.why_not(self.network, self.examples):
            file = str(self.source.path) if self.source else ""
            raise InputError(file, type(self).__name__, "expected a network it applies to", why_not)
        self.whole = Moment.first(self.network, self.examples)
        self.moment = Story(self.whole).chain if self.on_a_chain else self.whole
        self.story = Story(self.moment)

    def _own_name(self) -> str:
        """Return the network's part of the clip's name."""
        if self.source is None or config.dry_run:
            return self.stem
        return own_name(config.get_dir("media_dir"), self.source.path)

    def render(self, preview: bool = False) -> bool:  # noqa: FBT001, FBT002  manim's own signature
        """Tell the lesson in its theme, whatever the variables say by now."""
        with theme.used(self.theme):
            return super().render(preview)

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Return why the lesson does not apply to a network; empty when it does."""
        if cls.on_a_chain and not network.is_chain:
            try:
                network, examples = chain_through(network, examples.X[0], examples.Y[0])
            except InputError as error:
                return str(error).rstrip(".")
        return why_no_output_slopes(network, examples) if cls.by_outputs else ""

    @property
    def other(self) -> NetworkSource | None:
        """The second network, if one is given and the lesson tells of it."""
        return self.source.other if self.source and self.compares else None

    @classmethod
    def why_not_told(cls, source: NetworkSource) -> str:
        """Return why the lesson does not apply to a file, with what was typed besides; empty when it does."""
        return cls.why_not(source.network, source.examples)

    def claim(self) -> str:
        """Return what the viewer leaves with, true of this network; in general, the docstring's first line."""
        words = words_of(self.file_name(), self.language)
        if words is not None and "claim" in words.messages:
            return words.say("claim", self.facts).text
        return (type(self).__doc__ or "").strip().splitlines()[0]

    def open_beat(self, name: str) -> None:
        """Begin a beat: a section, a caption, an entry in the record."""
        if self._over:
            raise EndSceneEarlyException
        self.next_section(name, skip_animations=not self._is_told(name))
        if name == self._only:  # what was skipped is not in the clip: neither its time nor what it showed
            self._begun, self.record = self.time, Record()
        sentence = self.say(self.message_of(name))
        says = self.record.take(sentence.said, self.time)
        told = {"name": name, "start": self.time, "end": self.time, "caption": sentence.text, "says": says}
        asked = {"asks": sentence.asks} if sentence.asks else {}
        self.record.beats.append(told | asked | ({"voice": self._voice[name]} if name in self._voice else {}))

    def message_of(self, beat: str) -> str:
        """Return which message a beat says: that of its name, and of two networks `BEAT_of_two`."""
        return f"{beat}_of_two" if self.other else beat

    def say(self, message: str, facts: Mapping[str, Fact] | None = None) -> Sentence:
        """Return a message of the lesson's words with facts filled in: the lesson's, or others that are given."""
        words = words_of(self.file_name(), self.language)
        if words is None:
            file = file_of(self.file_name(), self.language)
            msg = f"{type(self).__name__}.{message}: expected words in {file}, found no file"
            raise LookupError(msg)
        return words.say(message, self.facts if facts is None else facts)

    @classmethod
    def beats(cls) -> frozenset[str]:
        """Return the names of its beats."""
        return frozenset(name for name in dir(cls) if getattr(getattr(cls, name), "is_beat", False))

    @classmethod
    def file_name(cls) -> str:
        """Return what the lesson's files are called: every_quantity_on_its_line."""
        stems = [one.__module__.rpartition(".")[2] for one in cls.__mro__ if issubclass(one, Lesson)]
        return next((stem for stem in stems if words_of(stem)), stems[0])

    def part(self, share: int, of: int) -> float:
        """Return how long a part of what the beat says takes, in seconds: movement fills the caption's time.

        Parameters
        ----------
        share, of : int
            So many parts of so many.
        """
        return max(theme.SHORTEST, self._saying() * share / of)

    def _saying(self) -> float:
        """Return how long what the beat says takes to read, or its voice to say, if that is longer."""
        now = self.record.beats[-1]
        reading = len(now["caption"]) / theme.READING_SPEED
        return max(reading, now["voice"] + 2 * theme.BREATH) if "voice" in now else reading

    def close_beat(self) -> None:
        """End a beat: wait until the caption can have been read, and heard if it has a voice."""
        now = self.record.beats[-1]
        needed = self._saying() - (self.time - now["start"])
        # whole frames, and a little more, as manim counts a hold down to whole frames
        self.wait((math.ceil(max(theme.PAUSE, needed) * config.frame_rate) + 0.25) / config.frame_rate)
        now["end"] = self.time
        for cue in cues({"beats": [now], "values": self.record.values}) if self._is_told(now["name"]) else ():
            self.add_subcaption(cue.text, duration=cue.end - cue.start, offset=cue.start - self.time - self._begun)
        self._over = self._only == now["name"]
        self.at_rest(now["name"])

    def _is_told(self, name: str) -> bool:
        """Whether a beat is in the clip."""
        return self._only in {None, name}

    def at_rest(self, name: str) -> None:
        """Do nothing; whoever watches a lesson (stills, lint, tests) looks at it here."""

    def play(self, *animations: Any, **kwargs: Any) -> None:
        """Play, and take down what can be read along the way and afterwards."""
        start = self.time
        for running in (one for one in animations if isinstance(one, Recompute)):
            self._sample(running, start)
        self._updating = any(mobject.get_family_updaters() for mobject in self.mobjects)
        super().play(*animations, **kwargs)
        self.record.look(self.mobjects, self.time)
        self.witness(self.mobjects)

    def get_moving_and_static_mobjects(self, animations: Any) -> tuple[list[Mobject], list[Mobject]]:  # noqa: ARG002
        """Return nothing: the renderer finds out by itself what moves."""
        return [], []

    def compile_animations(self, *args: Any, **kwargs: Any) -> list[Animation]:
        """Make the animations of a play as manim does, and let what rests in them rest exactly."""
        animations = super().compile_animations(*args, **kwargs)
        go_straight(animations)
        return animations

    def update_mobjects(self, dt: float) -> None:
        """Let mobjects with updaters update; without any, spare a walk through all on every frame."""
        if self._updating:
            super().update_mobjects(dt)

    def _sample(self, running: Recompute, start: float) -> None:
        for time in running.times():
            running.interpolate(time / running.run_time)
            self.record.look(self.mobjects, start + time)
            self.witness(self.mobjects)

    def poster_time(self) -> float:
        """Return at what second of the clip its picture is: as its beat ends, or else the clip."""
        ends = {beat["name"]: beat["end"] for beat in self.record.beats}
        return float(ends.get(self.poster, self.time) - self._begun)

    def tear_down(self) -> None:
        """Write the record beside the clip."""
        super().tear_down()
        clip = self.output_plan.primary_artifact
        if clip is not None and self.output_plan.segment_cache_dir is not None:
            target = clip.with_suffix(".json")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(self.record_of_clip(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def record_of_clip(self) -> dict[str, Any]:
        """Return the clip's record as it is written beside it."""
        network = self.source.named() if self.source else {"name": self.network.name}
        beside = self.other.named() if self.other else {}
        besides = {"beside": beside, "expression": self._typed(), "code": self.code}
        return {
            "lesson": type(self).__name__,
            "chapter": self.chapter,
            "claim": self.claim(),
            "network": network,
            "width": config.pixel_width,
            "height": config.pixel_height,
            "fps": config.frame_rate,
            "duration": self.time - self._begun,
            "beats": [beat | {key: beat[key] - self._begun for key in ("start", "end")} for beat in self.record.beats],
            "values": [row | {"at": round(row["at"] - self._begun, 3)} for row in self.record.values],
        } | {name: told for name, told in besides.items() if told}

    def _typed(self) -> dict[str, Any]:
        """Return the expression that was typed, and where it is evaluated, if the lesson tells of it."""
        if self.source is None or not (self.source.typed and self.tells_expression):
            return {}
        return {"text": self.network.expression, "at": dict(self.network.at)}
