// Saves steps on the page of an activity, and loses nothing. Without it the page works by its buttons.

import { keepTyped, post } from "../desk/keep.js";

const form = document.querySelector("form.noting");
const upload = document.getElementById("upload");

function changed() {
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// What is ticked among the things found moves to the things chosen.
function take(box) {
  const found = box.closest(".found");
  const chosen = document.getElementById(found.dataset.chosen);
  const there = [...chosen.querySelectorAll("input[type=checkbox]")].some((other) => other.value === box.value);
  const input = chosen.querySelector(".find");
  if (!there) chosen.insertBefore(box.closest("label"), input);
  return input;
}

// What was asked is answered. Of a pasted list, the names that are still to be settled stay in the box.
function settle(input, asked) {
  const found = document.getElementById(input.id.replace("find_", "found_"));
  asked?.remove();
  const rest = new Set([...found.querySelectorAll("[data-spelling]")].map((one) => one.dataset.spelling));
  input.value = [...rest].join(", ");
  if (!rest.size) found.replaceChildren();
  input.focus();
}

form.addEventListener("change", (event) => {
  if (!event.target.matches(".found input[type=checkbox]") || !event.target.checked) return;
  const found = event.target.closest(".found");
  if (found.matches(".offered")) {
    event.target.closest("div.cluster").classList.add("taken");
    take(event.target);
    return;
  }
  const asked = event.target.closest("fieldset");
  settle(take(event.target), asked);
});

// Names of a pasted list that mean one thing are ticked by the server; when all of them do, nothing is left to ask.
document.addEventListener("htmx:after:swap", () => {
  for (const found of form.querySelectorAll(".found:not(.offered)")) {
    const inputs = [...found.querySelectorAll("input:checked")].map(take);
    if (!inputs.length) continue;
    if (!found.querySelector("fieldset, p")) settle(inputs[0]);
    changed();
  }
});

form.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.matches(".find") && key === "ArrowDown") {
    document.querySelector(`#${target.id.replace("find_", "found_")} input[type=checkbox]`)?.focus();
    event.preventDefault();
  }
  if (key !== "Enter" || !target.matches("input:not([type=checkbox], [type=file])")) return;
  event.preventDefault(); // a key pressed in a field sends nothing
  if (!target.matches(".find")) return;
  const first = document.querySelector(`#${target.id.replace("find_", "found_")} input[type=checkbox]`);
  if (!first) return;
  const asked = first.closest("fieldset");
  first.checked = true;
  settle(take(first), asked);
  changed();
});

// Another day without going to the server.
form.querySelector("[data-row=days]").addEventListener("click", (event) => {
  event.preventDefault();
  const rows = form.querySelectorAll("[data-days]");
  const row = rows[rows.length - 1].cloneNode(true);
  const number = rows.length + 1;
  row.querySelectorAll("[id], [for]").forEach((one) => {
    for (const name of ["id", "for"]) {
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/\d+$/, number));
    }
    if (one.matches("input")) one.value = "";
  });
  row.querySelector("label").textContent = `${event.currentTarget.dataset.word} ${number}`;
  rows[rows.length - 1].after(row);
  row.querySelector("input").focus();
});

// Files may be dropped anywhere on the page: one that misses the form would be opened in its place. While one is held
// over the page, the box that takes it says so.
const box = upload.closest(".drop");
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  box.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) box.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  box.classList.remove("is-over");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  upload.files = event.dataTransfer.files;
  upload.dispatchEvent(new Event("change", { bubbles: true }));
});
upload.addEventListener("change", async (event) => {
  event.stopPropagation();
  const data = new FormData();
  for (const file of upload.files) data.append("upload", file);
  const answer = await post(form, form.dataset.files, data).catch(() => null);
  if (!answer?.ok) return; // they go with the form itself
  document.getElementById("files").insertAdjacentHTML("beforeend", await answer.text());
  upload.value = "";
  box.scrollIntoView({ block: "nearest" });
  changed();
});

// What similar activities had, a moment after the last change.
let asking = 0;
form.addEventListener("change", () => {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const data = new FormData(form);
    data.delete("upload");
    const answer = await post(form, form.dataset.suggest, data).catch(() => null);
    if (answer?.ok) document.getElementById("suggested").innerHTML = await answer.text();
  }, 600);
});

keepTyped(form);
