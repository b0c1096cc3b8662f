/** A source beside the conversation: a panel on a desk, a modal sheet on a phone. */

import { fragment } from "./log.js";

const DESK = matchMedia("(min-width: 64rem)");

export function setUpPanel(dialog, fallbackFocus) {
  const body = dialog.querySelector("#panel-body");
  const title = dialog.querySelector("#panel-title");
  let opener = null;
  let loading = null;

  function show() {
    if (DESK.matches) dialog.show();
    else dialog.showModal();
    document.body.classList.toggle("has-panel", DESK.matches);
    title.focus();
  }

  function forget() {
    loading?.abort();
    document.body.classList.remove("has-panel");
    opener?.setAttribute("aria-expanded", "false");
  }

  async function open(link) {
    const again = dialog.open;
    forget();
    opener = link;
    opener.setAttribute("aria-expanded", "true");
    body.replaceChildren(document.getElementById("panel-loading-template").content.cloneNode(true));
    body.scrollTop = 0;
    if (again) {
      document.body.classList.toggle("has-panel", DESK.matches);
      title.focus();
    } else show();
    loading = new AbortController();
    const signal = loading.signal;
    try {
      const address = `/library/passages/${encodeURIComponent(link.dataset.passage)}/panel`;
      const response = await fetch(address, { headers: { Accept: "text/html" }, signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const html = await response.text();
      body.replaceChildren(fragment(html));
    } catch {
      if (signal.aborted) return;
      body.replaceChildren(document.getElementById("panel-failed-template").content.cloneNode(true));
      body.querySelector("[data-whole]").href = link.href;
    }
  }

  dialog.querySelector("#panel-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    forget();
    if (opener?.isConnected) opener.focus();
    else fallbackFocus();
  });
  // A modal sheet closes on Escape by itself; the panel beside the text is not modal.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open && !dialog.matches(":modal")) dialog.close();
  });
  DESK.addEventListener("change", () => {
    if (!dialog.open) return;
    const kept = opener;
    opener = null;
    dialog.addEventListener("close", () => { opener = kept; show(); }, { once: true });
    dialog.close();
  });
  return open;
}
