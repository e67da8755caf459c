// What answers are about on the pages of a trace: a recommendation and a paragraph; and what they come to.

const { items, paragraphs } = DATA;
const numberOf = new Map(items.map((item, number) => [item.id, number]));
const paragraphAt = new Map(paragraphs.map((one, place) => [one.id, place]));
const openings = new Map(items.map((item) => [item.id, item.opening]));
const times = new Map();
for (const { mark } of paragraphs) times.set(mark, (times.get(mark) || 0) + 1);
const placeOfMark = new Map([...paragraphs.entries()].filter(([, { mark }]) => times.get(mark) === 1).map(([at, { mark }]) => [mark, at]));
const proposed = DATA.words ? new Proposed(DATA.words, DATA.teachers, DATA.worth) : null;

// A paragraph for which one has gone through the matrix stands among what is read by what stands for its words.
const WHOLE = "¶ ";
const wholeKey = ({ mark }) => WHOLE + mark;
const isWholeKey = (key) => key.startsWith(WHOLE);

let readersAre = ""; // what kind of readers, as a file that was loaded says
let known = new Set(paragraphs.map(({ mark }) => mark)); // what stands for the paragraphs of the text that was read
let given = new Map(); // the answers that count
let readNow = new Set(); // numbers of recommendations that are gone through, as their texts are
let againNow = new Set(); // those of which an answer is asked again
let wholeNow = new Set(); // places of paragraphs that are gone through
let passed = new Set(); // places of paragraphs that the reader had before
let changed = new Set(); // ids of recommendations with other words than those that were answered
let linksOf = new Map(); // number → its links
let linksIn = new Map(); // place → the links in it

const keyOf = (recommendation, paragraph) => `${recommendation} ${paragraph}`;

const PAGE = {
  decides: DATA.readers || [],
  stem: DATA.readers ? "decisions" : "trace",
  key: (one) => keyOf(one.recommendation, one.paragraph),
  isKnown: (one) => numberOf.has(one.recommendation) && (one.answer === NOWHERE || paragraphAt.has(one.paragraph)),
  // Of an answer that keeps no texts nobody can tell.
  hasLapsed: (one) => one.texts.some((text, number) => text !== marksOf(one)[number]),
  conclude,
  parse: parseTrace,
  dump: dumpTrace,
  later: laterTrace,
  whyNot(reading) {
    const ids = [...reading.read.filter((one) => !isWholeKey(one)), ...reading.answers.map((one) => one.recommendation)];
    const mine = new Set(ids.filter((one) => numberOf.has(one)));
    if (reading.matrix !== DATA.matrix && mine.size * 2 <= new Set(ids).size) return `It is a trace of ${reading.matrix}.`;
    const marks = Object.values(reading.paragraphs);
    const isOther = marks.length ? marks.filter((mark) => times.has(mark)).length * 2 <= marks.length : reading.text !== DATA.text;
    return isOther ? `It is a trace into “${reading.text}”, and ${DATA.text} has other words.` : "";
  },
  gone: "recommendations or paragraphs that are not here any more",
  facts: () => ({ known: [...known], readers: readersAre }),
  take(found) {
    readersAre = found.readers || "";
    known = new Set(found.known || paragraphs.map(({ mark }) => mark));
    found.answers.forEach(place);
  },
  // What only one of two had read is asked again.
  join(reading) {
    readersAre = reading.readers || readersAre;
    const marks = Object.values(reading.paragraphs);
    if (!marks.length) return;
    known = answers.size || read.size ? new Set(marks.filter((mark) => known.has(mark))) : new Set(marks);
  },
};

function marksOf(one) {
  const here = paragraphs[paragraphAt.get(one.paragraph)];
  return [items[numberOf.get(one.recommendation)].mark, here ? here.mark : ""];
}

// An answer to a paragraph that has got another number is one to it all the same.
function place(one) {
  const mark = one.texts[1];
  const here = paragraphs[paragraphAt.get(one.paragraph)];
  if (mark && (!here || here.mark !== mark) && placeOfMark.has(mark)) one.paragraph = paragraphs[placeOfMark.get(mark)].id;
}

