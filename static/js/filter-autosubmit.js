// form[data-autosubmit]: a change is sent after a pause; empty fields stay out of the address; the focus comes back.
const PAUSE = 500;
const KEY = "filter-focus";

for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  let timer = 0;
  form.addEventListener("change", (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      sessionStorage.setItem(KEY, event.target.id);
      form.requestSubmit();
    }, PAUSE);
  });
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });
}

const last = sessionStorage.getItem(KEY);
if (last) {
  sessionStorage.removeItem(KEY);
  document.getElementById(last)?.focus({ preventScroll: true });
}
