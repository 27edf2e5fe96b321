// Items are dragged to another day or to the tray.
import { settle } from "./moving.js";

const root = document.querySelector("[data-planner]");

function dropped({ item: card, from, to, oldIndex }) {
  if (from === to) return;
  const day = (to.closest("[data-day]") ?? to).dataset.day;
  settle(card, day, () => from.insertBefore(card, from.children[oldIndex] ?? null));
}

function listen(list) {
  if (window.Sortable.get(list)) return;
  window.Sortable.create(list, {
    group: "items",
    sort: false,
    draggable: "[data-movable]",
    filter: ".item__move",
    preventOnFilter: false,
    ghostClass: "item--dragged",
    delay: 150, // a tap still opens and a swipe still scrolls
    delayOnTouchOnly: true,
    forceFallback: true, // one path for mouse and touch
    fallbackTolerance: 4,
    onStart: () => root.classList.add("is-dragging"),
    onEnd: (event) => {
      root.classList.remove("is-dragging");
      dropped(event);
    },
  });
}

function listenToAll() {
  for (const list of root.querySelectorAll("[data-drop]")) listen(list);
}

if (root) {
  await import("../vendor/sortablejs/Sortable.min.js");
  listenToAll();
  document.addEventListener("live:fresh", listenToAll);
  root.dataset.ready = ""; // cards can be dragged from now on
}
