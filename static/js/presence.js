// [data-presence="url"]: signs of life from a page of an item; on its form also the edit lock and the draft.
import { keep, send, write } from "./draft.js";

const EVERY = 25000;

for (const place of document.querySelectorAll("[data-presence]")) watch(place);

function watch(place) {
  const editing = place.dataset.presenceMode === "edit";
  const form = editing ? place.parentElement.querySelector("form.form[method=post]") : null;
  let active = editing; // opening the form is a sign of life too
  let lock = "";

  const body = (more) => {
    const data = new FormData();
    data.set("csrf_token", place.dataset.token);
    data.set("mode", place.dataset.presenceMode);
    if (active) data.set("active", "1");
    for (const [name, value] of Object.entries(more ?? {})) data.set(name, value);
    return data;
  };

  async function beat() {
    const data = body();
    active = false;
    const answer = await send(place.dataset.presence, data);
    if (!answer?.ok) return;
    const { here, lock: now, message } = await answer.json();
    write(place.querySelector("[data-here]"), here);
    if (editing) write(place.querySelector("[data-notice]"), message);
    lock = now;
    place.dataset.lock = now;
  }

  beat();
  setInterval(beat, EVERY);
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.presence, body({ leave: "1" })));
  if (form) keep(form, place, place.dataset.draft, () => {
    const first = !active;
    active = true;
    if (first && lock !== "mine") beat();
  });
}
