// What is asked: a list of paragraphs for a recommendation, and the other way round a list of recommendations for a
// paragraph. An answer of the reader is one list that is gone through.

const TO_LOOK = 400; // milliseconds in which nobody has read what has come to the top

const WAYS = {
  recommendation: {
    one: "recommendation",
    all: items,
    below: paragraphs,
    other: "paragraph",
    isDone: (number) => readNow.has(number) && !againNow.has(number),
    key: (number) => items[number].id,
    isWanted: (number) => isWantedItem(items[number]),
    pair: (number) => [asked, number],
    answered: (number) => (linksOf.get(number) || []).map((one) => paragraphAt.get(one.paragraph)),
    lapsed: (one) => [numberOf.get(one.recommendation), paragraphAt.get(one.paragraph)],
    order: (number) => proposed.paragraphsFor(number),
    question: "Where did this recommendation end?",
    list: "Paragraphs that may carry it, likeliest first",
  },
  paragraph: {
    one: "paragraph",
    all: paragraphs,
    below: items,
    other: "recommendation",
    isDone: (at) => wholeNow.has(at),
    key: (at) => wholeKey(paragraphs[at]),
    isWanted: (at) => isWantedParagraph(paragraphs[at]),
    pair: (number) => [number, asked],
    answered: (at) => (linksIn.get(at) || []).map((one) => numberOf.get(one.recommendation)),
    lapsed: (one) => [paragraphAt.get(one.paragraph), numberOf.get(one.recommendation)],
    order: (at) => proposed.recommendationsFor(at),
    question: "Which recommendations ended in this paragraph?",
    list: "Recommendations that may have ended in it, likeliest first",
  },
};
const SEARCHED = { all: () => way.below, top: () => -1, what: () => way.other };

let way = WAYS.recommendation;
let asked = -1; // the one at the top
let homeAsked = -1; // likewise, in the part that is read
let listed = []; // what stands below it, in this order as long as it is at the top
let shownCount = 0;
let readyAt = 0; // from then on keys answer about the one at the top

// Whatever comes to the top, a key that was meant for what stood there before answers nothing. first: what is to stand
// at the head of the list.
function turnTo(number, to = way, first = []) {
  if (asked >= 0 && (number !== asked || to !== way)) {
    readyAt = performance.now() + TO_LOOK;
    byId("words").value = ""; // what was searched was for the one before
  }
  [way, asked] = [to, number];
  if (way === choosePart()) homeAsked = asked;
  const again = askAgain(() => true).map(way.lapsed).filter(([top]) => top === asked).map(([, below]) => below);
  const head = new Set([...first, ...again, ...way.answered(asked)]);
  listed = [...head, ...way.order(asked).filter((one) => !head.has(one))];
  shownCount = Math.min(listed.length, head.size + AT_ONCE);
}

// Answers to texts that have changed since.
function askAgain(isHere = (one) => way.isWanted(way.lapsed(one)[0])) {
  return lapsed().filter((one) => one.answer !== NOWHERE && isHere(one));
}

function openHere() {
  return [...way.all.keys()].filter((number) => way.isWanted(number) && !way.isDone(number));
}

// What is asked again comes first, then whatever is open behind the one at the top, and then from the beginning. Who was
// looking at something the other way round comes back to where they were.
function chooseNext(isLeaving = false) {
  const home = choosePart();
  const isAside = way !== home;
  way = home;
  if (isAside) asked = homeAsked;
  const others = (all) => [...all].filter((number) => !isLeaving || isAside || number !== asked);
  const again = others(new Set(askAgain().map((one) => way.lapsed(one)[0])));
  const open = others(openHere());
  const here = isAside || !isLeaving ? open.find((number) => number === asked) : undefined;
  const next = again[0] ?? here ?? open.find((number) => number > asked) ?? open[0];
  const stays = asked >= 0 && way.isWanted(asked) ? asked : [...way.all.keys()].find(way.isWanted);
  turnTo(next ?? stays ?? 0);
}
