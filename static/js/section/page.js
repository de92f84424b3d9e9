// The page of a section that may be written: brings form, editor and engine together, and says how it stands.
import { Engine, same } from "section/engine";
import * as kept from "section/kept";
import { presence } from "section/presence";

const SAID = 60000; // at most once in so many milliseconds is a save that went well read aloud
const LARGEST_LEAVING = 60000; // bytes; browsers send no more once the page is left
// What looks like a CPR number; the server decides (councils/cpr.py).
const NUMBER = /(?<![\d./-])(?:0[1-9]|[12]\d|3[01])[. /-]?(?:0[1-9]|1[0-2])[. /-]?\d\d\s?[-–]?\s?\d{4}(?![\d-])/g;

const form = document.querySelector("form[data-autosave]");
if (form) {
  const field = form.elements.text;
  if (!field || field.editor) {
    begin(form, field?.editor);
  } else {
    field.addEventListener("prose-editor:ready", (event) => begin(form, event.detail.editor), { once: true });
  }
}

function begin(form, editor) {
  const key = form.dataset.keep;
  const told = tellers(form);
  form.querySelector("[data-save-button]").hidden = true;
  let isLeaving = false;

  const page = {
    words: () => Object.fromEntries(["heading", "text", "note"].map((name) => [name, form.elements[name]?.value ?? ""])),
    show(words) {
      for (const name of ["heading", "text", "note"]) {
        if (form.elements[name]) {
          form.elements[name].value = words[name];
        }
      }
      if (editor) {
        editor.commands.setContent(words.text, { emitUpdate: false });
        form.elements.text.value = editor.isEmpty ? "" : editor.getHTML();
      }
    },
    send(fields, leaving) {
      const body = new FormData(form);
      body.delete("csrfmiddlewaretoken"); // the header has a fresher one
      Object.entries(fields).forEach(([name, value]) => body.set(name, value));
      const isSmall = JSON.stringify(fields).length < LARGEST_LEAVING;
      return fetch(form.action, {
        method: "POST",
        body,
        headers: headers(form),
        redirect: "manual",
        keepalive: leaving && isSmall,
      });
    },
    keep: (state) => kept.keep(key, state) || told.cannotKeep(),
    forget: () => kept.forget(key),
    ...told,
    conflict(address) {
      lock(form, editor);
      told.conflict(address);
    },
  };

  if (editor) {
    // The text as the editor writes it, so that what is not touched is not sent.
    form.elements.text.value = editor.isEmpty ? "" : editor.getHTML();
  }
  const engine = new Engine(page, form.elements.base.value);
  const watch = numberWatch(form, page.words);
  form.addEventListener("input", () => {
    watch();
    engine.changed();
  });
  form.elements.cpr_seen.addEventListener("change", () => engine.save());
  window.addEventListener("online", () => engine.save());
  window.addEventListener("focus", () => engine.failures && engine.save());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && engine.leave());
  window.addEventListener("pagehide", () => engine.leave());
  window.addEventListener("beforeunload", (event) => {
    if (engine.isDirty && !isLeaving) {
      event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    // The way to sign in comes back, and the text is kept meanwhile.
    isLeaving ||= Boolean(event.target.closest?.("[data-comes-back]"));
  });
  saveFirst(form, engine, () => (isLeaving = true));
  presence(form.dataset.presence, document.querySelector("[data-others]"), () => headers(form));
  comeBack(engine, page, key, told);
}

function headers(form) {
  return { Accept: "application/json", "X-CSRFToken": token(form) };
}

/**
 * The token of the session as it is now: signing in again gives a new one.
 */