function conclude() {
  const own = standing();
  const old = lapsed();
  given = new Map(own.map((one) => [PAGE.key(one), one]));
  changed = new Set(old.filter((one) => one.texts[0] !== marksOf(one)[0]).map((one) => one.recommendation));
  againNow = new Set(old.map((one) => numberOf.get(one.recommendation)));
  const again = new Set(old.filter((one) => !changed.has(one.recommendation)).map((one) => paragraphAt.get(one.paragraph)));
  const isAsRead = (at) => known.has(paragraphs[at].mark) || read.has(wholeKey(paragraphs[at]));
  const places = [...paragraphs.keys()].filter((at) => !again.has(at));
  passed = new Set(places.filter(isAsRead));
  wholeNow = new Set(places.filter((at) => read.has(wholeKey(paragraphs[at]))));
  const isThrough = wholeNow.size === paragraphs.length;
  readNow = new Set([...items.keys()].filter((number) => {
    const { id } = items[number];
    return !changed.has(id) && (isThrough || read.has(id) || given.has(keyOf(id, "")));
  }));
  [linksOf, linksIn] = [new Map(), new Map()];
  const links = own.filter((one) => one.answer === "full" || one.answer === "part");
  for (const one of links) {
    const [number, at] = [numberOf.get(one.recommendation), paragraphAt.get(one.paragraph)];
    linksOf.set(number, [...(linksOf.get(number) || []), one]);
    linksIn.set(at, [...(linksIn.get(at) || []), one]);
  }
  if (!proposed) return;
  const through = [...read].map((id) => numberOf.get(id)).filter((number) => readNow.has(number));
  proposed.learn(links.map((one) => [numberOf.get(one.recommendation), paragraphAt.get(one.paragraph), one.answer]), through);
}

function givenTo(number, at) {
  return answers.get(keyOf(items[number].id, paragraphs[at].id));
}

// What counts of a recommendation and a paragraph: answered, or passed over.
function toldOf(number, at) {
  const own = given.get(keyOf(items[number].id, paragraphs[at].id));
  if (own) return own.answer;
  const isPassed = wholeNow.has(at) ? !changed.has(items[number].id) : readNow.has(number) && passed.has(at);
  return isPassed ? "not here" : "";
}

function answerTo(number, at, answer, { stretch = "", note = "" } = {}) {
  const [item, paragraph] = [items[number], paragraphs[at]];
  return { recommendation: item.id, paragraph: paragraph.id, answer, stretch, at: now(), note, texts: [item.mark, paragraph.mark] };
}

// The fields in which the words of a paragraph stand that carry a recommendation. They must stand in it.
function stretchField(id, value, text, taken) {
  const label = make("label", "note-label", "Words");
  label.htmlFor = id;
  const field = make("input", "stretch");
  field.id = id;
  field.value = value;
  field.addEventListener("change", () => {
    const words = standingIn(field.value, text);
    if (field.value.trim() && !words) {
      field.setAttribute("aria-invalid", "true");
      say(`“${shortened(field.value.trim())}” does not stand in the paragraph: copy its words, or select them there.`);
      return;
    }
    field.removeAttribute("aria-invalid");
    field.value = words;
    taken(words);
  });
  const whole = make("div", "noting");
  whole.append(label, field);
  return whole;
}

// Words of a paragraph that somebody has selected in an element.
let selected = { element: null, words: "" };
function takeSelection() {
  const chosen = getSelection();
  const node = chosen.rangeCount && !chosen.isCollapsed ? chosen.getRangeAt(0).commonAncestorContainer : null;
  const element = node && (node.nodeType === 3 ? node.parentElement : node).closest(".words");
  selected = { element, words: element ? chosen.toString() : "" };
}
function selectedIn(element) {
  return selected.element && selected.element === element ? selected.words : "";
}
addEventListener("keydown", takeSelection, true);
addEventListener("pointerdown", takeSelection, true);
