// Makes build/design/ from the npm packages. In dkfds/: the design system's CSS in the portal's colours, and of its other
// files only those that are used. In vendor/: what others wrote and a page of the desk loads. Does nothing when nothing
// changed since the last time.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "node_modules/dkfds/dist");
const theme = join(root, "static/scss/theme.scss");
const built = join(root, "build/design");
const stamp = join(built, ".stamp");

// What is used besides the files that the CSS names: the scripts (with the map that they name), the icons, and the
// TrueType fonts from which the PDF is made. The licences travel with the fonts and icons.
const used = [
  "js/dkfds.min.js",
  "js/dkfds.min.js.map",
  "img/all-svg-icons.svg",
  "LICENSE.md",
  ...["Regular", "Italic", "SemiBold", "SemiBoldItalic"].map(
    (style) => `fonts/IBMPlexSans/complete/ttf/IBMPlexSans-${style}.ttf`,
  ),
];

// Scripts of other packages, by their names in vendor/.
const vendored = { "Sortable.min.js": "sortablejs/Sortable.min.js" };

// Returns the digest of all that the result depends on.
function digestOfInputs() {
  const hash = createHash("sha256");
  const themes = readdirSync(dirname(theme)).sort().map((name) => join(dirname(theme), name));
  for (const file of [fileURLToPath(import.meta.url), join(root, "package-lock.json"), ...themes]) {
    hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

// Returns the paths, below dkfds/, of the files that the CSS refers to.
function filesNamedBy(css) {
  const names = [...css.matchAll(/url\((["']?)(?!data:|#)([^"')]+)\1\)/g)].map((match) => match[2]);
  return [...new Set(names.map((name) => join("css", name.split(/[?#]/)[0])))];
}

// Builds everything into the folder given; throws where a file is missing.
async function build(folder) {
  const { compile } = await import("sass");
  const { css } = compile(theme, { style: "compressed", silenceDeprecations: ["if-function"] });
  const files = new Set([...used, ...filesNamedBy(css)]);
  for (const file of files) {
    mkdirSync(dirname(join(folder, "dkfds", file)), { recursive: true });
    cpSync(join(source, file), join(folder, "dkfds", file));
  }
  mkdirSync(join(folder, "dkfds/css"), { recursive: true });
  writeFileSync(join(folder, "dkfds/css/dkfds.css"), css);
  for (const [name, file] of Object.entries(vendored)) {
    mkdirSync(join(folder, "vendor"), { recursive: true });
    cpSync(join(root, "node_modules", file), join(folder, "vendor", name));
  }
  return files.size + 1 + Object.keys(vendored).length;
}

const digest = digestOfInputs();
if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) {
  process.exit(0);
}
if (![source, ...Object.values(vendored).map((file) => join(root, "node_modules", file))].every(existsSync)) {
  console.error("build-design: the npm packages are not installed. Run script/setup, or npm ci.");
  process.exit(1);
}
const unfinished = `${built}.new`;
rmSync(unfinished, { recursive: true, force: true });
const count = await build(unfinished);
writeFileSync(join(unfinished, ".stamp"), digest);
rmSync(built, { recursive: true, force: true });
renameSync(unfinished, built);
console.log(`Design system: ${count} files in build/design`);
