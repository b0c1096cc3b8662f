/** Narrows the lists while somebody types; the form finds in the texts too. */

const box = document.getElementById("q");
const count = document.getElementById("count");
const nothing = document.getElementById("nothing");
const rows = [...document.querySelectorAll("[data-title]")];

box.addEventListener("input", () => {
  const words = box.value.trim().toLocaleLowerCase("ko");
  for (const row of rows) row.hidden = !row.dataset.title.toLocaleLowerCase("ko").includes(words);
  for (const group of document.querySelectorAll(".group")) {
    group.hidden = !group.querySelector("[data-title]:not([hidden])");
  }
  const shown = rows.filter((row) => !row.hidden).length;
  count.textContent = count.dataset.words.replace("{n}", shown.toLocaleString("ko"));
  nothing.hidden = shown > 0 || document.querySelector(".hits") !== null;
});
