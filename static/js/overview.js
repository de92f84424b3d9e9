// The tracker of stages on a phone: the present stage alone, and a button that shows the others. Without script, all.
(function () {
  "use strict";

  document.querySelectorAll("[data-stages]").forEach(function (list) {
    var current = list.querySelector("[aria-current]");
    if (!current) {
      return;
    }
    var all = Array.from(list.children);
    var button = document.createElement("button");
    button.type = "button";
    button.className = "linklike stages-toggle";
    list.id = list.id || "faser-liste";
    button.setAttribute("aria-controls", list.id);
    list.after(button);

    function fold(folded) {
      list.classList.toggle("folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
      button.textContent = folded
        ? "Fase " + (all.indexOf(current) + 1) + " af " + all.length + ". Vis alle faser"
        : "Vis kun den nuværende fase";
    }

    button.addEventListener("click", function () {
      fold(!list.classList.contains("folded"));
    });
    fold(true);
  });
})();
