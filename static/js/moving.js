// Changing a card's place: by drag, by its menu. The server decides; a refused change goes back and says why.
import { announce } from "./flash.js";
import { refresh } from "./live.js";

const root = document.querySelector("[data-planner]");

/** A change of day; the hour stays. `day`: "2026-11-23", empty for the backlog. */
export function toDay(card, day) {
  return { url: card.dataset.moveUrl, fields: { publish_on: day, hour_sent: "" } };
}

/** A change of hour inside a day. `hour`: "20:00", empty for "not known yet". */
export function toHour(card, day, hour) {
  return { url: card.dataset.moveUrl, fields: { publish_on: day, publish_time: hour, hour_sent: "1" } };
}

/** A step of the work, with a reason where one is put aside. */
export function toStatus(card, status, reason = "") {
  return { url: card.dataset.statusUrl, fields: { status, reason } };
}

async function ask(card, { url, fields }) {
  const body = new FormData();
  body.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
  body.set("version", card.dataset.version);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : { message: root.dataset.failed };
  if (!response.ok || !isJson) throw new Error(answer.message);
  return answer;
}

let earlier = Promise.resolve();

/** The card stands in its new place already; `back` puts it where it was. Changes wait for each other: a hasty second
    one must know the version that the first has made. */
export function settle(card, change, back) {
  card.setAttribute("aria-busy", "true");
  earlier = earlier.then(() => send(card, change, back));
  return earlier;
}

async function send(card, change, back) {
  try {
    const answer = await ask(card, change);
    card.dataset.version = answer.version;
    announce([answer.message, ...(answer.warnings ?? [])].join(" "), { undo: answer.undo });
    await refresh({ quiet: true }).catch(() => {}); // the change is made; the next look brings the rest
  } catch (error) {
    back();
    announce(error instanceof TypeError ? root.dataset.failed : error.message, { urgent: true });
  } finally {
    card.removeAttribute("aria-busy");
  }
}

/** The card as it stands now: the page may have been exchanged while its menu was open. */
export function present(card) {
  return root.querySelector(`[data-item="${card.dataset.item}"]`) ?? card;
}

/** Put the card into a list and say how to put it back. */
export function place(card, list) {
  const from = card.parentElement;
  const after = card.nextElementSibling;
  list?.append(card);
  return () => from.insertBefore(card, after);
}

/** What a drag to another day does, without dragging. */
export function moveTo(card, day) {
  card = present(card);
  const list = root.querySelector(`[data-drop][data-day="${day}"], td[data-day="${day}"] [data-drop]`);
  if (list && list === card.parentElement) return undefined;
  return settle(card, toDay(card, day), place(card, list));
}
