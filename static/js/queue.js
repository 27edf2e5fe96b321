// [data-queue]: j and k walk from pair to pair; the pair in the address (or the first) starts. Deciding keys are keys.js's.
import { register } from "./keys.js";

const queue = document.querySelector("[data-queue]");

function pairs() {
  return [...queue.querySelectorAll("[data-pair]")].filter((pair) => pair.checkVisibility());
}

function go(pair) {
  if (!pair) return;
  queue.querySelector(".pair--current")?.classList.remove("pair--current");
  pair.classList.add("pair--current");
  pair.focus({ preventScroll: true });
  pair.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = pairs();
  const here = all.indexOf(document.activeElement?.closest("[data-pair]") ?? queue.querySelector(".pair--current"));
  go(all[Math.min(Math.max(here + by, 0), all.length - 1)]);
}

if (queue) {
  register("j", queue.dataset.nextLabel, () => step(1));
  register("k", queue.dataset.previousLabel, () => step(-1));
  const asked = document.getElementById(location.hash.slice(1));
  for (let fold = asked?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  go(asked?.matches("[data-pair]") ? asked : pairs()[0]);
}
