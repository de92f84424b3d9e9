// What the public pages need of script. All of them can be read without it.

(function () {
  "use strict";

  // The design system's parts: the menu drawer and the way back to the top.
  window.DKFDS.init();

  // Tables in running text: on a narrow screen they become labelled rows (.stack in shell.css). Each cell needs its
  // column's heading for that, which frozen text does not carry. Tables with joined cells stay tables.
  document.querySelectorAll(".doc table.table, .prose table.table").forEach(function (table) {
    var heads = table.querySelectorAll("thead th");
    if (!heads.length || table.querySelector("[colspan], [rowspan]")) {
      return;
    }
    table.querySelectorAll("tbody tr").forEach(function (row) {
      Array.prototype.forEach.call(row.cells, function (cell, place) {
        if (cell.tagName === "TD" && heads[place]) {
          cell.setAttribute("data-label", heads[place].textContent);
        }
      });
    });
    table.classList.add("stack");
  });

  // The side menu of a plan: mark the section that is being read, and unfold its chapter only.
  var menus = document.querySelectorAll("[data-menu]");
  if (!menus.length) {
    return;
  }

  var sections = document.querySelectorAll(".doc-section[id]");
  var current = null;
  var TOP = 80; // pixels: a little more than what a link to a section leaves above it

  // Fold every chapter but the one that holds the link, and move aria-current to the link.
  function mark(menu, id) {
    var link = menu.querySelector('a[href="#' + CSS.escape(id) + '"]');
    if (!link) {
      return;
    }
    menu.querySelectorAll("a[aria-current]").forEach(function (old) {
      old.removeAttribute("aria-current");
    });
    link.setAttribute("aria-current", "true");
    menu.querySelectorAll("[data-chapter]").forEach(function (chapter) {
      var open = chapter.contains(link);
      chapter.classList.toggle("is-folded", !open);
      chapter.firstElementChild.classList.toggle("is-open", open);
    });
    follow(menu, link);
  }

  // Keep the marked link in view inside a menu that scrolls by itself; the page must not move.
  function follow(menu, link) {
    var box = menu.getBoundingClientRect();
    var place = link.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) {
      menu.scrollTop += place.top - box.top - box.height / 3;
    }
  }

  // The section that is read is the last one that begins at the top of the window or above; at the page's end, where
  // short sections cannot come up so far, it is the last one that can be seen.
  function read() {
    var page = document.documentElement;
    var atEnd = window.innerHeight + window.scrollY >= page.scrollHeight - 2;
    var line = atEnd ? window.innerHeight : TOP;
    var found = sections[0];
    sections.forEach(function (section) {
      if (section.getBoundingClientRect().top <= line) {
        found = section;
      }
    });
    if (found && found.id !== current) {
      current = found.id;
      menus.forEach(function (menu) {
        mark(menu, current);
      });
    }
  }

  var waiting = false;
  window.addEventListener("scroll", function () {
    if (!waiting) {
      waiting = true;
      window.requestAnimationFrame(function () {
        waiting = false;
        read();
      });
    }
  }, { passive: true });
  read();
})();
