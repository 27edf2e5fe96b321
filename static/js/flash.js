// Messages: those of the page can be closed; announce() speaks to screen readers and shows a toast.
const STAY = 8000;

async function takeBack(button, url, toast) {
  const body = new FormData();
  body.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
  button.disabled = true;
  try {
    const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    const { message } = await response.json();
    toast.remove();
    announce(message, { urgent: !response.ok });
    document.dispatchEvent(new Event("live:look"));
  } catch {
    button.disabled = false;
    announce(document.getElementById("toasts").dataset.undoFailed, { urgent: true });
  }
}

/** The newest message is the one that z takes back. */
function offerUndo(toast, url) {
  const button = toast.querySelector("[data-undo]");
  if (!url) {
    button.remove();
    return;
  }
  for (const older of document.querySelectorAll("[data-key=z]")) delete older.dataset.key;
  button.hidden = false;
  button.addEventListener("click", () => takeBack(button, url, toast));
}

export function announce(words, { urgent = false, visible = true, undo = "" } = {}) {
  document.getElementById(urgent ? "live-urgent" : "live").textContent = words;
  if (!visible) return;
  const toast = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  toast.classList.add(urgent ? "flash--error" : "flash--success");
  toast.querySelector(".flash__text").textContent = words;
  offerUndo(toast, undo);
  if (undo) for (const older of document.querySelectorAll("#toasts [data-undo]")) older.closest("[data-flash]").remove();
  document.getElementById("toasts").append(toast);
  if (!urgent && !undo) setTimeout(() => toast.remove(), STAY); // what went wrong and what can be undone stays until closed
}

for (const button of document.querySelectorAll("[data-dismiss]")) button.hidden = false;

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest("[data-flash]").remove();
});
