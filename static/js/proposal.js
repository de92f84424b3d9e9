// The form of a proposal: fetches the chosen section's text by itself, and asks before what was typed is left behind.
// Without this there is a button for the first; the server decides what comes of either.
(function () {
  "use strict";

  var form = document.querySelector("form[data-proposal]");
  if (!form) {
    return;
  }
  var section = form.elements.section_key;
  var place = form.querySelector("[data-section-choice]");
  var fetcher = form.querySelector("[data-fetch]");
  var unsaved = false;

  function kind() {
    var chosen = form.querySelector("input[name=kind]:checked");
    return chosen ? chosen.value : "";
  }

  function show() {
    place.hidden = kind() === "new";
  }

  section.addEventListener("change", function () {
    if (section.value && section.value !== form.elements.base_key.value) {
      form.requestSubmit(fetcher);
    }
  });
  form.addEventListener("change", show);
  form.addEventListener("input", function () {
    unsaved = true;
  });
  form.addEventListener("submit", function () {
    unsaved = false;
  });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved) {
      event.preventDefault();
    }
  });
  show();
})();
