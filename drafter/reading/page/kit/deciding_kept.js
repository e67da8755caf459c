// Where who decides is, what is half written, and what they or others decided before, as the page was made.

const drafts = new Map(); // place of a difference → the note that waits for its answer
const EARLIER = DATA.deciders || []; // {reader, answers: as in their file}
let comingBack = -1; // place of the difference at which one was
let tookUntil = ""; // the time of the last decision that was taken from a file: what was taken back since stays so

const isSameName = (one, other) => one.replace(/\s+/g, " ").toLowerCase() === other.replace(/\s+/g, " ").toLowerCase();
const isMine = (number) => isSameName(EARLIER[number].reader, signer.name);

// What others decided of a difference before, who decides on it again being left out; nothing where they do not agree.
function decidedBefore(one) {
  const said = new Set((one.decided || []).filter(({ by }) => !isMine(by)).map(({ answer }) => answer));
  const [answer] = said;
  return said.size === 1 && answer !== "unsure" ? answer : "";
}

// Between whom it decides: who decides after others decides between them, too.
function whomItDecides() {
  const names = EARLIER.map(({ reader }) => reader);
  return names.some((name) => isSameName(name, signer.name)) ? DATA.readers : [...DATA.readers, ...names];
}

function keptAt(name) {
  return `${storeOf(name)}:place`;
}

function keepPlace() {
  if (!signer.name) return;
  const texts = (waiting) => [...waiting].map(([place, text]) => [DIFFERENCE.key(list[place]), text]);
  const at = list[current] ? DIFFERENCE.key(list[current]) : "";
  putAway(keptAt(signer.name), JSON.stringify({ at, drafts: texts(drafts), words: texts(DIFFERENCE.words), tookUntil }));
}

function takePlace(name) {
  let kept = null;
  tookUntil = "";
  try {
    kept = JSON.parse(takeOut(keptAt(name)) || "null");
  } catch {
    return;
  }
  if (!kept) return;
  const placeOf = new Map(list.map((one) => [DIFFERENCE.key(one), one.place]));
  for (const [waiting, texts] of [[drafts, kept.drafts], [DIFFERENCE.words, kept.words]]) {
    for (const [key, text] of texts) if (placeOf.has(key) && !waiting.has(placeOf.get(key))) waiting.set(placeOf.get(key), text);
  }
  comingBack = placeOf.get(kept.at) ?? -1;
  tookUntil = kept.tookUntil || "";
}

// What stands in their file, where the browser has nothing later.
function takeEarlier() {
  EARLIER.forEach((earlier, number) => {
    if (!isMine(number)) return;
    for (const one of earlier.answers.filter(({ at }) => !tookUntil || at > tookUntil)) {
      const own = answers.get(PAGE.key(one));
      if (!own || own.at < one.at) answers.set(PAGE.key(one), one);
    }
    for (const { at } of earlier.answers) if (at > tookUntil) tookUntil = at;
  });
  PAGE.conclude();
}

// What is half written is kept, too.
function keepHalf(one, field) {
  if (field.matches("textarea")) drafts.set(one.place, written(field));
  else DIFFERENCE.words.set(one.place, field.value);
  keepPlace();
}
