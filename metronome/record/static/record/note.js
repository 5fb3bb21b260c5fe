// Saves steps on the page of an activity. Without it the page works by its buttons.

const form = document.querySelector("form.noting");
const status = document.getElementById("draft");

// What is ticked among the things found moves to the things chosen.
function take(box) {
  const found = box.closest(".found");
  const chosen = document.getElementById(found.dataset.chosen);
  const there = [...chosen.querySelectorAll("input[type=checkbox]")].some((other) => other.value === box.value);
  const input = chosen.querySelector(".find");
  if (!there) chosen.insertBefore(box.closest("label"), input);
  return input;
}

function settle(input) {
  input.value = "";
  document.getElementById(input.id.replace("find_", "found_")).replaceChildren();
  input.focus();
}

form.addEventListener("change", (event) => {
  if (event.target.matches(".found input[type=checkbox]")) {
    const last = !event.target.closest(".found").querySelector("fieldset + fieldset");
    const input = take(event.target);
    if (last) settle(input);
  }
});

// Names of a pasted list that mean one thing are ticked by the server.
document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.matches(".found")) return;
  event.target.querySelectorAll("input:checked").forEach(take);
});

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".find")) return;
  event.preventDefault();
  const first = document.querySelector(`#${event.target.id.replace("find_", "found_")} input[type=checkbox]`);
  if (first) {
    first.checked = true;
    settle(take(first));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, (event) => {
    if (event.target !== form) return;
    const draft = status.querySelector("input");
    status.textContent = form.dataset.lost;
    if (draft) status.append(draft);
  });
}
