// The editor in Danish: its dialogs by the words that it asks gettext for, its buttons by their titles.
(function () {
  "use strict";

  var WORDS = {
    Cancel: "Fortryd", Update: "Gem", Insert: "Indsæt", URL: "Adresse eller afsnit", Title: "Titel",
    "Edit Link": "Link", "Insert Table": "Indsæt tabel", "Table Properties": "Tabel", Rows: "Rækker", Columns: "Kolonner",
    "Include header row": "Første række er overskrifter"
  };
  window.gettext = function (text) {
    return WORDS[text] || text;
  };

  var TITLES = {
    bold: "Fed (Ctrl+B)", italic: "Kursiv (Ctrl+I)", "unordered list": "Punktliste", "ordered list": "Nummereret liste",
    "insert link": "Link (Ctrl+K)", "remove link": "Fjern link", "Insert table": "Indsæt tabel", undo: "Fortryd (Ctrl+Z)",
    redo: "Gendan (Ctrl+Y)", "Add column": "Tilføj kolonne", "Delete column": "Slet kolonne", "Add row": "Tilføj række",
    "Delete row": "Slet række", "Toggle header cell": "Overskriftscelle til eller fra", "Merge cells": "Flet celler",
    "Split cell": "Del celle", "Delete table": "Slet tabel", paragraph: "Almindelig tekst"
  };

  document.addEventListener("prose-editor:ready", function (event) {
    var dom = event.detail.editor.view.dom;
    dom.setAttribute("aria-label", event.target.getAttribute("aria-label") || "Tekst");
    dom.setAttribute("aria-multiline", "true");
  });

  function name(bar) {
    bar.querySelectorAll("button").forEach(function (button) {
      var words = TITLES[button.title] || button.title;
      button.title = words;
      button.setAttribute("aria-label", words);
    });
  }

  // One stop for Tab; the arrow keys go from button to button (WAI-ARIA, toolbar).
  function rove(bar) {
    function shown() {
      return Array.prototype.filter.call(bar.querySelectorAll("button"), function (button) {
        return button.offsetParent !== null && !button.disabled;
      });
    }
    function only(button) {
      bar.querySelectorAll("button").forEach(function (other) {
        other.tabIndex = other === button ? 0 : -1;
      });
    }
    only(shown()[0] || bar.querySelector("button"));
    bar.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) {
        return;
      }
      var buttons = shown();
      var next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
      event.preventDefault();
      only(next);
      next.focus();
    });
  }

  // Toolbar and dialogs come when the editor makes them. The dialog for links takes an address or one of the plan's own
  // sections, which its field offers by name.
  new MutationObserver(function () {
    document.querySelectorAll(".prose-menubar:not([role])").forEach(function (bar) {
      bar.setAttribute("role", "toolbar");
      bar.setAttribute("aria-label", "Formatering");
      name(bar);
      rove(bar);
    });
    var field = document.querySelector("dialog input[name=href]");
    if (field && !field.hasAttribute("list")) {
      field.setAttribute("list", "afsnit-i-planen");
      field.setAttribute("placeholder", "https://… eller #afsnit");
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
