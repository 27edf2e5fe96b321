// Messages: those of the page can be closed; announce() speaks to screen readers and shows a toast.
const STAY = 8000;

export function announce(words, { urgent = false, visible = true } = {}) {
  document.getElementById(urgent ? "live-urgent" : "live").textContent = words;
  if (!visible) return;
  const toast = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  toast.classList.add(urgent ? "flash--error" : "flash--success");
  toast.querySelector(".flash__text").textContent = words;
  document.getElementById("toasts").append(toast);
  if (!urgent) setTimeout(() => toast.remove(), STAY); // what went wrong stays until it is closed
}

for (const button of document.querySelectorAll("[data-dismiss]")) button.hidden = false;

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest("[data-flash]").remove();
});
