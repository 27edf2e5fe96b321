// Moving a card to a day: by drag, by its menu. The server decides; a refused move goes back and says why.
import { announce } from "./flash.js";
import { refresh } from "./live.js";

const root = document.querySelector("[data-planner]");

async function ask(card, day) {
  const body = new FormData();
  body.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
  body.set("version", card.dataset.version);
  body.set("publish_on", day);
  body.set("hour_sent", ""); // only the day moves, the hour stays
  const response = await fetch(card.dataset.moveUrl, { method: "POST", body, headers: { Accept: "application/json" } });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : { message: root.dataset.failed };
  if (!response.ok || !isJson) throw new Error(answer.message);
  return answer;
}

let earlier = Promise.resolve();

/** The card stands on its new day already; `back` puts it where it was. Moves wait for each other: a hasty second one
    must know the version that the first has made. */
export function settle(card, day, back) {
  card.setAttribute("aria-busy", "true");
  earlier = earlier.then(() => send(card, day, back));
  return earlier;
}

async function send(card, day, back) {
  try {
    const answer = await ask(card, day);
    card.dataset.version = answer.version;
    announce(answer.message, { undo: answer.undo });
    await refresh({ quiet: true }).catch(() => {}); // the move is made; the next look brings the rest
  } catch (error) {
    back();
    announce(error instanceof TypeError ? root.dataset.failed : error.message, { urgent: true });
  } finally {
    card.removeAttribute("aria-busy");
  }
}

/** What a drag does, without dragging. `day`: "2026-11-23", empty for the backlog. */
export function moveTo(card, day) {
  card = root.querySelector(`[data-item="${card.dataset.item}"]`) ?? card; // exchanged while its menu was open
  const from = card.parentElement;
  const after = card.nextElementSibling;
  const place = root.querySelector(`[data-drop][data-day="${day}"], [data-day="${day}"] [data-drop]`);
  if (place === from) return undefined;
  place?.append(card);
  return settle(card, day, () => from.insertBefore(card, after));
}
