/** The conversation on the page. Every word comes from the server or from a template of the page. */

const SLOW = 8000;

const copy = (id) => document.getElementById(id).content.cloneNode(true);

/** One question and the place of its answer. */
export class Turn {
  constructor(log, text) {
    this.log = log;
    log.append(copy("turn-template"));
    this.root = log.lastElementChild;
    this.answer = this.root.querySelector(".answer");
    this.root.querySelector(".question").append(text);
    this.wait();
    this.root.scrollIntoView({ block: "start", behavior: smooth() });
  }

  /** Dots and, past 300 ms, a skeleton. aria-busy keeps a screen reader from reading every piece. */
  wait() {
    this.log.setAttribute("aria-busy", "true");
    this.answer.replaceChildren(copy("waiting-template"));
    this.slow = setTimeout(() => {
      const words = this.answer.querySelector(".slow");
      if (words) words.hidden = false;
    }, SLOW);
  }

  step(text) {
    const words = this.answer.querySelector(".step");
    if (words) words.textContent = text;
  }

  /** A block of the answer, new or grown. The blocks before it stay as they are, so nothing jumps. */
  block(index, html) {
    let body = this.answer.querySelector(":scope > .prose");
    if (!body) {
      body = document.createElement("div");
      body.className = "prose";
      this.answer.replaceChildren(body);
    }
    const made = fragment(html);
    if (body.children[index]) body.children[index].replaceWith(made);
    else body.append(made);
  }

  reply(html) {
    this.forgetOlder();
    this.answer.replaceChildren(fragment(html));
    this.done();
  }

  /** Only the newest reply shows what is understood and asks: older ones would answer another question. */
  forgetOlder() {
    for (const old of this.log.querySelectorAll(".choices, .understood")) old.remove();
  }

  fail(sentence, retry) {
    this.answer.append(copy("failed-template"));
    this.answer.querySelector(".progress")?.remove();
    this.answer.querySelector(".skeleton")?.remove();
    this.answer.querySelector(".slow")?.remove();
    if (sentence) this.answer.querySelector(".failed-text").textContent = sentence;
    this.answer.querySelector("[data-retry]").addEventListener("click", retry);
    this.done();
  }

  stop() {
    const body = this.answer.querySelector(":scope > .prose");
    this.answer.replaceChildren(...(body ? [body] : []), copy("stopped-template"));
    this.done();
  }

  done() {
    clearTimeout(this.slow);
    this.log.setAttribute("aria-busy", "false");
  }
}

/** HTML that the server made and sanitised; scripts in a template's content never run. */
export function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

function smooth() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
