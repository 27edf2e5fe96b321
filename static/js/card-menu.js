// The button of a card opens a menu that does what a drag does; without a script it leads to the plain form. Key m.
import { register } from "./keys.js";
import { moveTo } from "./moving.js";

const root = document.querySelector("[data-planner]");
const dialog = document.getElementById("move-card");
let card = null;

function dayAfter(days) {
  const start = card.closest("[data-day]")?.dataset.day || root.dataset.today;
  const day = new Date(`${start}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

function open(link) {
  card = link.closest("[data-movable]");
  dialog.querySelector("[data-card-title]").textContent = card.querySelector(".item__title").textContent.trim();
  dialog.querySelector("[data-full-form]").href = link.href;
  dialog.querySelector("input[type=date]").value = card.closest("[data-day]")?.dataset.day || root.dataset.today;
  dialog.showModal();
}

async function choose(day) {
  dialog.close();
  const number = card.dataset.item;
  await moveTo(card, day);
  root.querySelector(`[data-item="${number}"] a`)?.focus({ preventScroll: true });
}

if (root && dialog) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".item__move");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  dialog.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) choose(step.dataset.step === "" ? "" : dayAfter(Number(step.dataset.step)));
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    choose(dialog.querySelector("input[type=date]").value);
  });
  register("m", dialog.querySelector("[data-card-title]").dataset.keyLabel, (event) => event.target.closest("[data-movable]")?.querySelector(".item__move").click());
}
