// What a page does beyond its links and forms. Everything here only saves a step: without it the page works too.

// A button or link that names a dialog opens it; its close buttons need no script (form method="dialog").
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog instanceof HTMLDialogElement) {
    event.preventDefault();
    dialog.showModal();
  }
});

// The display changes at once; the form tells the server for the next page.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches(".display") || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form, event.submitter),
    redirect: "manual",
  });
  if (answer.type !== "opaqueredirect" && !answer.ok) return;
  if (theme === "device") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of form.elements.theme) button.setAttribute("aria-pressed", String(button.value === theme));
});

// Escape closes the menu of rooms and gives the focus back.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".roommenu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
