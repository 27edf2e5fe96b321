// [data-search-key="what the key does"]: a fold with the search field; "/" opens it and goes to the field, now or as
// soon as the fold has been filled.
import { register } from "./keys.js";

const fold = document.querySelector("[data-search-key]");

function field() {
  return fold.querySelector("input[type=search]");
}

function go() {
  fold.open = true;
  if (field()) {
    field().focus();
    return;
  }
  const filled = new MutationObserver(() => {
    if (!field()) return;
    filled.disconnect();
    field().focus();
  });
  filled.observe(fold, { childList: true, subtree: true });
}

if (fold) register("/", fold.dataset.searchKey, go);
