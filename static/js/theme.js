// Light, dark or as the device says. A classic script in the head: the choice is made before anything is painted.
(() => {
  const MEDIA = { auto: "screen and (prefers-color-scheme: dark)", dark: "screen", light: "not all" };
  const KEY = "theme";

  const stored = () => {
    try {
      return localStorage.getItem(KEY) ?? "auto";
    } catch {
      return "auto"; // storage refused: the device decides
    }
  };

  const apply = (choice) => {
    document.querySelector("[data-dark-sheet]").media = MEDIA[choice] ?? MEDIA.auto;
    document.documentElement.dataset.theme = choice;
  };

  apply(document.documentElement.dataset.theme ?? stored());

  document.addEventListener("DOMContentLoaded", () => {
    const holder = document.querySelector("[data-theme-choice]");
    if (!holder) return;
    const select = holder.querySelector("select");
    select.value = document.documentElement.dataset.theme;
    holder.hidden = false;
    select.addEventListener("change", () => {
      apply(select.value);
      try {
        localStorage.setItem(KEY, select.value);
      } catch {
        // kept for this page only
      }
    });
  });
})();
