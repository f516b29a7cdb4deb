"""The name under which manim keeps the film of one play: a digest of all that decides its frames.

Manim's own key writes every mobject out as JSON, which takes as long as drawing does. This one reads
the same things as bytes: what is on stage, the animations with all that they hold, the camera, the
encoder, our code and the libraries that draw. Where an animation holds something that it does not know,
manim's key stands for stage, animations and camera.
"""

from __future__ import annotations

import enum
import hashlib
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np
from manim import Animation, Mobject, VMobject, config
from manim.utils.color import ManimColor
from manim.utils.hashing import get_hash_from_play_call

from scenes.drawing.outlines import PLAIN, signature
from scenes.drawing.sources import digest_of, libraries, sources
from scenes.motion import Recompute

_DERIVED = {"starting_mobject", "target_copy", "anims_with_timings", "interpolate_mobject"}
"""What animations make of the rest when they begin, and how fast they go through it."""
_PLAIN = (bool, int, float, complex, str, bytes, type(None), np.generic, enum.Enum)
_STEP, _OFFSET = 1e-5, 0.31830988
"""Points count as the same within so many scene units, a thousandth of a pixel: what moves drifts by less, as many
small moves end elsewhere in the last digits than one does. The offset keeps round numbers away from the edges."""
_STATES = 64
"""At so many moments the states are written that gauges run through."""


class UnknownValueError(Exception):
    """An animation holds something whose share in the frames is not known."""


def segment_key(scene: Any, camera: Any) -> str:
    """Return the key of a scene's present play: plays of equal keys have equal frames.

    Parameters
    ----------
    scene : Scene
        With the play's animations compiled.
    camera : Camera

    Returns
    -------
    str
    """
    writer = _Writer()
    writer.write([repr(_encoder()), repr(libraries()), _code(inspect.getfile(type(scene)))])
    try:
        writer.write(_on_stage(scene, camera))
    except UnknownValueError:
        told = (scene, camera, scene.animations, scene.mobjects)
        writer.write(get_hash_from_play_call(*told, backend="cairo", encoder_fingerprint="above", renderer_state=()))
    return writer.digest.hexdigest()


def _encoder() -> list[Any]:
    """Return manim's settings of films, which are the same in a rehearsal that makes none."""
    options = sorted(config.video_encoder_options.items())
    return [str(config.format), config.video_codec, config.pixel_format, config.transparent, options]


def _on_stage(scene: Any, camera: Any) -> str:
    """Return a digest of what is on stage, how it moves and who looks.

    Raises
    ------
    UnknownValueError
        If something of it is not known.
    """
    if scene.updaters or any(mobject.get_family_updaters() for mobject in scene.mobjects):
        raise UnknownValueError
    writer = _Writer()
    writer.write([*scene.mobjects, *scene.foreground_mobjects])
    writer.write([camera.pixel_width, camera.pixel_height, camera.frame_rate, type(camera).__name__])
    writer.write([camera.frame_width, camera.frame_height, camera.frame_center])
    writer.write([str(camera.background_color), camera.background_opacity])
    writer.write(scene.animations)
    return writer.digest.hexdigest()


@cache
def _code(file: str) -> bytes:
    return digest_of(sources(Path(file).resolve()))


def _states(animation: Recompute) -> list[str]:
    """Return the states that gauges run through, between the moments at which they are looked at, too."""
    return [repr(animation.through(animation.rate_func(step / _STATES))) for step in range(_STATES + 1)]


class _Writer:
    """Writes values into a digest; what was written before is named by its number."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []

    def write(self, value: Any) -> None:
        """Write a value with all that it holds."""
        if isinstance(value, _PLAIN):
            self._tag(f"{type(value).__name__}:{value!r}")
        elif isinstance(value, ManimColor):
            self._tag(f"colour:{value.to_hex(with_alpha=True)}")
        elif isinstance(value, type):
            self._tag(f"type:{value.__module__}.{value.__qualname__}")
        elif not self._is_known(value):
            self._write_new(value)

    def _write_new(self, value: Any) -> None:
        match value:
            case np.ndarray() if value.dtype != object:
                self._tag(f"array:{value.dtype}{value.shape}")
                self.digest.update(np.ascontiguousarray(value).tobytes())
            case Mobject():
                self._mobject(value)
            case Animation():
                self._animation(value)
            case Mapping():
                self._items(value.items())
            case tuple() | list():
                self._items(value)
            case _:
                self._rest(value)

    def _tag(self, text: str) -> None:
        self.digest.update(text.encode() + b"\0")

    def _is_known(self, value: Any) -> bool:
        """Number what is new; name what is not by its number."""
        number = self._numbers.setdefault(id(value), len(self._numbers))
        if number < len(self._kept):
            self._tag(f"again:{number}")
            return True
        self._kept.append(value)  # so that no other object gets its id
        return False

    def _items(self, values: Iterable[Any]) -> None:
        values = list(values)
        self._tag(f"items:{len(values)}")
        for value in values:
            self.write(value)

    def _mobject(self, mobject: Mobject) -> None:
        self._tag(f"mobject:{type(mobject).__qualname__}:{mobject.z_index}")
        if isinstance(mobject, VMobject):
            self._shape(mobject)
        else:
            self.write(mobject.points)
        self._items(mobject.submobjects)

    def _animation(self, animation: Animation) -> None:
        if isinstance(animation, Recompute):
            # what it runs through decides its frames, together with our code
            for share in (0.0, *(time / animation.run_time for time in animation.times()), 1.0):
                animation.interpolate(share)
                self._looks(animation.mobject)
            self._items([animation.run_time, animation.rate_func, _states(animation)])
            return
        self.write(type(animation))
        self._items(item for item in sorted(vars(animation).items()) if item[0] not in _DERIVED)

    def _looks(self, mobject: Mobject) -> None:
        """Write what a family looks like now, whatever was written of it before."""
        for part in mobject.get_family():
            if isinstance(part, VMobject):
                self._shape(part)

    def _shape(self, shape: VMobject) -> None:
        """Write what the camera reads of a shape; a gradient runs between two of its points."""
        self._tag(f"shape:{len(shape.points)}")
        self.digest.update((np.floor(shape.points / _STEP + _OFFSET) + 0.0).tobytes())  # + 0.0 makes -0 a 0
        self._tag(repr(signature(shape)[1:PLAIN]))

    def _rest(self, value: Any) -> None:
        if isinstance(value, MethodType):
            self._items([value.__func__.__qualname__, value.__self__])
        elif isinstance(value, FunctionType):
            cells = [cell.cell_contents for cell in value.__closure__ or ()]
            self._items([value.__module__, value.__qualname__, cells, value.__defaults__ or ()])
        elif isinstance(value, partial):
            self._items([value.func, value.args, value.keywords])
        elif isinstance(value, (BuiltinFunctionType, np.ufunc)):
            self._tag(f"function:{value.__name__}")
        elif is_dataclass(value):
            self.write(type(value))
            self._items(getattr(value, one.name) for one in fields(value) if not one.name.startswith("_"))
        else:
            raise UnknownValueError(type(value))
