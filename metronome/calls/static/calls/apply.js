// The form of an application: keeps what is typed, shows the questions that follow from an answer, and counts
// characters. Without it the page works by its buttons.

import { keepTyped } from "../desk/keep.js";

const form = document.getElementById("applying");
keepTyped(form);

function chosen(name) {
  return new FormData(form).getAll(name);
}

// A question that depends on one that is not asked is not asked either: from the first to the last.
function follow() {
  for (const group of form.querySelectorAll("[data-if]")) {
    const before = document.getElementById(group.dataset.if.replace(/^a-/, "q-"));
    group.hidden = Boolean(before?.hidden) || !chosen(group.dataset.if).includes(group.dataset.when);
  }
}

function count(box) {
  const place = form.querySelector(`[data-count="${box.name}"]`);
  if (place) place.textContent = [...box.value.trim()].length;
}

form.addEventListener("input", (event) => event.target.dataset.most && count(event.target));
form.addEventListener("change", follow);
follow();
