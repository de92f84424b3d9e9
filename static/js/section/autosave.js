// Saves a section while one writes, keeps the text in the browser while it cannot be saved, and says how it stands.
// The server decides everything: what is merged, what must be asked about, what looks like a CPR number.
(function () {
  "use strict";

  var PAUSE = 2000; // milliseconds after the last change
  var BEAT = 20000; // between two words to the server that the page is open
  var SAID = 60000; // at most once in so long is a save that went well read aloud
  var AGAIN = [3000, 10000, 30000]; // before a save that failed is tried again; the last for as long as it takes
  var KEPT = 14 * 24 * 3600 * 1000; // how long an unsaved text is kept in the browser

  var form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch) {
    return;
  }
  var state = form.querySelector("[data-save-state]");
  var aloud = form.querySelector("[data-save-aloud]");
  var trouble = document.querySelector("[data-trouble]");
  var key = form.dataset.keep;
  var editor = null;
  var dirty = false; // something is typed that no answer has confirmed
  var saving = false;
  var stopped = false;
  var failures = 0;
  var timer = null;
  var lastSaid = 0;

  form.querySelector("[data-save-button]").hidden = true;

  function words() {
    return { heading: form.elements.heading.value, text: form.elements.text.value, note: form.elements.note.value };
  }

  function same(one, other) {
    return one.heading === other.heading && one.text === other.text && one.note === other.note;
  }

  function say(text, good) {
    state.textContent = text;
    state.classList.toggle("is-good", good);
    if (!good || Date.now() - lastSaid > SAID) {
      aloud.textContent = text;
      lastSaid = Date.now();
    }
  }

  function warn(html) {
    trouble.hidden = !html;
    trouble.querySelector("[data-words]").replaceChildren.apply(trouble.querySelector("[data-words]"), html || []);
  }

  function link(text, address) {
    var a = document.createElement("a");
    a.href = address;
    a.textContent = text;
    return a;
  }

  // What is not saved yet is kept in this browser, under this account and section alone.
  function keep() {
    try {
      var kept = { words: words(), base: form.elements.base.value, at: Date.now() };
      window.localStorage.setItem(key, JSON.stringify(kept));
    } catch (error) {
      say("Ikke gemt. Browseren kan ikke huske teksten, så lad siden være åben.", false);
    }
  }

  function forget() {
    try {
      window.localStorage.removeItem(key);
    } catch (error) {
      // Nothing could be kept there, so nothing has to go.
    }
  }

  function token() {
    var found = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
    return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
  }

  function later(pause) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, pause);
  }

  function changed() {
    dirty = true;
    keep();
    if (!stopped) {
      later(PAUSE);
    }
  }

  function save(leaving) {
    if (saving || stopped || !dirty) {
      return;
    }
    saving = true;
    window.clearTimeout(timer);
    var sent = words();
    say("Gemmer …", true);
    window
      .fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json", "X-CSRFToken": token() },
        redirect: "manual",
        keepalive: leaving === true
      })
      .then(function (response) {
        return answered(response, sent);
      })
      .catch(failed)
      .then(function () {
        saving = false;
        if (dirty && !stopped && !failures) {
          later(PAUSE);
        }
      });
  }

  function failed() {
    say("Ikke gemt. Vi prøver igen", false);
    later(AGAIN[Math.min(failures, AGAIN.length - 1)]);
    failures += 1;
  }

  function answered(response, sent) {
    if (response.type === "opaqueredirect" || response.status === 403) {
      failures = 1;
      say("Ikke gemt. Du er logget af", false);
      warn(["Din tekst er gemt her i browseren. ", link("Log ind igen", form.dataset.signIn), ", så gemmes den."]);
      later(AGAIN[2]);
      return null;
    }
    if (response.status >= 500 || response.status === 429) {
      throw new Error("busy");
    }
    return response.json().then(function (answer) {
      failures = 0;
      if (response.ok) {
        saved(answer, sent);
      } else {
        refused(answer);
      }
    });
  }

  function saved(answer, sent) {
    var unchanged = same(words(), sent);
    warn(null);
    if (unchanged || !answer.merged) {
      form.elements.base.value = answer.version;
    }
    if (unchanged) {
      dirty = false;
      forget();
      if (answer.merged) {
        show(answer);
      }
    } else {
      keep(); // what was typed meanwhile goes on from its own base, so that the server merges it
    }
    say(answer.merged ? "Gemt og flettet kl. " + answer.at : "Gemt kl. " + answer.at, true);
  }

  function refused(answer) {
    stopped = true;
    say("Ikke gemt", false);
    if (answer.conflict) {
      forget();
      dirty = false;
      warn(["En anden har ændret det samme sted, mens du skrev. Begge tekster er gemt. ", link("Vælg, hvad der skal stå", answer.conflict)]);
      window.location.assign(answer.conflict);
    } else if (answer.errors) {
      stopped = false;
      var texts = Object.keys(answer.errors).map(function (name) {
        return answer.errors[name].map(function (error) { return error.message; }).join(" ");
      });
      form.querySelector("[data-cpr]").hidden = !/CPR/.test(texts.join(" "));
      warn([Array.from(new Set(texts)).join(" ")]);
    } else {
      warn([answer.message]);
    }
  }

  function show(answer) {
    form.elements.heading.value = answer.heading;
    form.elements.note.value = answer.note;
    form.elements.text.value = answer.text;
    if (editor) {
      editor.commands.setContent(answer.text, { emitUpdate: false });
    }
    dirty = false;
  }

  // A text that an earlier visit could not save: shown, and saved from the version that it began from.
  function recall() {
    var kept = null;
    try {
      kept = JSON.parse(window.localStorage.getItem(key));
    } catch (error) {
      kept = null;
    }
    if (!kept || Date.now() - kept.at > KEPT || same(kept.words, words())) {
      forget();
      return;
    }
    show(kept.words);
    form.elements.base.value = kept.base;
    dirty = true;
    warn(["Du har tekst her, som ikke blev gemt sidst. Den er sat ind og bliver gemt nu."]);
    save();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("prose-editor:ready", function (event) {
    editor = event.detail.editor;
    editor.on("update", changed);
    recall();
  });
  window.addEventListener("online", function () {
    failures = 0;
    later(0);
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      save(true);
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) {
      event.preventDefault();
    }
  });
  // The buttons that leave the page save first; the server's own version check holds in any case.
  document.querySelectorAll("form[data-after-save]").forEach(function (other) {
    other.addEventListener("submit", function (event) {
      if (!dirty && !saving) {
        other.elements.base.value = form.elements.base.value;
        return;
      }
      event.preventDefault();
      save();
      var button = event.submitter;
      window.setTimeout(function () {
        if (!stopped && !failures) {
          other.requestSubmit(button);
        }
      }, 300);
    });
  });

  function beat() {
    if (document.visibilityState !== "visible") {
      return;
    }
    var head = { Accept: "application/json", "X-CSRFToken": token() };
    window
      .fetch(form.dataset.presence, { method: "POST", headers: head, redirect: "manual" })
      .then(function (response) {
        return response.ok ? response.json() : { others: [] };
      })
      .then(function (answer) {
        var line = document.querySelector("[data-others]");
        line.hidden = !answer.others.length;
        line.querySelector("span").textContent = answer.others.join(", ");
      })
      .catch(function () {
        // Whether others are here is not known without a connection; the save says that there is none.
      });
  }
  beat();
  window.setInterval(beat, BEAT);
})();
