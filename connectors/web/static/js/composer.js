/** The question box: grows, sends on Enter, never in the middle of a Korean syllable. */

export function setUpComposer(form, onAsk) {
  const box = form.querySelector("textarea");
  const send = form.querySelector("#send");
  const stop = form.querySelector("#stop");
  const offline = form.querySelector("#offline");
  const state = { busy: false };

  const refresh = () => {
    offline.hidden = navigator.onLine;
    send.setAttribute("aria-disabled", String(!navigator.onLine || !box.value.trim()));
    send.hidden = state.busy;
    stop.hidden = !state.busy;
  };
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  };
  const submit = () => {
    const text = box.value.trim();
    if (!text || state.busy || !navigator.onLine) return;
    box.value = "";
    grow();
    onAsk(text);
  };

  box.addEventListener("input", () => { grow(); refresh(); });
  box.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229; // 229: Safari's last key of a composition
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  window.addEventListener("online", refresh);
  window.addEventListener("offline", refresh);
  refresh();

  return {
    stop,
    focus: () => box.focus(),
    setBusy: (busy) => {
      const hadFocus = document.activeElement === (busy ? send : stop);
      state.busy = busy;
      refresh();
      if (hadFocus) box.focus();
    },
    /** Begins an answer for somebody to finish: the name of a fact that was understood wrongly. */
    fill: (text) => { box.value = text; grow(); refresh(); box.focus(); },
    /** Without a script there is nothing to fill, so these buttons come hidden. */
    showEdits: (root) => { for (const button of root.querySelectorAll("button[data-fill]")) button.hidden = false; },
    /** Puts a question back that was not answered, unless something new is being written. */
    giveBack: (text) => { if (!box.value) { box.value = text; grow(); refresh(); } },
  };
}
