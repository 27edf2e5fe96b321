// Lines of a crowded day are sent in as few letters as will do: <li class=planned data-v=3><a href=/tin-bai/7>. Here
// they become what the other scripts know as cards, with their state in words and their way to move.
// [data-move-path]: where an item is moved, with 0 for its number; [data-fixed]: a line that stays.
const root = document.querySelector("[data-move-path]");
const words = new Map();

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function wayToMove(line, title) {
  line.dataset.movable = "";
  line.dataset.moveUrl = root.dataset.movePath.replace("0", line.dataset.item);
  const link = element("a", "item__move", "");
  link.href = line.dataset.moveUrl;
  link.setAttribute("aria-label", `${root.dataset.moveWords}: ${title}`);
  return link;
}

function dressOne(line) {
  const link = line.querySelector("a");
  const status = line.className;
  line.className = `item status--${status}`;
  line.dataset.item = link.pathname.split("/").pop();
  line.dataset.version = line.dataset.v;
  const title = link.lastChild.textContent;
  link.lastChild.replaceWith(element("span", "item__title", title));
  link.className = "item__link";
  link.title = [title, words.get(status), link.querySelector("em")?.textContent].filter(Boolean).join(" – ");
  link.prepend(element("small", "", `${words.get(status)} `));
  if (!("fixed" in line.dataset)) line.append(wayToMove(line, title));
}

/** Every line in a part of a page, or in a page that was fetched. */
export function dress(part) {
  for (const line of part.querySelectorAll(".lines > [data-v]:not([data-version])")) dressOne(line);
}

if (root) {
  for (const badge of document.querySelectorAll(".legend .badge")) {
    words.set(badge.className.match(/status--(\w+)/)[1], badge.textContent.trim());
  }
  dress(document);
}
