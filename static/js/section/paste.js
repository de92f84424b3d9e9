// What is pasted from Word, LibreOffice, Google Docs or a web page, as the text can hold it: paragraphs, lists, tables,
// bold, italic and links. The words stay, in their order; all else goes.
import { isMarker, style, wordItem } from "section/word";

const HIDDEN = new Set(
  "style script meta link title xml head template object embed iframe svg math img picture video audio canvas".split(" "),
);
const BLOCKS = new Set(
  ("address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4" +
    " h5 h6 header hr legend li main nav p pre section summary").split(" "),
);
const BOLD = /(?:^|;)\s*font-weight\s*:\s*(bold|bolder|[6-9]00)/i;
const PLAIN = /(?:^|;)\s*font-weight\s*:\s*(normal|lighter|[1-5]00)/i;
const ITALIC = /(?:^|;)\s*font-style\s*:\s*(italic|oblique)/i;
const UPRIGHT = /(?:^|;)\s*font-style\s*:\s*normal/i;
const UNSEEN = /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)/i;
const OUTWARD = /^(?:https?:\/\/|mailto:)/i;
const NO_MARKS = { href: "", strong: false, em: false };

/**
 * Pasted HTML, cleaned; what was copied in an editor of ours stays as it is.
 */
export function cleaned(html) {
  if (html.includes("data-pm-slice")) {
    return html;
  }
  const writer = new Writer();
  writer.children(new DOMParser().parseFromString(unstyled(html), "text/html").body, NO_MARKS);
  return writer.root.innerHTML;
}

/**
 * The HTML with its styles where they are read but have no effect: the security policy would complain of each.
 */
function unstyled(html) {
  return html
    .replace(/<!--[^]*?-->|<style\b[^]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(?=\s*=)/gi, "$1data-style"));
}

class Writer {
  constructor() {
    this.page = document.implementation.createHTMLDocument("");
    this.root = this.page.createElement("div");
    this.place = this.root; // where paragraphs go: the text, an item or a cell
    this.line = null; // the paragraph that words go into
    this.lists = []; // Word's lists that are open: { level, list }
    this.drawn = ""; // the bullet to leave out at the beginning of the line
  }

  children(node, marks) {
    node.childNodes.forEach((child) => this.node(child, marks));
  }

  node(node, marks) {
    if (node.nodeType === Node.TEXT_NODE) {
      this.text(node.data, marks);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      this.element(node, node.localName, marks);
    }
  }

  element(node, name, marks) {
    if (HIDDEN.has(name) || isMarker(node) || UNSEEN.test(style(node))) {
      return;
    }
    if (name === "br") {
      this.lineBreak(node);
    } else if (name === "table" && this.place === this.root) {
      this.table(node, marks);
    } else if (name === "ul" || name === "ol") {
      this.list(node, name, marks);
    } else if (name === "td" || name === "th" || name === "tr" || BLOCKS.has(name)) {
      this.block(node, marks);
    } else {
      this.children(node, inside(node, name, marks));
    }
  }

  // Words and lines -----------------------------------------------------------------------------------------------------

  text(data, marks) {
    let words = data.replace(/(?<!\d)\u00a0|\u00a0(?!\d)/g, " ").replace(/[ \t\r\n\f]+/g, " ");
    if (!this.line) {
      words = words.trimStart();
    }
    if (words && this.drawn) {
      words = words.replace(this.drawn, "").trimStart();
      this.drawn = "";
    }
    if (!words) {
      return;
    }
    this.line ??= this.place.appendChild(this.page.createElement("p"));
    this.line.append(this.marked(words, marks));
  }

  marked(words, marks) {
    const wrap = (name, content) => {
      const element = this.page.createElement(name);
      element.append(content);
      return element;
    };
    let content = words;
    content = marks.em ? wrap("em", content) : content;
    content = marks.strong ? wrap("strong", content) : content;
    if (marks.href) {
      content = wrap("a", content);
      content.setAttribute("href", marks.href);
    }
    return content;
  }

  lineBreak(node) {
    if (this.line && !node.classList.contains("Apple-interchange-newline")) {
      this.line.append(this.page.createElement("br"));
    }
  }

  endLine() {
    const last = this.line?.lastChild;
    if (last?.localName === "br") {
      last.remove();
    }
    this.line = null;
  }

  block(node, marks) {
    const item = this.place === this.root ? wordItem(node) : null;
    this.endLine();
    if (item) {
      this.wordItem(node, item, marks);
      return;
    }
    this.endWordLists();
    this.children(node, marks);
    this.endLine();
  }

  // Lists ---------------------------------------------------------------------------------------------------------------

