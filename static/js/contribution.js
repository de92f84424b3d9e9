// Saves a contributor's draft while it is written, and keeps it in the browser while it cannot be saved.
// Without this there is a button for it; the server decides what comes of a save.
(function () {
  "use strict";

  var PAUSE = 2000; // milliseconds after the last change
  var AGAIN = 20000; // before a save that failed is tried again
  var KEPT = 14 * 24 * 3600 * 1000; // how long an unsaved text is kept in the browser

  var form = document.querySelector("form[data-draft]");
  if (!form || !window.fetch) {
    return;
  }
  var state = form.parentNode.querySelector("[data-save-state]");
  var versions = document.querySelectorAll("input[name=version]"); // the other answer's too
  var key = form.dataset.keep;
  var fields = ["heading", "text", "word", "version", "base"];
  var stopped = /^(on|True)$/.test(form.elements.replaces.value); // both texts are shown: a person presses the button
  var editor = null;
  var timer = null;
  var saving = false;
  var unsaved = false;

  function say(words) {
    if (state.textContent !== words) {
      state.textContent = words;
    }
  }

  function values() {
    return fields.map(function (name) {
      return form.elements[name].value;
    });
  }

  // What is sent by a button is kept until the page that comes of it shows that it arrived.
  function keep(isSent) {
    try {
      window.localStorage.setItem(key, JSON.stringify({ values: values(), sent: isSent === true, at: Date.now() }));
    } catch (error) {
      say("Browseren kan ikke huske teksten, så lad siden være åben, til den er gemt.");
    }
  }

  function forget() {
    try {
      window.localStorage.removeItem(key);
    } catch (error) {
      // Nothing could be kept there, so nothing has to go.
    }
  }

  // What an earlier visit could not save is put in again, with the version that it began from.
  function recall() {
    var kept = null;
    try {
      kept = JSON.parse(window.localStorage.getItem(key));
    } catch (error) {
      kept = null;
    }
    if (!kept || Date.now() - kept.at > KEPT || stopped || hasArrived(kept)) {
      forget();
      return;
    }
    fields.forEach(function (name, place) {
      form.elements[name].value = kept.values[place];
    });
    if (editor) {
      editor.commands.setContent(form.elements.text.value, { emitUpdate: false });
    }
    say("Tekst, der ikke blev gemt sidst, er sat ind.");
    later(0);
  }

  // Every save gives the draft another version; a page that comes back with errors shows what was sent.
  function hasArrived(kept) {
    var isNewer = kept.values[fields.indexOf("version")] !== form.elements.version.value;
    return kept.sent && (isNewer || JSON.stringify(kept.values) === JSON.stringify(values()));
  }

  function later(pause) {
    unsaved = true;
    if (!stopped) {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, pause);
    }
  }

  function changed() {
    later(PAUSE);
    keep();
  }

  function token() {
    var found = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
    return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
  }

  function failed(words) {
    unsaved = true;
    say(words);
    window.clearTimeout(timer);
    timer = window.setTimeout(save, AGAIN);
  }

  function answered(response, sent) {
    if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
      failed("Ikke gemt. Du er logget af. Log ind i et andet vindue, så gemmes teksten.");
      return null;
    }
    if (response.status >= 500 || response.status === 429) {
      throw new Error("busy");
    }
    return response.json().then(function (answer) {
      if (response.ok) {
        versions.forEach(function (field) {
          field.value = answer.version;
        });
        saved(sent);
      } else {
        stopped = response.status === 409; // a person must see both texts first: the button leads there
        unsaved = true;
      }
      say(answer.message);
    });
  }

  function saved(sent) {
    if (sent === JSON.stringify(values().slice(0, 3))) {
      forget();
    } else {
      changed();
    }
  }

  function save() {
    if (saving) {
      later(PAUSE);
      return;
    }
    saving = true;
    unsaved = false;
    say("Gemmer …");
    var sent = JSON.stringify(values().slice(0, 3));
    var data = new FormData(form);
    data.set("do", "gem");
    data.delete("csrfmiddlewaretoken"); // the header has the one of the session as it is now
    window
      .fetch(form.action, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json", "X-CSRFToken": token() },
        redirect: "manual"
      })
      .then(function (response) {
        return answered(response, sent);
      })
      .catch(function () {
        failed("Ikke gemt. Vi prøver igen");
      })
      .then(function () {
        saving = false;
      });
  }

  form.addEventListener("input", changed);
  document.addEventListener("prose-editor:ready", function (event) {
    editor = event.detail.editor;
    editor.on("update", changed);
    recall();
  });
  form.addEventListener("submit", function (event) {
    window.clearTimeout(timer);
    if (saving) {
      // The answer to the save that is under way brings the version that this one must begin from.
      event.preventDefault();
      var button = event.submitter;
      window.setTimeout(function () {
        form.requestSubmit(button);
      }, 200);
      return;
    }
    unsaved = false;
    keep(true);
  });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved) {
      event.preventDefault();
    }
  });
})();
