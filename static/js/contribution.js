// Saves a contributor's draft by itself; without this there is a button for it.
(function () {
  "use strict";

  var PAUSE = 2000; // milliseconds after the last change
  var form = document.querySelector("form[data-draft]");
  if (!form || !window.fetch) {
    return;
  }
  var state = document.querySelector("[data-save-state]");
  var versions = document.querySelectorAll("input[name=version]"); // the other answer's too
  var timer = null;
  var saving = false;
  var stopped = form.elements.replaces.value === "on" || form.elements.replaces.value === "True";
  var unsaved = false;

  function say(words) {
    if (state.textContent !== words) {
      state.textContent = words;
    }
  }

  function later() {
    unsaved = true;
    if (!stopped) {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, PAUSE);
    }
  }

  function answered(response) {
    return response.json().then(function (answer) {
      if (response.ok) {
        versions.forEach(function (field) {
          field.value = answer.version;
        });
      } else if (response.status === 409) {
        stopped = true; // a person must see both texts first: the button leads there
      }
      unsaved = unsaved || !response.ok;
      say(answer.message);
    });
  }

  function save() {
    if (saving) {
      later();
      return;
    }
    saving = true;
    unsaved = false;
    say("Gemmer …");
    var data = new FormData(form);
    data.set("do", "gem");
    fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "error" })
      .then(answered)
      .catch(function () {
        unsaved = true;
        say("Ikke gemt. Vi prøver igen, når du skriver videre.");
      })
      .then(function () {
        saving = false;
      });
  }

  form.addEventListener("input", later);
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
  });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved) {
      event.preventDefault();
    }
  });
})();
