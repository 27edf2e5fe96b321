// data-copy="field-id" on a hidden button: shown, and copies the field. Without a clipboard (plain http) it selects instead.
import { announce } from "./flash.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(field.value);
      copied = true;
    } catch {
      copied = document.execCommand("copy");
    }
    announce(copied ? button.dataset.copied : button.dataset.byHand);
  });
}
