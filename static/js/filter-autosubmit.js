// form[data-autosubmit]: a change is sent after a pause; empty fields stay out of the address; the focus comes back.
const PAUSE = 500;
const KEY = "filter-focus";

let timer = 0;

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    sessionStorage.setItem(KEY, event.target.id);
    form.requestSubmit();
  }, PAUSE);
});

document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form[data-autosubmit]")) return;
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
});

/** Where one was before the change was sent; the form may stand in a fold that is filled on demand. */
const last = sessionStorage.getItem(KEY);
if (last) {
  sessionStorage.removeItem(KEY);
  const fold = document.querySelector("details[data-fill]");
  if (!document.getElementById(last) && fold) {
    document.addEventListener("fold:filled", () => document.getElementById(last)?.focus({ preventScroll: true }), { once: true });
    fold.open = true;
  }
  document.getElementById(last)?.focus({ preventScroll: true });
}
