/** The chat page: forms become a stream, citation marks open their source in place. */

import { setUpComposer } from "./composer.js";
import { Turn } from "./log.js";
import { setUpPanel } from "./panel.js";
import { ask } from "./stream.js";

const log = document.getElementById("log");
const form = document.getElementById("composer");
const conversation = form.elements.conversation.value;
const composer = setUpComposer(form, start);
const openSource = setUpPanel(document.getElementById("panel"), composer.focus);
let running = null;

async function start(text) {
  if (running) return;
  document.getElementById("welcome")?.remove();
  document.querySelector(".welcome-title")?.classList.replace("welcome-title", "visually-hidden");
  const turn = new Turn(log, text);
  running = new AbortController();
  composer.setBusy(true);
  const again = () => { turn.root.remove(); start(text); composer.focus(); };
  try {
    await follow(turn, text, running.signal, again);
  } catch (error) {
    if (running.signal.aborted) turn.stop();
    else turn.fail(error.sentence, again);
    composer.giveBack(text);
  }
  running = null;
  composer.setBusy(false);
}

/** Shows the events of one answer; throws where it breaks off. */
async function follow(turn, text, signal, again) {
  for await (const { name, data } of ask(text, conversation, signal)) {
    if (name === "step") turn.step(data.text);
    else if (name === "block") turn.block(data.index, data.html);
    else if (name === "failed") throw Object.assign(new Error(name), { sentence: data.text });
    else if (name === "reply") {
      turn.reply(data.html);
      composer.showEdits(turn.root);
      if (data.status === "error") turn.fail("", again);
      return;
    }
  }
  throw new Error("the stream ended early");
}

composer.stop.addEventListener("click", () => running?.abort());

composer.showEdits(document);

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.submitter?.value || !event.target.matches('form[action="/chat"]')) return;
  event.preventDefault();
  start(event.submitter.value);
  composer.focus();
});

document.addEventListener("click", (event) => {
  const edit = event.target.closest("button[data-fill]");
  if (edit) composer.fill(edit.dataset.fill);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-passage]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  openSource(link);
});
