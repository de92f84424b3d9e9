// The editor's dialogs: where a link leads, and what a table shows.

const SECTION = /^#[a-z0-9-]+$/;
const OUTWARD = /^(?:https?:\/\/[^\s/]|mailto:[^\s])/i;
const MAIL = /^[^\s@:/]+@[^\s@/]+\.[^\s@/]+$/;
const SITE = /^[^\s@:/]+\.[a-zæøå]{2,}(?:\/\S*)?$/i;

/**
 * The frame's dialogs, moved to the end of the page. `current` gives the editor, which is made after them.
 */
export function dialogs(frame, current) {
  const made = frame.querySelector("[data-dialogs]").content.cloneNode(true);
  const [link, caption] = ["link", "caption"].map((name) => made.querySelector(`[data-dialog=${name}]`));
  document.body.append(made);
  [link, caption].forEach((dialog) => {
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => current().commands.focus());
  });
  prepareLink(link, current);
  prepareCaption(caption, current);
  return { link: () => askForLink(link, current()), caption: () => askForCaption(caption, current()) };
}

// Links ---------------------------------------------------------------------------------------------------------------

function parts(dialog) {
  const find = (name) => dialog.querySelector(`[data-${name}]`);
  return { section: find("section"), address: find("address"), words: find("words"), error: find("error") };
}

function askForLink(dialog, editor) {
  const { section, address, words } = parts(dialog);
  const href = editor.getAttributes("link").href ?? "";
  const isNew = !editor.isActive("link");
  if (section) {
    section.value = href;
  }
  if (section && section.selectedIndex < 0) {
    section.value = "";
  }
  address.value = section?.value ? "" : href;
  words.value = "";
  delete words.dataset.typed;
  complain(dialog, "");
  dialog.querySelector("[data-words-group]").hidden = !isNew || !editor.state.selection.empty;
  dialog.querySelector("[data-remove]").hidden = isNew;
  dialog.querySelector("[data-ok]").textContent = isNew ? "Indsæt link" : "Gem link";
  dialog.showModal();
}

function prepareLink(dialog, current) {
  const { section, address, words } = parts(dialog);
  words.addEventListener("input", () => (words.dataset.typed = ""));
  section?.addEventListener("change", () => {
    if (section.value) {
      address.value = "";
    }
    if (!("typed" in words.dataset)) {
      words.value = section.value ? reference(section.selectedOptions[0].textContent) : "";
    }
  });
  address.addEventListener("input", () => {
    if (section && address.value) {
      section.value = "";
    }
  });
  dialog.querySelector("[data-remove]").addEventListener("click", () => {
    dialog.close();
    current().chain().focus().extendMarkRange("link").unsetLink().run();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    const href = section?.value || target(address.value.trim());
    if (!href) {
      event.preventDefault();
      complain(dialog, "Vælg et afsnit, eller skriv en adresse, der begynder med https://, eller en e-mailadresse.");
      address.focus();
      return;
    }
    insert(current(), href, words.value.trim());
  });
}

function complain(dialog, message) {
  const { address, error } = parts(dialog);
  error.textContent = message;
  error.hidden = !message;
  address.toggleAttribute("aria-invalid", Boolean(message));
}

/**
 * The address as a link can lead there; "" when it is none.
 */
function target(address) {
  if (SECTION.test(address) || OUTWARD.test(address)) {
    return address;
  }
  if (MAIL.test(address)) {
    return `mailto:${address}`;
  }
  return SITE.test(address) ? `https://${address}` : "";
}

/**
 * How text speaks of a section: "afsnit 4.1", "bilag 5", or its heading where it has no number.
 */
function reference(name) {
  const numbered = name.trim().match(/^(Bilag )?(\d[\d.]*)/);
  if (numbered) {
    return `${numbered[1] ? "bilag" : "afsnit"} ${numbered[2]}`;
  }
  return name.trim().match(/^Del \d+/)?.[0].toLowerCase() ?? name.trim();
}

function insert(editor, href, words) {
  const chain = editor.chain().focus();
  if (editor.isActive("link")) {
    chain.extendMarkRange("link").setLink({ href }).run();
  } else if (!editor.state.selection.empty) {
    chain.setLink({ href }).run();
  } else {
    const text = words || href.replace(/^(?:mailto:|#)/, "");
    chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).unsetMark("link").run();
  }
}

// Captions ------------------------------------------------------------------------------------------------------------

function askForCaption(dialog, editor) {
  dialog.querySelector("[data-words]").value = editor.getAttributes("table").caption ?? "";
  dialog.showModal();
}

function prepareCaption(dialog, current) {
  dialog.querySelector("form").addEventListener("submit", () => {
    const caption = dialog.querySelector("[data-words]").value.replace(/\s+/g, " ").trim();
    current().chain().focus().updateAttributes("table", { caption }).run();
  });
}
