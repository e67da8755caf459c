// Searching the whole matrix for more that may say the same.

const MOST_HITS = 20;

function showHits() {
  const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length
    ? items.flatMap((item, number) => {
        const all = `${item.id} ${item.name} ${item.text}`.toLowerCase();
        return number !== asked && words.every((word) => all.includes(word)) ? [number] : [];
      })
    : [];
  byId("hits").textContent = words.length ? `${counted(found.length, "recommendation")} with these words${found.length > MOST_HITS ? `; the first ${MOST_HITS} are shown` : ""}.` : "";
  byId("found").replaceChildren(...found.slice(0, MOST_HITS).map((number) => candidateElement(number, "f")));
}
