// What a recommendation and a paragraph have in common: words in a row that stand in both, marked in each.

const SHORT_WORD = 3; // letters
const OFTEN = 8; // a word in every so many texts, and in as many at least, says nothing by itself

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
const stemOf = (word) => word.toLowerCase().replace(/['’]s?$/, "").replace(/([^s])s$/, "$1");

function wordsOf(text) {
  return [...text.matchAll(WORD)].map((one) => ({ key: stemOf(one[0]), start: one.index, end: one.index + one[0].length }));
}

const inTexts = new Map();
for (const { text } of [...items, ...paragraphs]) {
  for (const key of new Set(wordsOf(text).map((one) => one.key))) inTexts.set(key, (inTexts.get(key) || 0) + 1);
}

function says(key) {
  return key.length > SHORT_WORD && (inTexts.get(key) || 0) <= Math.max(OFTEN, (items.length + paragraphs.length) / OFTEN);
}

// Where words of a text begin and end that stand in another; none begins or ends with a word that says nothing.
function inCommon(text, other) {
  const own = wordsOf(text);
  const theirs = wordsOf(other).map((one) => one.key);
  const at = new Map();
  theirs.forEach((key, place) => at.set(key, [...(at.get(key) || []), place]));
  const found = [];
  for (let first = 0; first < own.length; first += 1) {
    if (!says(own[first].key)) continue;
    let size = 0;
    for (const place of at.get(own[first].key) || []) {
      let length = 1;
      while (first + length < own.length && own[first + length].key === theirs[place + length]) length += 1;
      size = Math.max(size, length);
    }
    while (size > 1 && !says(own[first + size - 1].key)) size -= 1;
    if (!size) continue;
    found.push([own[first].start, own[first + size - 1].end]);
    first += size - 1;
  }
  return found;
}

function markedText(text, other) {
  const element = makeWords("p", "text");
  let at = 0;
  for (const [start, end] of inCommon(text, other)) {
    element.append(text.slice(at, start), make("mark", "", text.slice(start, end)));
    at = end;
  }
  element.append(text.slice(at));
  return element;
}

// A recommendation or a paragraph, with what it stands under.
function whatElement(level, one) {
  return one.headings ? [make(level, "", one.name), makeWords("p", "path", one.headings.join(" › "))] : nameElement(level, one);
}

function wordsElement(one, other) {
  const element = make("div", "text-of");
  element.append(markedText(one.text, other ? other.text : ""));
  if (one.headings) element.firstChild.classList.add("words");
  return element;
}
