// [data-mentions="id of a text field"]: the names in the list become buttons that put @name where the cursor is.
function offer(entry, field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = entry.textContent;
  button.addEventListener("click", () => {
    const before = field.value.slice(0, field.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    field.setRangeText(`${gap}@${entry.dataset.name} `, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
  entry.replaceChildren(button);
}

function prepare() {
  for (const list of document.querySelectorAll("[data-mentions]")) {
    const field = document.getElementById(list.dataset.mentions);
    for (const entry of list.querySelectorAll("[data-name]")) offer(entry, field);
  }
}

prepare();
document.addEventListener("live:fresh", prepare);
