// Shortcuts: [data-key="n"] is clicked (a field is focused) when its key is pressed. Off while typing and with modifiers.
const handlers = new Map();
const CAPS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Enter: "⏎" };

export function register(key, label, run) {
  handlers.set(key, { label, run });
}

function typing(target) {
  return target.closest?.("input, select, textarea, [contenteditable]") || document.querySelector("dialog[open]");
}

/** The key's element: the one in the part of the page that has the focus (a pair of the queue), else the first. */
function elementFor(key, target) {
  const own = target.closest?.("[data-pair]") ?? document.querySelector("[data-pair]");
  const selector = `[data-key="${CSS.escape(key)}"]`;
  return own?.querySelector(selector) ?? document.querySelector(selector);
}

function showHelp() {
  const list = document.querySelector("[data-shortcuts]");
  for (const old of list.querySelectorAll("[data-added]")) old.remove();
  const entries = new Map([...handlers].map(([key, { label }]) => [key, label]));
  for (const element of document.querySelectorAll("[data-key]")) entries.set(element.dataset.key, element.dataset.keyLabel);
  for (const [key, label] of entries) {
    const name = document.createElement("dt");
    const meaning = document.createElement("dd");
    const cap = document.createElement("kbd");
    cap.textContent = CAPS[key] ?? key;
    name.append(cap);
    meaning.textContent = label;
    name.dataset.added = meaning.dataset.added = "";
    list.append(name, meaning);
  }
  document.getElementById("shortcuts").showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
  if (event.key === "?") {
    event.preventDefault();
    showHelp();
    return;
  }
  const element = elementFor(event.key, event.target);
  const handler = handlers.get(event.key);
  if (!element && !handler) return;
  event.preventDefault();
  if (handler) handler.run(event);
  else if (element.matches("input, select, textarea")) element.focus();
  else element.click();
});
