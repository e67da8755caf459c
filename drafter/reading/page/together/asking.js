// What is asked on the page on which one person reads.

const AT_ONCE = 8; // candidates below the recommendation
const TO_LOOK = 400; // milliseconds in which nobody has read what has come to the top

const SEARCHED = { all: () => items, top: () => asked, what: () => "recommendation" };

let questions = [];
let asked = -1; // the one at the top
let isChosen = false; // whether the reader brought it there: it stays until they go on
let forced = -1; // a candidate that is to be looked at, whatever is known of it
let readyAt = 0; // from then on keys answer about the one at the top

// What is asked again, as a text has changed since.
function askAgain() {
  return lapsed().filter((one) => isWanted(numberOf.get(one.first)) || isWanted(numberOf.get(one.second)));
}

// Whatever comes to the top, a key that was meant for what stood there before answers nothing.
function turnTo(top, other = -1, byReader = false) {
  if (asked >= 0 && top !== asked) {
    readyAt = performance.now() + TO_LOOK;
    byId("words").value = ""; // what was searched was for the one before
  }
  [asked, forced, isChosen] = [top, other, byReader];
}

function openHere() {
  return questions.filter((one) => isWanted(one.first) || isWanted(one.second));
}

// Stays with the one at the top while anything likely is open about it, and with one that the reader chose until they go on.
// Leaving it, another comes, where one is open.
function chooseNext(isLeaving = false) {
  if (isChosen && !isLeaving && asked >= 0) {
    forced = -1;
    return;
  }
  const [again] = askAgain();
  if (again) {
    turnTo(numberOf.get(again.first), numberOf.get(again.second));
    return;
  }
  const isAbout = (number) => order.names[number] === order.names[asked];
  const elsewhere = isLeaving && asked >= 0 ? questions.filter((one) => !isAbout(one.first) && !isAbout(one.second)) : questions;
  const next = order.next(asked, elsewhere, isWanted);
  if (next) turnTo(asked >= 0 && isAbout(next.first) ? asked : next.first);
  else turnTo(asked >= 0 && (isWanted(asked) || isLeaving) ? asked : items.findIndex((_, number) => isWanted(number)));
}

function candidates() {
  const found = order.around(asked, questions).map((one) => one.other).filter((number) => number !== forced);
  return (forced >= 0 ? [forced, ...found] : found).slice(0, AT_ONCE);
}

function isLikelyHere() {
  return order.around(asked, questions).some((one) => one.value >= order.likelyFrom);
}

// Whether anything likely is open in what is read.
function isLikelyLeft() {
  return askAgain().length > 0 || openHere().some((one) => one.value >= order.likelyFrom);
}
