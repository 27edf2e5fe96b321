// [data-calendar] is walked with the arrows and has one tab stop; Enter opens what has the focus. Its value says how it
// is laid out: a table of days or hours (none), "lanes" beside each other, "rows" below each other.
import { register } from "./keys.js";

const grid = () => document.querySelector("[data-calendar]");
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function rows() {
  const layout = grid().dataset.calendar;
  if (layout === "lanes") return [[...grid().children]];
  if (layout === "rows") return [...grid().querySelectorAll("[data-walk]")].map((row) => [row]);
  return [...grid().tBodies[0].rows].map((row) => [...row.cells]);
}

function cellOf(element) {
  return rows().flat().find((cell) => cell.contains(element));
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

function start(cells) {
  const shown = (selector) => [...grid().querySelectorAll(selector)].find((one) => one.offsetParent !== null);
  const today = shown("[aria-current=date]");
  return (today && cellOf(today)) ?? cellOf(shown(".item__link")) ?? cells.find((cell) => !cell.matches(".calendar__day--outside, th")) ?? cells[0];
}

function prepare() {
  const place = grid();
  const cells = place ? rows().flat() : [];
  if (!cells.length) return;
  if (place.matches("table")) place.setAttribute("role", "grid");
  place.removeAttribute("tabindex"); // what stands in it takes its tab stop
  for (const cell of cells) {
    if (place.dataset.calendar !== "rows") cell.tabIndex = -1;
    for (const link of cell.querySelectorAll("a[href]")) link.tabIndex = -1;
  }
  take(arrival(start(cells)), { focus: false });
}

function visibleCell(week, column, down) {
  const all = rows();
  for (let row = week; row >= 0 && row < all.length; row += down) {
    const cell = all[row][Math.min(column, all[row].length - 1)];
    if (cell?.offsetParent !== null) return cell;
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
  const cell = cellOf(event.target);
  const step = STEPS[event.key];
  if (!cell || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  if (step[1] && grid().dataset.calendar === "rows") return; // left and right turn the period there
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
    if (grid()?.contains(event.target) && cellOf(event.target)) take(event.target, { focus: false });
  });
  register("↑ ↓ ← →", grid().dataset.gridLabel, () => {});
}
