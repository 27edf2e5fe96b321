// [data-bell]: how many notices wait, renewed by what live.js hears while the page is open.
function ring(bell, count) {
  const words = count ? bell.dataset.some.replace("…", count) : bell.dataset.none;
  let number = bell.querySelector(".bell__count");
  if (!count) number?.remove();
  else {
    if (!number) {
      number = document.createElement("span");
      number.className = "bell__count";
      number.setAttribute("aria-hidden", "true");
      bell.append(number);
    }
    number.textContent = count < 100 ? String(count) : "99+";
  }
  bell.title = words;
  bell.setAttribute("aria-label", words);
}

document.addEventListener("live:unread", ({ detail }) => {
  for (const bell of document.querySelectorAll("[data-bell]")) ring(bell, detail);
});
