// [data-live]: others' changes appear by themselves. A tiny address says whether anything changed; only then is the
// page fetched again and its [data-live-part]s exchanged. Nothing is asked while the tab is hidden.
import { announce } from "./flash.js";
import { dress } from "./lines.js";

const EVERY = 3500;
const SLOWEST = 60_000;
const MARGIN = 10_000; // a change may be committed a little after the moment it names
const HEADERS = { "X-Planner-Live": "1" };

const root = document.querySelector("[data-live]");
let mark = ""; // of the answer: changes of the newsroom and one's unread notices
let seen = ""; // of the changes alone
let wait = EVERY;
let timer = 0;

function signature(part) {
  const versions = [...part.querySelectorAll("[data-version]")].map((one) => `${one.dataset.item}:${one.dataset.version}`);
  return part.textContent.replace(/\s+/g, " ") + versions.join();
}

/** Somebody types, drags or decides here: exchanging the page under their hands would lose it. */
function occupied(part) {
  const field = part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
  const typed = [...part.querySelectorAll("input:not([type=hidden]), textarea")].some((one) => one.value !== one.defaultValue);
  return field || typed || part.querySelector("dialog[open], details.fold[open]") !== null;
}

function focusKey(part) {
  const active = document.activeElement;
  if (!part.contains(active)) return "";
  if (active.id) return `#${CSS.escape(active.id)}`;
  const link = active.getAttribute("href");
  return link ? `[href="${CSS.escape(link)}"]` : active.dataset.day ? `[data-day="${active.dataset.day}"]` : "";
}

function exchange(part, fresh) {
  const before = new Map([...part.querySelectorAll("[data-item]")].map((one) => [one.dataset.item, one.dataset.version]));
  const focus = focusKey(part);
  part.replaceChildren(...fresh.childNodes);
  for (const card of part.querySelectorAll("[data-item]")) {
    card.classList.toggle("item--fresh", before.get(card.dataset.item) !== card.dataset.version);
  }
  document.dispatchEvent(new Event("live:fresh"));
  if (focus) part.querySelector(focus)?.focus({ preventScroll: true });
}

/** Fetch the page again and exchange what differs; false when a part had to be left alone for now. */
export async function refresh({ quiet = false } = {}) {
  if (!root) return true;
  if (document.querySelector("dialog[open], .is-dragging, [aria-busy=true]") && !quiet) return false;
  const response = await fetch(location.href, { headers: { ...HEADERS, Accept: "text/html" }, cache: "no-store" });
  if (!response.ok || response.redirected) throw new TypeError("not the page");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  dress(page);
  const changed = [...root.querySelectorAll("[data-live-part]")]
    .map((part) => [part, page.getElementById(part.id)])
    .filter(([part, fresh]) => fresh && signature(part) !== signature(fresh));
  const free = changed.filter(([part]) => !occupied(part));
  for (const [part, fresh] of free) exchange(part, fresh);
  if (free.length && !quiet) announce(root.dataset.liveWords, { visible: false });
  return free.length === changed.length;
}

async function look() {
  const response = await fetch(root.dataset.live, { headers: { ...HEADERS, "If-None-Match": mark }, cache: "no-store" });
  if (response.status === 304) return;
  if (!response.ok || response.redirected) throw new TypeError("no answer");
  const answer = await response.json();
  document.dispatchEvent(new CustomEvent("live:unread", { detail: answer.unread }));
  const since = Date.parse(answer.at) > Date.parse(root.dataset.rendered) - MARGIN;
  const changed = seen ? seen !== answer.mark : since;
  if (changed && !(await refresh())) return; // asked again at the next look
  seen = answer.mark;
  mark = response.headers.get("ETag") ?? "";
}

async function round() {
  try {
    await look();
    wait = EVERY;
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
  }
  timer = document.hidden ? 0 : setTimeout(round, wait);
}

if (root) {
  document.addEventListener("live:look", () => refresh({ quiet: true }).catch(() => {}));
  timer = setTimeout(round, EVERY);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) round();
  });
}
