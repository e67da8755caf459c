// Searching the whole matrix for more that may say the same.

const MOST_HITS = 20;

// What is typed in haste lacks accents, and has straight apostrophes.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
}

function showHits() {
  const words = plain(byId("words").value).split(/\s+/).filter(Boolean);
  const all = words.length
    ? items.flatMap((item, number) => {
        const text = plain(`${item.id} ${item.name} ${item.text}`);
        return words.every((word) => text.includes(word)) ? [number] : [];
      })
    : [];
  const found = all.filter((number) => number !== asked);
  const told = `${counted(found.length, "recommendation")} with these words${found.length > MOST_HITS ? `; the first ${MOST_HITS} are shown` : ""}.`;
  const isOnlyTop = all.length > 0 && !found.length;
  byId("hits").textContent = isOnlyTop ? "These words stand only in the one at the top." : words.length ? told : "";
  byId("found").replaceChildren(...found.slice(0, MOST_HITS).map((number) => candidateElement(number, "f")));
}
