// details[data-fill]: what it holds is a page of its own ([data-fold-content] there), fetched when it is first opened.
const folds = document.querySelectorAll("details[data-fill]");

async function fill(fold) {
  const url = fold.dataset.fill;
  delete fold.dataset.fill;
  fold.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) throw new TypeError("not the page");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    fold.replaceChildren(fold.querySelector("summary"), page.querySelector("[data-fold-content]"));
    document.dispatchEvent(new CustomEvent("fold:filled", { detail: fold }));
  } catch {
    fold.dataset.fill = url; // the plain link is still there, and the next opening tries again
  } finally {
    fold.removeAttribute("aria-busy");
  }
}

for (const fold of folds) {
  fold.addEventListener("toggle", () => {
    if (fold.open && fold.dataset.fill) fill(fold);
  });
}
