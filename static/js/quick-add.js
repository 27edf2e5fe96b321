// Adding on a day or slot: the page of the quick form is shown in a dialog; it is sent like any form.
const root = document.querySelector("[data-planner]");
const dialog = document.getElementById("quick-add");

async function open(link) {
  const response = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const part = page.querySelector("[data-quick-form]");
  if (!response.ok || !part) throw new TypeError("not the form");
  part.querySelector("[name=back]").value = location.pathname + location.search;
  dialog.querySelector("[data-about]").textContent = page.querySelector("h1").textContent;
  dialog.querySelector("[data-place]").replaceChildren(part);
  dialog.showModal();
  dialog.querySelector("[name=title]").focus();
}

if (root && dialog) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.pathname !== dialog.dataset.quickAdd) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });
}
