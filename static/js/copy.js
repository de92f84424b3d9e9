// Copies what a page shows in groups as one piece, and says that it did. Without script the text can be selected.
(function () {
  "use strict";

  document.querySelectorAll("[data-copies]").forEach(function (button) {
    var source = document.getElementById(button.getAttribute("data-copies"));
    var said = button.parentNode.querySelector("[data-copied]");
    if (!source || !navigator.clipboard) {
      return;
    }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(source.getAttribute("data-copy")).then(
        function () {
          said.textContent = "Kopieret";
        },
        function () {
          said.textContent = "Kunne ikke kopieres. Markér kontrolsummen i stedet.";
        }
      );
    });
  });
})();
