// The form of a proposal: shows the choice of a section where one is to be chosen, and asks before what was typed is
// left behind. Without this the choice is always there.
(function () {
  "use strict";

  var form = document.querySelector("form[data-proposal]");
  if (!form) {
    return;
  }
  var place = form.querySelector("[data-section-choice]");
  var unsaved = form.hasAttribute("data-unsaved"); // what the page came back with is not kept anywhere yet

  function kind() {
    var chosen = form.querySelector("input[name=kind]:checked");
    return chosen ? chosen.value : "";
  }

  function show() {
    place.hidden = kind() === "new";
  }

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
