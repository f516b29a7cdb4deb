// Plays a lesson's clip beat by beat: each fragment of a slide is one beat, and the slide's beginning is the first.
(() => {
  "use strict";
  const asked = new URLSearchParams(location.search);
  const stills = asked.has("receiver") || asked.has("print-pdf") || asked.get("view") === "print"
    || matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.documentElement.classList.toggle("stills", stills);

  const Beats = () => {
    let deck, shown = null, playing = null, captioned = false;

    const place = () => {
      const { h, f } = deck.getIndices(), slide = deck.getCurrentSlide();
      const ends = slide.dataset.ends.split(" ").map(Number), beat = Math.max(0, (f ?? -1) + 1);
      return {
        at: [h, beat], video: slide.querySelector("video"),
        start: beat ? ends[beat - 1] : 0, last: ends[beat] - 0.5 / Number(slide.dataset.fps),
        half: 0.5 / Number(slide.dataset.fps),
      };
    };

    const halt = () => {
      if (playing) playing.video.pause();
      playing = null;
    };

    const rest = (here) => {
      halt();
      here.video.currentTime = here.last;
    };

    const play = (here, from) => {
      halt();
      // what was waited at is the frame before: nothing jumps
      if (Math.abs(here.video.currentTime + here.half - from) > here.half) here.video.currentTime = from + here.half / 2;
      playing = here;
      here.video.play().catch(() => {});
      const watch = () => {
        if (playing !== here) return;
        if (here.video.currentTime >= here.last || here.video.ended) rest(here);
        else requestAnimationFrame(watch);
      };
      requestAnimationFrame(watch);
    };

    const caption = () => document.querySelectorAll("video").forEach((video) => {
      video.textTracks[0].mode = captioned ? "showing" : "hidden";
    });

    const move = () => {
      const here = place(), before = shown;
      shown = here.at;
      if (stills) return;
      if (before && before[0] === shown[0] && before[1] === shown[1]) return;
      const back = before && (shown[0] < before[0] || (shown[0] === before[0] && shown[1] < before[1]));
      if (back) rest(here);
      else play(here, here.start);
    };

    // a server that sends no parts of files lets nobody seek in them: there a clip is taken whole
    const whole = async (video) => {
      const { seekable } = video;
      if (video.src.startsWith("blob:") || (seekable.length && seekable.end(seekable.length - 1) > 0)) return;
      const clip = await (await fetch(video.src)).blob();
      video.src = URL.createObjectURL(clip);
      if (deck.getCurrentSlide().contains(video)) {
        halt();
        shown = null;
        move();
      }
    };

    return {
      id: "beats",
      init: (reveal) => {
        deck = reveal;
        for (const what of ["ready", "slidechanged", "fragmentshown", "fragmenthidden"]) deck.on(what, move);
        deck.addKeyBinding({ keyCode: 82, key: "R", description: "Repeat the beat" }, () => {
          const here = place();
          if (!stills) play(here, here.start);
        });
        deck.addKeyBinding({ keyCode: 67, key: "C", description: "Captions" }, () => {
          captioned = !captioned;
          caption();
        });
        caption();
        for (const video of stills ? [] : document.querySelectorAll("video")) {
          video.addEventListener("loadedmetadata", () => whole(video), { once: true });
          if (video.readyState >= 1) whole(video);
        }
      },
    };
  };

  const own = document.querySelector(".reveal");
  Reveal.initialize({
    width: Number(own.dataset.width), height: Number(own.dataset.height), margin: 0, maxScale: 8, center: false,
    hash: true, fragmentInURL: true, transition: "none", controls: false, pdfSeparateFragments: true,
    plugins: [RevealNotes, Beats],
  });
})();
