/** The look a person chose: applied at once and kept in the cookie that the server reads. */

const YEAR = 365 * 24 * 3600;
const menu = document.getElementById("view-menu");
const form = document.getElementById("view-form");

document.documentElement.classList.add("scripted");

form.addEventListener("change", () => {
  const { theme, size } = Object.fromEntries(new FormData(form));
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.size = size;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `ieum_view=${theme}.${size}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
});

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  event.stopPropagation();
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  if (menu.open && !menu.contains(event.target)) menu.open = false;
});
