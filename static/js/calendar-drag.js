// Items are dragged to another day or to the tray. The server decides; a refused move goes back and says why.
import { announce } from "./flash.js";

const root = document.querySelector("[data-planner]");
const token = document.querySelector("input[name=csrf_token]")?.value ?? "";

function putBack(card, from, index) {
  from.insertBefore(card, from.children[index] ?? null);
}

async function move(card, day) {
  const body = new FormData();
  body.set("csrf_token", token);
  body.set("version", card.dataset.version);
  body.set("publish_on", day);
  body.set("hour_sent", ""); // only the day moves, the hour stays
  const response = await fetch(card.dataset.moveUrl, { method: "POST", body, headers: { Accept: "application/json" } });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : { message: root.dataset.failed };
  if (!response.ok || !isJson) throw new Error(answer.message);
  return answer;
}

async function dropped({ item: card, from, to, oldIndex }) {
  if (from === to) return;
  const day = (to.closest("[data-day]") ?? to).dataset.day;
  card.setAttribute("aria-busy", "true");
  try {
    const answer = await move(card, day);
    card.dataset.version = answer.version;
    announce(answer.message);
  } catch (error) {
    putBack(card, from, oldIndex);
    announce(error instanceof TypeError ? root.dataset.failed : error.message, { urgent: true });
  } finally {
    card.removeAttribute("aria-busy");
  }
}

if (root) {
  await import("../vendor/sortablejs/Sortable.min.js");
  for (const list of root.querySelectorAll("[data-drop]")) {
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
  root.dataset.ready = ""; // cards can be dragged from now on
}
