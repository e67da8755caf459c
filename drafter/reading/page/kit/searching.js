// Searching everything that an answer may be about; SEARCHED, which a page has, says what: {all(): what there is, each
// with a name and a text; top(): the number of the one at the top, or -1; what: the word for one}.

const MOST_HITS = 20;

// What is typed in haste lacks accents, and has straight apostrophes.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
}

function showHits() {
  const words = plain(byId("words").value).split(/\s+/).filter(Boolean);
  const top = SEARCHED.top();
  const all = words.length
    ? SEARCHED.all().flatMap((item, number) => {
        const text = plain(`${item.id} ${item.name} ${item.text}`);
        return words.every((word) => text.includes(word)) ? [number] : [];
      })
    : [];
  const found = all.filter((number) => number !== top);
  const told = `${counted(found.length, SEARCHED.what())} with these words${found.length > MOST_HITS ? `; the first ${MOST_HITS} are shown` : ""}.`;
  const isOnlyTop = all.length > 0 && !found.length;
  byId("hits").textContent = isOnlyTop ? "These words stand only in the one at the top." : words.length ? told : "";
  byId("found").replaceChildren(...found.slice(0, MOST_HITS).map((number) => candidateElement(number, "f")));
}

function goToSearch() {
  byId("words").select();
  makeRoom();
}

// For what is found, below the field.
function makeRoom() {
  byId("words").scrollIntoView({ block: "start" });
}

// From what was found, or answered before.
function goBackToQuestion() {
  byId("words").value = "";
  showHits();
  ask();
  say("Back at the question.");
}

byId("words").addEventListener("input", () => {
  showHits();
  makeRoom();
});
byId("words").addEventListener("keydown", (event) => {
  const [first] = byId("found").children;
  if (event.key === "Enter" && first) makeCurrent(first);
});
