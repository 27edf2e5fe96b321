// Items are dragged to another day, hour or state, or to the tray. A list says what dropping there means:
// [data-hour] of a day's grid, [data-status] of the board, else its day.
import { askReason } from "./lane-menu.js";
import { settle, toDay, toHour, toStatus } from "./moving.js";

const root = document.querySelector("[data-planner]");

function dayOf(list) {
  return (list.closest("[data-day]") ?? list).dataset.day;
}

function dropped({ item: card, from, to, oldDraggableIndex }) {
  if (from === to) return;
  const back = () => from.insertBefore(card, from.querySelectorAll("[data-movable]")[oldDraggableIndex] ?? null);
  if (to.dataset.hour !== undefined) settle(card, toHour(card, dayOf(to), to.dataset.hour), back);
  else if (to.dataset.status === undefined) settle(card, toDay(card, dayOf(to)), back);
  else if (to.hasAttribute("data-reason")) askReason(card, to.dataset.status, back);
  else settle(card, toStatus(card, to.dataset.status), back);
}

function listen(list) {
  if (window.Sortable.get(list)) return;
  window.Sortable.create(list, {
    group: list.dataset.drop || "items", // lists of another group are no place to drop
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
