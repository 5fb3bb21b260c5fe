// What is typed is never lost: until the server has it, it is kept in this browser, for this person and this entry
// alone. A lost connection, a sign-in that is over and a closed tab are survived. What the page carries for it is made
// by metronome/desk/keeping.py.

const PAUSE = 1200;
const FREE = ["csrfmiddlewaretoken", "upload", "seal"];
// The mark of the draft comes into the page when the server has it first; nobody typed it.
const BESIDE = [...FREE, "draft"];

export function keepTyped(form) {
  const status = document.getElementById("draft");
  const notice = document.getElementById("lost");
  const place = `metronome:${form.dataset.keep}`;
  const begun = typed();
  let leaving = false;
  let waiting = 0;

  function typed(but = FREE) {
    return JSON.stringify([...new FormData(form)].filter(([name]) => !but.includes(name)));
  }

  function say(words, link) {
    const draft = status.querySelector("input");
    status.textContent = words;
    if (link) {
      const way = Object.assign(document.createElement("a"), { href: form.dataset.signin, textContent: link });
      way.target = "_blank";
      way.rel = "noopener";
      status.append(" ", way);
    }
    if (draft) status.append(draft);
  }

  function keep() {
    try {
      localStorage.setItem(place, typed());
    } catch {
      // A browser that keeps nothing: the server still does.
    }
  }

  function forget() {
    localStorage.removeItem(place);
  }

  // Whether the server has what is typed.
  async function sent() {
    clearTimeout(waiting);
    const now = typed(BESIDE);
    let answer;
    try {
      answer = await post(form, form.dataset.draft);
    } catch {
      say(form.dataset.lost);
      return false;
    }
    if (answer.status === 401 || answer.status === 403) {
      say(form.dataset.signedOut, form.dataset.signinWords);
      return false;
    }
    if (answer.ok) {
      status.innerHTML = await answer.text();
      // What else on the page tells how far one is, is told anew with it.
      for (const one of status.querySelectorAll("template[data-also]"))
        document.getElementById(one.dataset.also)?.replaceChildren(one.content);
      if (now === typed(BESIDE)) forget();
    } else say(answer.status === 400 ? await answer.text() : form.dataset.lost);
    // What is too long for a draft is for the page itself to refuse.
    return answer.status < 500;
  }

  function later() {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(sent, PAUSE);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);

  addEventListener("online", () => localStorage.getItem(place) && sent());

  // The page is only left when the server is there and knows who this is.
  form.addEventListener("submit", async (event) => {
    if (leaving) return;
    event.preventDefault();
    const by = event.submitter;
    keep();
    if (!(await sent())) return;
    leaving = true;
    form.requestSubmit(by);
  });

  const kept = localStorage.getItem(place);
  if (kept && form.dataset.sent === "GET" && kept !== begun) notice.hidden = false;
  else if (form.dataset.sent === "GET") forget();

  notice.addEventListener("click", (event) => {
    const wish = event.target.closest("[data-lost]")?.dataset.lost;
    if (wish === "forget") {
      forget();
      notice.hidden = true;
    }
    if (wish === "restore") restore(form, JSON.parse(localStorage.getItem(place)));
  });
}

// Sends the form, or what `data` says of it. After signing in elsewhere the token of this page is an old one; the same
// page gives a new one.
export async function post(form, address, data = new FormData(form)) {
  if (address === form.dataset.draft) {
    for (const [name, value] of [...data]) if (name === "upload" || value instanceof File) data.delete(name);
  }
  const send = () => {
    data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    return fetch(address, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  };
  const answer = await send();
  return answer.status === 403 && (await renewed(form)) ? send() : answer;
}

async function renewed(form) {
  const answer = await fetch(form.action, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = fresh.querySelector("form[data-keep] [name=csrfmiddlewaretoken]");
  if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
  return Boolean(token);
}

// The server makes the page of what was typed, with every row and every choice.
function restore(form, typed) {
  const again = document.createElement("form");
  again.method = "post";
  again.action = form.action;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const values = typed.filter(([name, value]) => name !== "more" && name !== "do" && typeof value === "string");
  for (const [name, value] of [...values, ["csrfmiddlewaretoken", token], ["more", "again"]]) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    again.append(field);
  }
  again.hidden = true;
  document.body.append(again);
  again.submit();
}
