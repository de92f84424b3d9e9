// What every page of the desk needs of script; all of them work without it.
(function () {
  "use strict";

  // The summary of errors takes the keyboard, so that it is read first.
  var summary = document.querySelector("[data-focus]");
  if (summary) {
    summary.focus();
  }

  // Signing in in another window changes the token: a page that was open meanwhile sends the one that holds now.
  function renew(event) {
    var field = event.target.elements.namedItem("csrfmiddlewaretoken");
    var now = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/);
    if (field && now) {
      field.value = now[1];
    }
  }
  document.addEventListener("submit", renew, true); // before anybody else reads the form

  // A form that must not be sent twice: the second press of its button does nothing.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-once")) {
      return;
    }
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
    }
    form.setAttribute("data-sent", "");
  });
})();
