// Last year's text beside this year's: shown and hidden without fetching the page anew, so that nothing typed is lost,
// and remembered in this browser.
(function () {
  "use strict";

  var KEY = "sidste-aar";
  var column = document.querySelector("[data-previous]");
  if (!column) {
    return;
  }
  var link = document.querySelector("[data-previous-link]");
  var box = document.querySelector("[data-previous-switch]");
  var tick = box.querySelector("input");

  function remembered() {
    try {
      return window.localStorage.getItem(KEY);
    } catch (error) {
      return null; // a browser that keeps nothing shows the column each time
    }
  }

  function remember(value) {
    try {
      window.localStorage.setItem(KEY, value);
    } catch (error) {
      // It holds for this page all the same.
    }
  }

  function beside(shown) {
    column.hidden = !shown;
    tick.checked = shown;
  }

  function show(which) {
    column.querySelectorAll("[data-shows]").forEach(function (part) {
      part.hidden = part.dataset.shows !== which;
    });
    column.querySelectorAll("[data-show]").forEach(function (other) {
      other.hidden = other.dataset.show === which;
    });
  }

  link.hidden = true;
  box.hidden = false;
  if (!new URLSearchParams(window.location.search).has("sidste") && remembered() === "skjul") {
    beside(false);
  }
  tick.addEventListener("change", function () {
    beside(tick.checked);
    remember(tick.checked ? "vis" : "skjul");
  });
  column.querySelectorAll("[data-show]").forEach(function (other) {
    other.addEventListener("click", function (event) {
      event.preventDefault();
      show(other.dataset.show);
      column.querySelector("[data-show]:not([hidden])").focus();
    });
  });
})();