  list(node, name, marks) {
    this.endLine();
    this.endWordLists();
    const place = this.place;
    if (place.localName === "td" || place.localName === "th") {
      this.children(node, marks); // a cell holds lines only
      return;
    }
    const list = place.appendChild(this.page.createElement(name));
    this.items(node, list, marks);
    this.place = place;
    if (!list.childElementCount) {
      list.remove();
    }
  }

  items(node, list, marks) {
    for (const child of node.children) {
      if (child.localName === "ul" || child.localName === "ol") {
        this.place = list.lastElementChild ?? list.appendChild(this.page.createElement("li"));
        this.list(child, child.localName, marks);
      } else if (child.localName === "li") {
        this.item(list, () => this.children(child, inside(child, "li", marks)));
      }
    }
  }

  item(list, write) {
    const place = this.place;
    this.place = list.appendChild(this.page.createElement("li"));
    write();
    this.endLine();
    if (!this.place.childElementCount) {
      this.place.remove();
    }
    this.place = place;
  }

  wordItem(node, item, marks) {
    while (this.lists.length && this.lists.at(-1).level > item.level) {
      this.lists.pop();
    }
    const name = item.ordered ? "ol" : "ul";
    const open = this.lists.at(-1);
    if (!open || open.level < item.level || open.list.localName !== name) {
      const under = open && open.level < item.level ? open.list.lastElementChild : this.under(open);
      const list = under.appendChild(this.page.createElement(name));
      if (open && open.level === item.level) {
        this.lists.pop();
      }
      this.lists.push({ level: item.level, list });
    }
    this.drawn = item.drawn;
    this.item(this.lists.at(-1).list, () => this.children(node, marks));
    this.drawn = "";
  }

  under(open) {
    return open ? open.list.parentElement : this.place;
  }

  endWordLists() {
    this.lists = [];
  }

  // Tables --------------------------------------------------------------------------------------------------------------

  table(node, marks) {
    this.endLine();
    this.endWordLists();
    const table = this.root.appendChild(this.page.createElement("table"));
    const caption = node.querySelector(":scope > caption")?.textContent.trim();
    if (caption) {
      table.createCaption().textContent = caption;
    }
    const body = table.createTBody();
    for (const row of node.rows) {
      this.row(row, body, marks);
    }
    this.place = this.root;
    if (!table.textContent.trim()) {
      table.remove();
    } else {
      makeHeaders(table);
    }
  }

  row(row, body, marks) {
    const made = body.insertRow();
    for (const cell of row.cells) {
      const isHeader = cell.localName === "th" || row.parentElement.localName === "thead";
      const place = made.appendChild(this.page.createElement(isHeader ? "th" : "td"));
      for (const span of ["colspan", "rowspan"]) {
        if (cell[span === "colspan" ? "colSpan" : "rowSpan"] > 1) {
          place.setAttribute(span, cell.getAttribute(span));
        }
      }
      this.place = place;
      this.children(cell, inside(cell, "td", marks));
      this.endLine();
    }
  }
}

/**
 * The marks inside an element, by its name and by what its style says; the style wins (Google Docs wraps all in a <b>).
 */
function inside(node, name, marks) {
  const css = style(node);
  const strong = BOLD.test(css) || ((name === "b" || name === "strong" || marks.strong) && !PLAIN.test(css));
  const em = ITALIC.test(css) || ((name === "i" || name === "em" || marks.em) && !UPRIGHT.test(css));
  return { href: name === "a" ? target(node) || marks.href : marks.href, strong, em };
}

function target(link) {
  const href = link.getAttribute("href") ?? "";
  const passed = href.match(/^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/);
  const address = passed ? decoded(passed[1]) : href;
  return OUTWARD.test(address) ? address : "";
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/**
 * A first row that is bold throughout, as Word and Google Docs have it, is the columns' headings.
 */
function makeHeaders(table) {
  const first = table.rows[0];
  const bold = (cell) => [...cell.querySelectorAll("strong")].map((part) => part.textContent).join("");
  const isTold = first.textContent.trim() && [...first.cells].every((cell) => bold(cell).trim() === cell.textContent.trim());
  for (const cell of [...table.querySelectorAll("th"), ...(isTold && table.rows.length > 1 ? first.cells : [])]) {
    const header = cell.ownerDocument.createElement("th");
    [...cell.attributes].forEach((attribute) => header.setAttribute(attribute.name, attribute.value));
    header.append(...cell.childNodes);
    header.querySelectorAll("strong").forEach((part) => part.replaceWith(...part.childNodes));
    cell.replaceWith(header);
  }
}
