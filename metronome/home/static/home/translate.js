// Ctrl and Enter save and go on. Without it the button does.

const form = document.querySelector("form.translating");

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[value=reviewed]"));
});
