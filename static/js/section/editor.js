// Makes an editor of each field for section HTML on the page (templates/forms/rich_text.html).
import { Editor } from "django-prose-editor/editor";
import { dialogs } from "section/dialogs";
import { cleaned } from "section/paste";
import { extensions } from "section/schema";
import { toolbars } from "section/toolbar";

const IN_SIGHT = { top: 140, right: 5, bottom: 120, left: 5 }; // pixels: the cursor stays clear of toolbar and foot

function open(field) {
  const frame = field.closest("[data-rich]");
  const label = field.labels[0];
  const ask = dialogs(frame, () => editor);
  const place = document.createElement("div");
  field.before(place);

  const editor = new Editor({
    element: place,
    injectCSS: false, // the security policy lets no style element in; css/rich-text.css has what is needed
    extensions: extensions(() => ask.link()),
    content: field.value,
    editorProps: {
      attributes: attributes(field, label),
      transformPastedHTML: cleaned,
      scrollThreshold: IN_SIGHT,
      scrollMargin: IN_SIGHT,
    },
    onUpdate() {
      field.value = editor.isEmpty ? "" : editor.getHTML();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });

  toolbars(frame, editor, ask);
  field.hidden = true;
  field.removeAttribute("id"); // links to the field's errors now lead into the text
  label?.addEventListener("click", () => editor.commands.focus());
  field.editor = editor;
  field.dispatchEvent(new CustomEvent("prose-editor:ready", { detail: { editor, textarea: field }, bubbles: true }));
}

function attributes(field, label) {
  const found = {
    id: field.id,
    class: "rich-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": field.getAttribute("aria-label") || label?.firstChild.textContent.trim() || "Tekst",
  };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) {
      found[name] = field.getAttribute(name);
    }
  }
  return found;
}

document.querySelectorAll("textarea[data-rich-text]").forEach(open);
