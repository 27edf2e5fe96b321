// The button of a card on the board opens a menu that does what a drag between lanes does; without a script it leads to
// the plain form. Putting aside asks for a reason first. Key m.
import { register } from "./keys.js";
import { place, present, settle, toStatus } from "./moving.js";

const root = document.querySelector("[data-planner]");
const dialog = document.getElementById("lane-card");
let card = null;
let undrop = null; // puts a dropped card back when its reason is not given

function fields() {
  return { states: dialog.querySelector("select"), reason: dialog.querySelector("input") };
}

function askForReason() {
  const { states, reason } = fields();
  const needed = states.selectedOptions[0]?.hasAttribute("data-reason") ?? false;
  reason.required = needed;
  reason.closest(".field").hidden = !needed;
}

function show(chosen, status = "") {
  card = chosen;
  const { states, reason } = fields();
  const allowed = card.dataset.steps.split(" ");
  const all = [...dialog.querySelector("template").content.children];
  states.replaceChildren(...all.filter((one) => allowed.includes(one.value)).map((one) => one.cloneNode(true)));
  if (status) states.value = status;
  reason.value = "";
  dialog.querySelector("[data-card-title]").textContent = card.querySelector(".item__title").textContent.trim();
  askForReason();
  dialog.showModal();
  (status ? reason : states).focus();
}

/** A card dropped where a reason is due: asked for; `back` when it is not given or the step is not allowed. */
export function askReason(dropped, status, back) {
  if (!dropped.dataset.steps.split(" ").includes(status)) {
    settle(dropped, toStatus(dropped, status), back); // the server says why not
    return;
  }
  undrop = back;
  show(dropped, status);
}

async function choose() {
  const { states, reason } = fields();
  const status = states.value;
  const number = card.dataset.item;
  const here = present(card);
  const list = root.querySelector(`[data-drop][data-status="${status}"]`);
  const back = undrop ?? place(here, list);
  undrop = null;
  dialog.close();
  await settle(here, toStatus(here, status, reason.value), back);
  root.querySelector(`[data-item="${number}"] a`)?.focus({ preventScroll: true });
}

if (root && dialog) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".item__move");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.closest("[data-movable]"));
  });
  dialog.querySelector("select").addEventListener("change", askForReason);
  dialog.addEventListener("close", () => {
    undrop?.();
    undrop = null;
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  register("m", dialog.dataset.keyLabel, (event) => event.target.closest("[data-movable]")?.querySelector(".item__move").click());
}
