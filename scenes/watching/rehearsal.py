"""Run a scene without drawing it, and look at it as it stands: for tests and contact sheets.

    scene = rehearse(NudgeTheWeight)                        # the whole lesson, no pixels, no files
    scene = rehearse(partial(NudgeTheWeight, network=mine))
    picture = still(scene, width=640)                       # what it shows now, as an RGBA array

`still` also works in the middle of a rehearsal, so a scene may call it at the end of each beat.
"""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, TypeVar

from manim import logger, tempconfig
from manim.utils.iterables import list_update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from manim import Scene
    from manim.typing import PixelArray

SceneT = TypeVar("SceneT", bound="Scene")

UNSEEN = {"dry_run": True, "disable_caching": True, "progress_bar": "none", "preview": False}


@contextmanager
def rehearsing() -> Iterator[None]:
    """Let scenes made inside the block write nothing and report nothing but warnings."""
    level = logger.level
    with tempconfig(UNSEEN):
        logger.setLevel("WARNING")
        try:
            yield
        finally:
            logger.setLevel(level)


def rehearse(make_scene: Callable[[], SceneT]) -> SceneT:
    """Run a scene from setup to tear-down, jumping to the end of each play.

    Parameters
    ----------
    make_scene
        A scene class, or anything that returns a new scene. It is called here, because a scene
        settles what it writes, and where, when it is made.

    Returns
    -------
    Scene
        The scene as it ends. Its `time` is the length of the clip in seconds.
    """
    with rehearsing():
        scene = make_scene()
        # Not Scene(skip_animations=...): that is ignored by a scene with a renderer of its own.
        scene.renderer._original_skipping_status = True  # noqa: SLF001
        scene.renderer.skip_animations = True
        scene.render()
    return scene


def still(scene: Scene, width: int | None = None) -> PixelArray:
    """Return what a scene shows now as an RGBA array, whatever was drawn or skipped before.

    Parameters
    ----------
    width
        Pixels per row; the height follows the frame's shape. By default as configured.
    """
    camera = copy(scene.renderer.camera)
    if width is not None:
        camera.pixel_width = width
        camera.pixel_height = round(width * camera.frame_height / camera.frame_width)
    camera.init_background()
    camera.pixel_array = camera.background.copy()
    camera.pixel_array_to_cairo_context = {}
    camera.capture_mobjects(list_update(scene.mobjects, scene.foreground_mobjects))
    return camera.pixel_array
