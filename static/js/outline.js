// The outline with script: tools as toolbars, the search while one types, dragging by the handle, and what to do when an
// answer is not the outline. Everything here can be done without it, by the same forms.
(function () {
  "use strict";

  var said = document.getElementById("outline-said");
  if (window.htmx) {
    // What dragging leaves on a line is not to be copied to the fresh one; the page's policy refuses it as well.
    window.htmx.config.attributesToSettle = ["class"];
  }
  document.documentElement.classList.add("scripted");

  function say(words) {
    said.textContent = words;
  }

  function list() {
    return document.getElementById("outline-list");
  }

  function rows() {
    return Array.from(list().querySelectorAll(":scope > [data-key]"));
  }

  function depth(row) {
    return Number(row.dataset.depth);
  }

  // A toolbar is one stop of the Tab key; the arrows go from tool to tool.
  function tools(bar) {
    return Array.from(bar.querySelectorAll(".icbtn"));
  }

  function rove(bar, to) {
    tools(bar).forEach(function (tool) {
      tool.tabIndex = tool === to ? 0 : -1;
    });
  }

  function setUp() {
    document.querySelectorAll("#outline [role=toolbar]").forEach(function (bar) {
      var held = tools(bar).find(function (tool) {
        return tool === document.activeElement;
      });
      rove(bar, held || bar.querySelector(".icbtn:not([aria-disabled])") || tools(bar)[0]);
    });
    document.querySelectorAll("[data-noscript]").forEach(function (element) {
      element.hidden = true;
    });
    document.querySelectorAll("[data-choose-all]").forEach(function (element) {
      element.hidden = false;
    });
    cut();
    letDrag();
  }

  document.addEventListener("keydown", function (event) {
    var bar = event.target.closest("#outline [role=toolbar]");
    if (!bar || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    var all = tools(bar);
    var at = all.indexOf(event.target);
    var to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) {
      return;
    }
    event.preventDefault();
    var next = all[(to + all.length) % all.length];
    rove(bar, next);
    next.focus();
  });

  document.addEventListener("focusin", function (event) {
    var bar = event.target.closest("#outline [role=toolbar]");
    if (bar && event.target.matches(".icbtn")) {
      rove(bar, event.target);
    }
  });

  // What cannot be done is said, and keeps the keyboard.
  document.addEventListener(
    "click",
    function (event) {
      var tool = event.target.closest("#outline [aria-disabled=true]");
      if (tool) {
        event.preventDefault();
        event.stopPropagation();
        say("Det kan afsnittet ikke: " + tool.getAttribute("aria-label") + ".");
      } else if (event.target.closest("[data-choose-all]")) {
        choose();
      }
    },
    true,
  );

  function choose() {
    var boxes = rows()
      .filter(function (row) {
        return !row.hasAttribute("data-hidden");
      })
      .map(function (row) {
        return row.querySelector(".tick");
      })
      .filter(Boolean);
    var all = boxes.every(function (box) {
      return box.checked;
    });
    boxes.forEach(function (box) {
      box.checked = !all;
    });
    say(all ? "Ingen afsnit er valgt." : boxes.length + " afsnit er valgt.");
  }

  // Find while one types: lines that do not hold the words are left out.
  function cut() {
    var field = document.getElementById("find");
    var words = field ? field.value.trim().toLocaleLowerCase("da") : "";
    var band = null;
    var found = 0;
    rows().forEach(function (row) {
      var isBand = row.classList.contains("band");
      var number = row.querySelector(".no");
      var heading = row.querySelector(".t a").textContent.toLocaleLowerCase("da");
      var holds = heading.includes(words) || (number && words && number.textContent.startsWith(words));
      row.toggleAttribute("data-hidden", !holds);
      if (isBand) {
        band = row;
      } else if (depth(row) === 1) {
        band = null;
      }
      if (holds && band) {
        band.removeAttribute("data-hidden");
      }
      found += holds && !isBand ? 1 : 0;
    });
    return found;
  }

  document.addEventListener("input", function (event) {
    if (event.target.id === "find") {
      var found = cut();
      say(found === 1 ? "1 afsnit." : found + " afsnit.");
    }
  });

  // Dragging. What lies below a section goes along; how far it is indented follows the pointer to the side, as far as
  // the lines above and below allow.
  var dragged = null;

  function below(row) {
    var all = rows();
    var found = [];
    for (var at = all.indexOf(row) + 1; at < all.length && depth(all[at]) > depth(row); at += 1) {
      found.push(all[at]);
    }
    return found;
  }

  function others() {
    return rows().filter(function (row) {
      return row === dragged.row || !dragged.below.includes(row);
    });
  }

  // Where the dragged section would lie now: depth, what it lies under, and what it lies after there.
  function landing() {
    var all = others();
    var at = all.indexOf(dragged.row);
    var above = all.slice(0, at).reverse();
    var next = all[at + 1];
    var lowest = next ? depth(next) : 1;
    var highest = above.length ? depth(above[0]) + 1 : 1;
    var wanted = dragged.depth + Math.round((dragged.x - dragged.from) / 24);
    var to = Math.max(Math.min(wanted, highest), Math.min(lowest, highest));
    if (dragged.row.dataset.role !== "section" && dragged.row.dataset.role !== "signatories") {
      to = 1;
    }
    var parent = above.find(function (row) {
      return depth(row) < to;
    });
    var after = above.find(function (row) {
      return depth(row) <= to;
    });
    return {
      depth: to,
      parent: parent ? parent.dataset.key : "",
      after: after && depth(after) === to ? after.dataset.key : "",
    };
  }

  function showLanding() {
    var to = landing();
    var inPart = false;
    others().some(function (row) {
      if (depth(row) === 1 && row !== dragged.row) {
        inPart = row.classList.contains("band");
      }
      return row === dragged.row;
    });
    dragged.row.className = dragged.row.className.replace(/\bl\d\b/, "l" + Math.max(1, to.depth - (inPart ? 1 : 0)));
  }

  function follow(event) {
    // The line's own place is one to let it go at too: else it could not be moved to the side alone.
    if (event.type === "dragover" && event.target.closest("#outline-list")) {
      event.preventDefault();
    }
    if (dragged && event.clientX) {
      dragged.x = event.clientX;
      showLanding();
    }
  }

  function begin(event) {
    var row = event.item;
    var x = event.originalEvent ? event.originalEvent.clientX || 0 : 0;
    dragged = { row: row, depth: depth(row), from: x, x: x, below: below(row), next: row.nextElementSibling };
    dragged.level = row.className.match(/\bl\d\b/)[0];
    dragged.before = landing();
    // A browser gives up dragging when the page changes in the same moment.
    setTimeout(function () {
      if (dragged) {
        dragged.below.forEach(function (child) {
          child.classList.add("goes-along");
        });
      }
    });
    document.addEventListener("dragover", follow, true);
    document.addEventListener("pointermove", follow);
  }

  function end(event) {
    var original = event.originalEvent || {};
    var left = original.type === "dragend" && original.dataTransfer && original.dataTransfer.dropEffect === "none";
    var to = landing();
    document.removeEventListener("dragover", follow, true);
    document.removeEventListener("pointermove", follow);
    dragged.below.forEach(function (child) {
      child.classList.remove("goes-along");
    });
    if (left || (to.parent === dragged.before.parent && to.after === dragged.before.after)) {
      list().insertBefore(dragged.row, dragged.next);
      dragged.row.className = dragged.row.className.replace(/\bl\d\b/, dragged.level);
      say("Intet er flyttet.");
    } else {
      send({ key: dragged.row.dataset.key, parent: to.parent, after: to.after });
    }
    dragged = null;
  }

  function send(values) {
    var form = document.getElementById("outline-place");
    Object.keys(values).forEach(function (name) {
      form.elements[name].value = values[name];
    });
    form.requestSubmit();
  }

  function letDrag() {
    var sortable = document.querySelector(".outline.sortable");
    if (sortable && window.Sortable) {
      window.Sortable.create(sortable, {
        handle: ".grip",
        draggable: "[data-key]",
        animation: 120,
        onChoose: function (event) {
          // Sortable copies the line for lists that lend theirs out. The copy's style is refused by the page's policy.
          event.item.cloneNode = function () {
            return document.createElement("li");
          };
        },
        onStart: begin,
        onEnd: end,
      });
    }
  }

  // What was ticked stays so, as long as it is the same version.
  var ticked = [];

  // Answers: a refusal brings the fresh outline too; anything else is not put into the page.
  function isOutline(xhr) {
    return xhr.responseText.includes('id="outline"') && !xhr.responseText.includes("<html");
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail;
    if (isOutline(detail.xhr)) {
      ticked = Array.from(document.querySelectorAll("#outline .tick:checked"), function (box) {
        return box.value;
      });
      detail.shouldSwap = true;
      detail.isError = false;
      return;
    }
    detail.shouldSwap = false;
    if (detail.xhr.status === 200 || detail.xhr.status === 403) {
      comeBack();
    } else {
      say("Det lykkedes ikke. Intet er ændret.");
      warn("Det lykkedes ikke. Intet er ændret. Prøv igen om lidt.");
    }
  });

  // The session has ended: the page is opened again, which asks to sign in; a new heading that was typed goes along.
  function comeBack() {
    var heading = document.querySelector('[name="nyt-heading"]');
    var spot = document.querySelector('[name="nyt-spot"]');
    var address = new URL(location.href);
    if (heading && spot) {
      address.searchParams.set("nyt", spot.value);
      address.searchParams.set("overskrift", heading.value);
    }
    location.assign(address);
  }

  document.addEventListener("htmx:sendError", function () {
    warn("Der er ingen forbindelse. Intet er ændret. Prøv igen, når den er tilbage.");
  });

  function warn(words) {
    var note = document.createElement("div");
    note.className = "alert alert-warning";
    note.setAttribute("role", "alert");
    note.append(document.createElement("p"));
    note.firstChild.textContent = words;
    var place = document.querySelector("#outline .in-sight");
    place.querySelectorAll(".alert").forEach(function (old) {
      old.remove();
    });
    place.prepend(note);
  }

  document.addEventListener("htmx:afterSwap", cut);

  document.addEventListener("htmx:afterSettle", function () {
    document.querySelectorAll("#outline .tick").forEach(function (box) {
      box.checked = ticked.includes(box.value);
    });
    setUp();
    var held = document.activeElement;
    if (!held || held === document.body) {
      document.getElementById("outline").focus();
    } else {
      held.scrollIntoView({ block: "nearest" });
    }
  });

  setUp();
})();
