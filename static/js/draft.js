// What is typed into a form is sent as a draft after a pause; words on the page say when it was kept. Used by presence.js
// for an item's form; here for one of something new: [data-new-draft="address"].
import { announce } from "./flash.js";

const PAUSE = 1500;

/** `place`: holds [data-kept] for the words and data-lost for what to say without a network; `typed`: called at once. */
export function keep(form, place, url, typed = () => {}) {
  let timer = 0;
  let sent = false; // a draft that arrives after the form itself would outlive it
  form.addEventListener("input", () => {
    typed();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });

  async function save() {
    if (sent) return;
    const answer = await send(url, new FormData(form));
    if (answer?.ok) write(place.querySelector("[data-kept]"), (await answer.json()).message);
    else if (!answer) announce(place.dataset.lost, { urgent: true });
  }
}

export function send(url, data) {
  return fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } }).catch(() => null);
}

export function write(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

for (const place of document.querySelectorAll("[data-new-draft]")) {
  keep(place.parentElement.querySelector("form.form[method=post]"), place, place.dataset.newDraft);
}