function token(form) {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

function comeBack(engine, page, key, told) {
  const found = kept.recall(key);
  if (!found || same(found.words, page.words())) {
    kept.forget(key);
    return;
  }
  told.recalled();
  engine.resume(found);
}

/**
 * Buttons that send a form away: what is typed is saved first, and the form begins from the version that this gives.
 */
function saveFirst(form, engine, leave) {
  const others = document.querySelectorAll("form[data-after-save]");
  for (const other of [form, ...others]) {
    other.addEventListener("submit", async (event) => {
      const button = event.submitter;
      if (other === form && !button?.hasAttribute("formaction")) {
        event.preventDefault();
        engine.save();
        return;
      }
      if (engine.isDirty || engine.flight) {
        event.preventDefault();
        if (await engine.save()) {
          other.requestSubmit(button);
        }
        return;
      }
      other.elements.base.value = engine.base;
      other.elements.csrfmiddlewaretoken.value = token(other);
      leave();
    });
  }
}

function lock(form, editor) {
  editor?.setEditable(false);
  [form.elements.heading, form.elements.note].forEach((field) => field && (field.readOnly = true));
}

// CPR numbers -----------------------------------------------------------------------------------------------------------

function numbers(words) {
  const text = `${words.heading} ${words.text.replace(/<[^>]*>/g, " ")} ${words.note}`;
  return [...text.matchAll(NUMBER)].map(String).join("|");
}

/**
 * Show the warning as soon as a number is typed; a new number takes back the word that the last one was none.
 */
function numberWatch(form, words) {
  const warning = document.querySelector("[data-cpr]");
  let known = numbers(words());
  return () => {
    const found = numbers(words());
    if (found !== known) {
      known = found;
      form.elements.cpr_seen.checked = false;
      warning.hidden = !found;
    }
  };
}

// What is said ----------------------------------------------------------------------------------------------------------

function tellers(form) {
  const state = document.querySelector("[data-save-state]");
  const aloud = document.querySelector("[data-save-aloud]");
  const trouble = document.querySelector("[data-trouble]");
  let lastSaid = 0;
  let lastGood = true;

  function say(text, good) {
    state.textContent = text;
    state.classList.toggle("is-good", good);
    state.classList.toggle("is-bad", !good);
    if (good !== lastGood || !good || Date.now() - lastSaid > SAID) {
      aloud.textContent = text;
      lastSaid = Date.now();
    }
    lastGood = good;
  }

  function warn(...content) {
    trouble.querySelector("[data-words]").replaceChildren(...content);
    trouble.hidden = !content.length;
  }

  function link(text, address, comesBack) {
    const a = document.createElement("a");
    a.href = address;
    a.textContent = text;
    a.toggleAttribute("data-comes-back", comesBack);
    return a;
  }

  return {
    saving: () => (state.textContent = "Gemmer …"),
    saved(clock, merged) {
      warn();
      showErrors(form, {});
      say(`${merged ? "Gemt og flettet med en andens ændring" : "Gemt"} kl. ${clock}`, true);
    },
    failed() {
      say("Ikke gemt. Vi prøver igen", false);
    },
    cannotKeep() {
      warn("Browseren kan ikke huske teksten. Lad siden være åben, til den er gemt.");
    },
    recalled() {
      warn("Du har tekst her, som ikke blev gemt. Den er sat ind igen og bliver gemt nu.");
    },
    signedOut() {
      say("Ikke gemt. Du er logget af", false);
      const signIn = link("Log ind igen", form.dataset.signIn, true);
      warn("Du er logget af. Din tekst ligger her i browseren. ", signIn, ", så kommer du tilbage hertil, og den bliver gemt.");
    },
    wrong(errors) {
      const isNumber = /CPR/.test(JSON.stringify(errors));
      say(isNumber ? "Ikke gemt. Noget ligner et CPR-nummer" : "Ikke gemt. Noget skal rettes først", false);
      showErrors(form, errors);
    },
    conflict(address) {
      say("Ikke gemt i afsnittet. Du skal vælge", false);
      warn("En anden har ændret det samme sted, mens du skrev. Begge tekster er gemt. ", link("Vælg, hvad der skal stå", address));
    },
    stopped(message, next) {
      say("Ikke gemt i afsnittet", false);
      warn(`${message} `, ...(next ? [link("Gå til dispositionen", next)] : ["Din tekst ligger stadig her i browseren."]));
    },
  };
}

/**
 * Each error above its field; none takes them away.
 */
function showErrors(form, errors) {
  document.querySelectorAll("[data-live-error]").forEach((old) => old.remove());
  for (const [name, found] of Object.entries(errors)) {
    const words = found.map((error) => error.message).join(" ");
    const group = form.elements[name]?.closest?.(".form-group") ?? form.querySelector("[data-general]");
    const message = document.createElement("span");
    message.className = "form-error-message";
    message.dataset.liveError = "";
    message.setAttribute("role", "alert");
    message.textContent = words;
    group.prepend(message);
    if (/CPR/.test(words)) {
      document.querySelector("[data-cpr]").hidden = false;
    }
  }
}
