// [data-calendar] is a grid with one tab stop: arrows walk days and what stands on them, Enter opens.
import { register } from "./keys.js";

const grid = () => document.querySelector("[data-calendar]");
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function rows() {
  return [...grid().tBodies[0].rows].map((row) => [...row.cells]);
}

function stops(cell) {
  const links = [...cell.querySelectorAll("a[href]")].filter((link) => link.offsetParent !== null);
  return links.length ? links : [cell];
}

function arrival(cell) {
  return cell.querySelector(".item__link") ?? stops(cell)[0];
}

function take(stop, { focus = true } = {}) {
  for (const other of grid().querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  stop.tabIndex = 0;
  if (focus) stop.focus();
}

function prepare() {
  const table = grid();
  if (!table) return;
  table.setAttribute("role", "grid");
  for (const stop of table.querySelectorAll("td, td a[href]")) stop.tabIndex = -1;
  const start = table.querySelector("[aria-current=date]") ?? table.querySelector("td:not(.calendar__day--outside)");
  take(arrival(start ?? table.querySelector("td")), { focus: false });
}

function visibleCell(week, column, down) {
  const all = rows();
  for (let row = week; row >= 0 && row < all.length; row += down) {
    if (all[row][column]?.offsetParent !== null) return all[row][column];
  }
  return undefined;
}

function besides(cell, [down, right]) {
  const all = rows();
  const week = all.findIndex((row) => row.includes(cell));
  if (down) return visibleCell(week + down, all[week].indexOf(cell), down);
  const line = all.flat().filter((one) => one.offsetParent !== null);
  return line[line.indexOf(cell) + right];
}

function walk(event) {
  const cell = event.target.closest("td");
  const step = STEPS[event.key];
  if (!cell || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const here = stops(cell);
  const inside = step[0] ? here[here.indexOf(event.target) + step[0]] : undefined;
  const next = inside ?? besides(cell, step);
  if (next) take(next === inside ? inside : step[0] < 0 ? stops(next).at(-1) : arrival(next));
}

if (grid()) {
  prepare();
  document.addEventListener("live:fresh", prepare);
  document.addEventListener("keydown", (event) => {
    if (grid()?.contains(event.target)) walk(event);
  }, { capture: true });
  document.addEventListener("focusin", (event) => {
    if (grid()?.contains(event.target) && event.target.closest("td")) take(event.target, { focus: false });
  });
  register("↑ ↓ ← →", grid().dataset.gridLabel, () => {});
}
