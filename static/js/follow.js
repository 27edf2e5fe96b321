// [data-follow="3"][id]: what the server works at is fetched again every so many seconds until the page says that it is done.
async function follow(part) {
  const answer = await fetch(location.href, { headers: { "X-Planner-Live": "1" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh || part.contains(document.activeElement)) return;
  part.replaceChildren(...fresh.childNodes);
  if (!fresh.hasAttribute("data-follow")) delete part.dataset.follow;
}

for (const part of document.querySelectorAll("[data-follow]")) {
  const timer = setInterval(() => {
    if (!part.hasAttribute("data-follow")) clearInterval(timer);
    else if (!document.hidden) follow(part).catch(() => {});
  }, Number(part.dataset.follow) * 1000);
}
