"""The renderer of every lesson: draws, converts and hands over only what changed.

It stands in for manim's CairoRenderer, also under the plain manim command line, as soon as
`Scene.__init__` is given `renderer=FastRenderer(...)`. Each frame's pixels equal one full redraw of
the scene's mobjects on a blank ground. Where that cannot be known cheaply (another camera, images,
point clouds, shapes that read their own style their own way) the frame is drawn by manim.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import config
from manim._config.output_plan import resolve_media_layout, resolve_module_name, resolve_output_plan
from manim.camera.camera import Camera
from manim.constants import RendererType
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.iterables import list_update

from scenes.drawing.canvas import Canvas
from scenes.drawing.display_list import Family, UnknownShapeError, display_list
from scenes.drawing.frames import PatchWriter, cut, straight
from scenes.drawing.movers import movers
from scenes.drawing.segment_key import segment_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manim import Mobject, Scene
    from manim._config.output_plan import OutputPlan
    from manim._config.render_session import OutputSpec, RenderSessionSpec
    from manim.scene.scene_file_writer import _SceneFileWriterSettings

    from scenes.drawing.caption_band import CaptionBand
    from scenes.drawing.damage import Box

if config.renderer == RendererType.OPENGL:
    # before a lesson is made: manim would print whatever else is raised with its traceback
    raise SystemExit("--renderer: expected cairo, found opengl; lessons bring their own renderer, leave this out.")

ENCODERS_IN_FLIGHT = 2
"""One segment may still be encoded while the next is drawn; each more takes some 200 MB."""


def on_stage(scene: Scene) -> list[Mobject]:
    """Return the mobjects of a scene from back to front."""
    return list_update(scene.mobjects, scene.foreground_mobjects)


class FastRenderer(CairoRenderer):
    """Renders a scene by redrawing only what changed.

    Parameters
    ----------
    camera_class, skip_animations
        As for manim's CairoRenderer.

    Attributes
    ----------
    contents : list of str, optional
        Where a list is put here, each play's key is added to it, also of plays that are skipped.
    clip_name : str
        What the clip is called where the user gives it no name.
    band : CaptionBand, optional
        Where one is put here, its captions are drawn into the pictures.
    """

    def __init__(
        self,
        camera_class: type[Camera] | None = None,
        *,
        skip_animations: bool = False,
    ) -> None:
        super().__init__(PatchWriter, camera_class, skip_animations)
        self._canvas: Canvas | None = None
        self._damage: list[Box] = []
        self._movers: set[int] | None = None
        self._resting: dict[int, Family] = {}
        self._opening = True  # the next frame is the first of its segment
        self._frames = 0
        self.contents: list[str] | None = None
        self.clip_name = ""
        self.band: CaptionBand | None = None

    def init_scene(
        self,
        scene: Scene,
        session_spec: RenderSessionSpec,
        file_writer_settings: _SceneFileWriterSettings,
    ) -> None:
        """Set up the file writer, so that encoding overlaps with drawing."""
        in_flight = max(ENCODERS_IN_FLIGHT, file_writer_settings.max_inflight_encoders)
        settings = replace(file_writer_settings, max_inflight_encoders=in_flight)
        if self.clip_name and not config.output_file:
            scene.output_plan = self._plan(scene, session_spec.output)
            settings = replace(settings, plan=scene.output_plan)
            scene.file_writer_settings = settings
        super().init_scene(scene, session_spec, settings)

    def _plan(self, scene: Scene, output: OutputSpec) -> OutputPlan:
        """Return where the clip of a scene goes under the name that it has unless the user gave one."""
        name = type(scene).__name__
        names = {"module_name": resolve_module_name(config), "scene_name": name}
        layout = resolve_media_layout(config, output, **names, working_directory=Path.cwd())
        return resolve_output_plan(layout, output, scene_name=name, requested_output_name=Path(self.clip_name))

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play as manim does, keeping each segment under a key of our own where that is exact."""
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        scene.compile_animation_data(*args, **kwargs)
        content = "" if self.skip_animations and self.contents is None else segment_key(scene, self.camera)
        if self.contents is not None:
            self.contents.append(content)
        key = None if self.skip_animations else self._name_of(content, scene)
        if key is not None and self.file_writer.is_already_cached(key):
            self.skip_animations = True
        self.file_writer.add_partial_movie_file(key)
        self.animations_hashes.append(key)
        self.file_writer.begin_animation(not self.skip_animations, animation_index=self.num_plays)
        scene.begin_animations()
        self.save_static_frame_data(scene, scene.static_mobjects)
        if self.skip_animations:
            self._count(self._frames_of(scene))
        if scene.is_current_animation_frozen_frame():
            self.update_frame(scene, mobjects=scene.moving_mobjects)
            self.freeze_current_frame(scene.duration)
        else:
            scene.play_internal()
        self.file_writer.end_animation(not self.skip_animations)
        self.num_plays += 1

    def _name_of(self, content: str, scene: Scene) -> str:
        """Return the name under which the film of the present play is kept."""
        if config["disable_caching"]:
            return f"uncached_{self.num_plays:05}"
        said = self.band.key(self._frames, self._frames_of(scene)) if self.band else ""
        return hashlib.sha256(f"{content} {said}".encode()).hexdigest() if said else content

    def save_static_frame_data(
        self,
        scene: Scene,  # noqa: ARG002 - manim's signature
        static_mobjects: Iterable[Mobject],  # noqa: ARG002
    ) -> None:
        """Begin a play. Nothing is drawn ahead: the canvas finds out what rests."""
        self.static_image = None
        self._opening = True

    def render(
        self,
        scene: Scene,
        time: float,  # noqa: ARG002
        moving_mobjects: Iterable[Mobject] | None = None,  # noqa: ARG002
    ) -> None:
        """Draw one frame of a play and hand it over; a skipped play is not drawn."""
        if self.skip_animations:
            return
        if self._opening:
            # Whatever happened before the play is found on its first frame.
            self.update_frame(scene)
            self._look_around(scene)
        else:
            self._draw(on_stage(scene), self._movers, self._resting)
        self._hand_over(repeat=1)

    def freeze_current_frame(self, duration: float) -> None:
        """Hold the frame just drawn."""
        if not self.skip_animations:
            self._hand_over(repeat=self._frames_held(duration))

    def _frames_of(self, scene: Scene) -> int:
        """Return how many frames a play has when it is drawn, as manim counts them."""
        if scene.is_current_animation_frozen_frame():
            return self._frames_held(scene.duration)
        return len(np.arange(0, scene.duration, 1 / self.camera.frame_rate))

    def _frames_held(self, duration: float) -> int:
        return int(duration / (1 / self.camera.frame_rate))

    def _count(self, frames: int) -> None:
        """Let time go on by whole frames, whether they are drawn, taken from the cache or skipped."""
        self._frames += frames
        self.time = self._frames / self.camera.frame_rate

    def update_frame(
        self,
        scene: Scene,
        mobjects: Iterable[Mobject] | None = None,
        include_submobjects: bool = True,  # noqa: FBT001, FBT002
        ignore_skipping: bool = True,  # noqa: FBT001, FBT002
        **kwargs: Any,
    ) -> None:
        """Bring the camera's pixels up to date with all mobjects of the scene.

        Which of them move is of no interest here: that some are given only tells that a play
        asks, whose frame nobody sees while animations are skipped.
        """
        if self.skip_animations and not (ignore_skipping and mobjects is None):
            return
        if kwargs or not include_submobjects:
            kwargs["include_submobjects"] = include_submobjects
            self._draw_by_manim(on_stage(scene), **kwargs)
        else:
            self._draw(on_stage(scene), None, {})

    def _draw(self, mobjects: list[Mobject], movers: set[int] | None, resting: dict[int, Family]) -> None:
        """Bring the pixels up to date, knowing which shapes and families may have changed."""
        try:
            shapes = display_list(mobjects, resting)
        except UnknownShapeError:
            shapes = None
        if shapes is None or type(self.camera) is not Camera:
            self._draw_by_manim(mobjects)
            return
        if self._canvas is None or not self._canvas.fits(self.camera):
            self._canvas = Canvas(self.camera)
        self._damage += self._canvas.draw(shapes, movers)

    def _look_around(self, scene: Scene) -> None:
        """After the first frame of a play, walk the families that it leaves alone."""
        self._movers, self._resting = movers(scene), {}
        if self._movers is None or self._canvas is None:
            return
        for mobject in on_stage(scene):
            if self._movers.isdisjoint(map(id, mobject.get_family())):
                self._resting[id(mobject)] = Family.of(mobject)

    def _draw_by_manim(self, mobjects: list[Mobject], **kwargs: Any) -> None:
        """Draw everything from a blank ground, and see whether the frame differs."""
        last = self.get_frame()
        self._canvas = None
        self.camera.reset()
        self.camera.capture_mobjects(mobjects, **kwargs)
        if not np.array_equal(last, self.camera.pixel_array):
            self._damage = [self._whole]

    def _hand_over(self, repeat: int) -> None:
        """Pass the current frame to the file writer, as what changed since the last one."""
        start = self._frames
        self._count(repeat)
        damage, self._damage = self._damage, []
        if self._opening:
            self._opening, damage = False, [self._whole]
        if self.file_writer.output_spec.is_video:
            for frame, count in self.band.runs(start, repeat) if self.band else [(start, repeat)]:
                self._write(frame, count, damage if frame == start else [])
        elif self.file_writer.output_spec.is_image_sequence:
            frame = self.get_frame()
            for _ in range(repeat):  # manim writes a frame at rest once
                self.file_writer.write_frame(frame)

    def _write(self, frame: int, repeat: int, damage: list[Box]) -> None:
        """Write a frame that is shown so often, as what differs from the one before."""
        pixels = self.camera.pixel_array
        if self.band:
            damage = [*damage, self.band.box] if self.band.changes(frame) else damage
            pixels = self.band.over(pixels, frame) if damage else pixels
        patches = [cut(pixels, box) for box in damage]
        if self.camera.background_opacity < 1:
            patches = [straight(patch, self.camera.background[0, 0, :3]) for patch in patches]
        self.file_writer.write_frame(patches, repeat=repeat)

    @property
    def _whole(self) -> Box:
        return (0, 0, self.camera.pixel_width, self.camera.pixel_height)
