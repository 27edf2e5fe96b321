// data-connection="address": asks whether a calendar program has read the link, and says so in its place.
// Soon at first, then ever more rarely; not while the page is hidden.
const SLOWEST = 60_000;

for (const place of document.querySelectorAll("[data-connection]")) {
  let pause = 4_000;
  const look = async () => {
    if (!document.hidden) {
      try {
        const response = await fetch(place.dataset.connection, { headers: { Accept: "application/json" } });
        if (!response.ok) return;
        const { read, words } = await response.json();
        if (read && place.textContent !== words) place.textContent = words;
        place.classList.toggle("connection--made", read);
      } catch {
        // the network is away; the next look tries again
      }
      pause = Math.min(pause * 1.3, SLOWEST);
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
}
