// Writing a part of a report: nothing typed is lost, typed numbers are marked a moment after, and a figure is put in
// where one writes. Without it the page works by its buttons.

import { keepTyped, post } from "../desk/keep.js";

const form = document.getElementById("writing");
const PAUSE = 900;
const waiting = new Map();
let last = form.querySelector("textarea");

// How the text of a language reads now, and what in it follows no figure.
async function look(area) {
  const data = new FormData(form);
  const answer = await post(form, `${form.dataset.look}?in=${area.dataset.language}`, data).catch(() => null);
  if (answer?.ok) document.getElementById(`reads_${area.dataset.language}`).innerHTML = await answer.text();
}

form.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) return;
  clearTimeout(waiting.get(event.target));
  waiting.set(event.target, setTimeout(look, PAUSE, event.target));
});

form.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea")) last = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  event.preventDefault();
  const area = document.getElementById(button.dataset.insert);
  const at = area === last ? area.selectionEnd : area.value.length;
  const gap = at && !/\s/.test(area.value[at - 1]) ? " " : "";
  area.setRangeText(`${gap}{figure:${form.elements.figure.value}}`, at, at, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
});

keepTyped(form);
