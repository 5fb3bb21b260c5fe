// Says each instant of a call by the clock of the reader's own machine, where that shows something else than the call's
// and the reader has chosen no clock. Without script the page offers the choice.

const sentence = document.querySelector("[data-own-clock]")?.dataset.ownClock;
const language = document.documentElement.lang;

function shown(instant, timeZone) {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "long", timeZone }).format(instant);
}

function wall(instant, timeZone) {
  return new Intl.DateTimeFormat("en", { dateStyle: "short", timeStyle: "medium", timeZone }).format(instant);
}

for (const place of sentence ? document.querySelectorAll("[data-instant]") : []) {
  const instant = new Date(place.dataset.instant);
  if (!place.textContent.trim() && wall(instant) !== wall(instant, place.dataset.zone)) {
    place.textContent = sentence.replace("…", shown(instant));
  }
}
