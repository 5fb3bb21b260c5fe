// Pictures answer the pointer, and tables sort. Everything comes from what the page holds already: the words of a shape
// (its title), what it is of (data-key, which a row of a table may have too), the value of a cell (data-v).

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

// The browser would show the title as well, a second later; it is kept aside for as long as the page is open.
for (const title of document.querySelectorAll(".picture svg title")) {
  title.parentElement.dataset.words = title.textContent;
  title.remove();
}

let lit = "";
const light = (key) => {
  if (key === lit) return;
  for (const one of document.querySelectorAll(".is-lit")) one.classList.remove("is-lit");
  lit = key;
  if (!key) return;
  for (const one of document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) one.classList.add("is-lit");
};

document.addEventListener("pointermove", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const shape = target?.closest("[data-words]");
  light(target?.closest("[data-key]")?.dataset.key ?? "");
  tip.hidden = !shape;
  if (!shape) return;
  tip.textContent = shape.dataset.words;
  const width = tip.offsetWidth;
  const room = document.documentElement.clientWidth;
  const x = Math.min(Math.max(8, event.clientX - width / 2), room - width - 8);
  tip.style.left = `${x + window.scrollX}px`;
  tip.style.top = `${event.clientY + window.scrollY + 18}px`;
});

// A table with all its rows can be put into another order; without script it stays in the one that it came in.
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const told = (row, place) => row.cells[place]?.dataset.v ?? row.cells[place]?.textContent.trim() ?? "";
const compare = (first, second) => {
  // What is not known stands last, however one sorts.
  const one = first === "" ? NaN : Number(first);
  const other = second === "" ? NaN : Number(second);
  if (!Number.isNaN(one) && !Number.isNaN(other)) return one - other;
  return collator.compare(first, second);
};
const sort = (table, head, place) => {
  const down = head.getAttribute("aria-sort") !== "descending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  rows.sort((first, second) => {
    const [one, other] = [told(first, place), told(second, place)];
    if ((one === "") !== (other === "")) return one === "" ? 1 : -1;
    return down ? compare(other, one) : compare(one, other);
  });
  body.append(...rows);
};
for (const table of document.querySelectorAll("table[data-sorts]")) {
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sorts";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head, place));
    head.append(button);
  });
}
