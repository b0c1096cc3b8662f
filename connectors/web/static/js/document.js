/** Opens the outline where there is room, and brings a cited passage into view and focus. */

const outline = document.getElementById("outline");
if (outline && matchMedia("(min-width: 64rem)").matches) outline.open = true;

const cited = document.querySelector(".passage.is-cited");
if (cited) {
  cited.focus({ preventScroll: true });
  cited.scrollIntoView({ block: "center" });
}
