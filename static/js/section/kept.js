// Text that is not saved yet, kept in this browser under its account and section alone, for fourteen days.

const PREFIX = "afsnit:";
const DAYS = 14;

/**
 * Keep it; false where the browser cannot.
 */
export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...value, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/**
 * What is kept under the key, or null. What is too old, or no text of ours, is thrown away on the way.
 */
export function recall(key) {
  try {
    Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && isSpent(read(name))).forEach(forget);
    return read(key);
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing could be kept there, so nothing has to go.
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function isSpent(kept) {
  const isOurs = typeof kept?.words?.text === "string" && typeof kept.words.heading === "string";
  return !isOurs || Date.now() - kept.at > DAYS * 24 * 3600 * 1000;
}
