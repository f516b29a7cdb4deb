document.querySelectorAll("[data-seek]").forEach((button) => button.addEventListener("click", () => {
  const video = button.closest("article").querySelector("video");
  video.currentTime = Number(button.dataset.seek) + 0.01;
  video.play();
}));
document.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
  const details = button.closest("details"), code = details.querySelector("code"), status = details.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(code.textContent);
    status.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(code);
    status.textContent = "Selected; copy it with the keyboard.";
  }
}));
document.querySelectorAll(".hero").forEach((figure) => {
  const video = figure.querySelector("video"), button = figure.querySelector("[data-play]");
  const say = () => { button.textContent = video.paused ? "Play" : "Pause"; };
  for (const what of ["play", "pause"]) video.addEventListener(what, say);
  button.addEventListener("click", () => (video.paused ? video.play() : video.pause()));
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) video.play().catch(say);
});
document.querySelectorAll("[data-poster]").forEach((shown) => {
  if (!matchMedia(`(prefers-color-scheme: ${shown.dataset.theme})`).matches) return;
  const picture = new Image();
  picture.onload = () => { shown[shown instanceof HTMLVideoElement ? "poster" : "src"] = picture.src; };
  picture.src = shown.dataset.poster;
});
