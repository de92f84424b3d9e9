// Says that the page is open while it can be seen, and shows who else has it open.

const BEAT = 20000; // milliseconds; the server counts a page as open for sixty seconds

/**
 * `address` takes the word; `line` is shown with the others' names; `headers` gives those of a post.
 */
export function presence(address, line, headers) {
  async function beat() {
    if (document.visibilityState !== "visible") {
      return;
    }
    try {
      const answer = await fetch(address, { method: "POST", headers: headers(), redirect: "manual" });
      show(answer.ok ? (await answer.json()).others : []);
    } catch {
      show([]); // without a connection nothing is known of others; the save says that there is none
    }
  }

  function show(others) {
    const names = others.join(", ");
    line.hidden = !others.length;
    if (line.querySelector("[data-names]").textContent !== names) {
      line.querySelector("[data-names]").textContent = names;
    }
  }

  beat();
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
}
