// Word writes lists as paragraphs that begin with a drawn bullet or number; here it is found out what they mean.

const LEVEL = /mso-list\s*:\s*l\d+\s+level(\d+)/i;
const IGNORED = /mso-list\s*:\s*ignore/i;
const LISTED = /^MsoList(?!Table)/;
const BULLET = /^\s*([·•▪‣◦§–-]|o(?=\s))\s+/;
const NUMBER = /^\s*\(?(?:\d{1,3}|[a-zæøå]|[ivx]{1,5})[.)]/i;

/**
 * What the element's style says (see unstyled in paste.js).
 */
export function style(element) {
  return element.dataset?.style ?? "";
}

/**
 * Whether the element is what Word draws before an item: bullet or number, and the space after it.
 */
export function isMarker(element) {
  return IGNORED.test(style(element));
}

/**
 * The item that a paragraph of Word is: { level, ordered, drawn }, or null when it is none. `drawn` is the bullet that
 * stands in the text itself, where Word has not marked it.
 */
export function wordItem(paragraph) {
  const level = style(paragraph).match(LEVEL);
  const marker = [...paragraph.querySelectorAll("[data-style]")].find(isMarker);
  if (level && marker) {
    return { level: Number(level[1]), ordered: NUMBER.test(marker.textContent), drawn: "" };
  }
  const drawn = paragraph.textContent.replace(/\u00a0/g, " ").match(BULLET);
  if (drawn && (level || LISTED.test(paragraph.className))) {
    return { level: level ? Number(level[1]) : 1, ordered: false, drawn: drawn[1] };
  }
  return null;
}
