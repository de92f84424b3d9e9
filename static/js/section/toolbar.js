// The editor's toolbars: one stop for Tab each, arrow keys inside (WAI-ARIA Authoring Practices, toolbar pattern).

const DO = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  indent: (chain) => chain.sinkListItem("listItem"),
  outdent: (chain) => chain.liftListItem("listItem"),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteRow: (chain) => chain.deleteRow(),
  deleteColumn: (chain) => chain.deleteColumn(),
  headerRow: (chain) => chain.toggleHeaderRow(),
  headerColumn: (chain) => chain.toggleHeaderColumn(),
  deleteTable: (chain) => chain.deleteTable(),
};
const PRESSED = ["bold", "italic", "bulletList", "orderedList", "link"];
const ONLY_SOMETIMES = ["undo", "redo", "indent", "outdent"];

/**
 * Bring the frame's toolbars to life. `ask` has the dialogs: link(), caption().
 */
export function toolbars(frame, editor, ask) {
  const bars = [...frame.querySelectorAll("[data-bar]")];
  bars.forEach((bar) => rove(bar, (button) => press(button, editor, ask)));
  const show = () => bars.forEach((bar) => refresh(bar, editor));
  editor.on("transaction", show);
  show();
}

function press(button, editor, ask) {
  const what = button.dataset.do;
  if (button.getAttribute("aria-disabled") === "true") {
    return;
  }
  if (what in ask) {
    ask[what]();
  } else {
    editor.view.focus(); // at once: the chain's own focus comes a frame later, when a key may have been pressed
    DO[what](editor.chain()).run();
  }
}

function refresh(bar, editor) {
  const shown = bar.dataset.bar !== "table" || editor.isActive("table");
  bar.hidden = !shown || !editor.isEditable;
  for (const button of bar.querySelectorAll("button")) {
    const what = button.dataset.do;
    if (PRESSED.includes(what)) {
      button.setAttribute("aria-pressed", String(editor.isActive(what)));
    }
    if (ONLY_SOMETIMES.includes(what)) {
      button.setAttribute("aria-disabled", String(!DO[what](editor.can().chain()).run()));
    }
  }
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

function rove(bar, act) {
  const buttons = [...bar.querySelectorAll("button")];
  const only = (chosen) => buttons.forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  only(buttons[0]);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      only(button);
      act(button);
    }
  });
  bar.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const last = buttons.length - 1;
    let next = buttons.indexOf(document.activeElement) + step;
    if (Math.abs(step) === 1) {
      next = (next + buttons.length) % buttons.length;
    }
    const button = buttons[Math.min(Math.max(next, 0), last)];
    only(button);
    button.focus();
  });
}
