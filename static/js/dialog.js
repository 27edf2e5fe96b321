// [data-dialog="id"] opens that <dialog> instead of following the link; [data-close] closes it; menus close by themselves.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const dialog = opener && plain ? document.getElementById(opener.dataset.dialog) : null;
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  event.target.closest("[data-close]")?.closest("dialog").close();
  if (event.target.matches("dialog[open]")) event.target.close(); // the backdrop
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
