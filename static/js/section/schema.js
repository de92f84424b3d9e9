// What the text can hold: exactly what the canonical form of section HTML can (councils/canonical), no headings, no images.
import {
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  History,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Paragraph,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
} from "django-prose-editor/editor";

const ALLOWED = /^(?:https?:\/\/|mailto:|#[a-z0-9-]+$)/i;

// Tab leaves the editor; lists are indented by buttons.
const Item = ListItem.extend({
  content: "paragraph (bulletList | orderedList)*",
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});

// A table keeps its caption, which is written in a dialog, and cells hold lines of text only.
const CaptionedTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (table) => table.querySelector("caption")?.textContent.trim() ?? "",
        rendered: false,
      },
    };
  },
  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },
  renderHTML({ node }) {
    const caption = node.attrs.caption ? [["caption", { contenteditable: "false" }, node.attrs.caption]] : [];
    return ["table", {}, ...caption, ["tbody", 0]];
  },
  addNodeView() {
    return null; // drawn as it is saved: the library's own view has widths of columns, and no caption
  },
  addKeyboardShortcuts() {
    return {};
  },
});

const scope = {
  default: null,
  parseHTML: (cell) => cell.getAttribute("scope"),
  renderHTML: (attributes) => (attributes.scope ? { scope: attributes.scope } : {}),
};

const Header = TableHeader.extend({
  content: "paragraph+",
  addAttributes() {
    return { ...this.parent?.(), scope };
  },
});

/**
 * The editor's extensions. `askForLink` opens the dialog for links.
 */
export function extensions(askForLink) {
  return [
    Document,
    Paragraph,
    Text,
    Bold,
    Italic,
    HardBreak,
    History,
    Dropcursor,
    Gapcursor,
    BulletList,
    OrderedList.configure({ enableListAttributes: false }),
    Item,
    CaptionedTable,
    TableRow,
    Header,
    TableCell.extend({ content: "paragraph+" }),
    Link.extend({
      addKeyboardShortcuts() {
        return {
          "Mod-k": () => {
            askForLink();
            return true;
          },
        };
      },
    }).configure({ autolink: false, enableTarget: false, isAllowedUri: (address) => ALLOWED.test(address) }),
  ];
}
