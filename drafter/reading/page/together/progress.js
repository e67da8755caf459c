// How far the reading is, and when stopping is reasonable.

const USUAL_PACE = 15; // seconds an answer, until the reader's own is known
const WORTH_SAYING = 10; // answers in a row that brought no pair

function pace() {
  return paceOf([...answers.values()].map((one) => Date.parse(one.at)), USUAL_PACE);
}

// How many answers in a row, up to the last one given, brought no pair.
function sinceLastPair(given) {
  const inOrder = [...given].sort((one, other) => (Date.parse(one.at) || 0) - (Date.parse(other.at) || 0));
  return inOrder.length - 1 - inOrder.findLastIndex((one) => one.answer === "same");
}

// {count: answers about what is read, without: how many in a row brought no pair, left, again: how many are asked again,
// rest: not marked as done, restOfNear: not marked so for what is near, too, isThrough: nothing likely is open there any more}
function standingHere() {
  const given = standing().filter((one) => isWanted(numberOf.get(one.first)) || isWanted(numberOf.get(one.second)));
  const here = items.filter((_, number) => isWanted(number));
  const rest = here.filter(({ id }) => !isGoneThrough(id)).length;
  const restOfNear = here.filter(({ id }) => !read.has(id)).length;
  const left = order.left(questions, isWanted);
  // Of the whole matrix many that are each unlikely make much together: there the estimate decides as soon as it is known.
  const isThrough = !isLikelyLeft() && Boolean(wanted || !left.isKnown || left.isReasonable);
  return { count: given.length, without: sinceLastPair(given), left, again: askAgain().length, rest, restOfNear, isThrough };
}

function missedInWords({ left, again }) {
  const missed = Math.round(left.left);
  if (!left.isKnown || again || !openHere().length) return "";
  return `about ${missed} of ${Math.round(left.found + left.left)} pairs that are the same may be missed`;
}

// That the advice is about the same alone, and how much more is near.
function nearInWords({ left }) {
  if (!openHere().length) return "";
  const told = "What is near is not looked for to the end";
  if (left.near === null) return `${told}, and nobody can tell yet how much there is.`;
  const step = left.near < 50 ? 5 : 10;
  const about = left.near < 10 ? Math.round(left.near) : step * Math.round(left.near / step);
  return about ? `${told}: roughly ${counted(about, "more pair is", "more pairs are")} likely near.` : `${told}; hardly any more is likely near.`;
}

// That one may stop, and why; nothing where it is too early.
function stoppingInWords(here) {
  const missed = missedInWords(here);
  if (here.isThrough) {
    const through = `Through with ${scope()}: ${counted(here.count, "answer")}, nothing likely the same left`;
    if (!here.rest) return `${through}, and all of it is done${here.restOfNear ? " for the same" : ""}.`;
    const isReasonable = !here.left.isKnown || here.left.isReasonable;
    return `${through}${missed ? `; ${missed}` : ""}${isReasonable ? ". Stopping here is reasonable for the same." : ", each of them unlikely by itself."}`;
  }
  if (here.left.isReasonable && !here.again) return `A${missed.slice(1)}; stopping here is reasonable for the same.`;
  return "";
}

function showProgress() {
  const here = standingHere();
  const { count, left, again } = here;
  const open = here.isThrough ? 0 : left.questions + again;
  byId("bar").max = Math.max(1, count + open);
  byId("bar").value = count;
  const all = standing().length;
  const parts = [`${counted(count, "answer")}${wanted ? ` here, ${all} in all` : ""}, ${counted(left.found, "pair")} the same`];
  if (here.without >= WORTH_SAYING) parts.push(`no pair the same in the last ${here.without} answers`);
  if (again) parts.push(`${again} asked again, as texts have changed`);
  if (open) parts.push(`about ${counted(open, "question")} left (${inTime(open * pace())})`);
  if (here.isThrough) parts.push("nothing likely the same left");
  const missed = missedInWords(here);
  if (missed) parts.push(missed);
  if (unsaved && (answers.size || read.size)) parts.push("not all saved to a file yet");
  if (!keepsProgress) parts.push("this browser keeps nothing: save before you close the page");
  byId("progress").textContent = parts.join("; ");
  markThemes();
  const stopping = stoppingInWords(here);
  byId("stopping").hidden = !stopping;
  byId("same-done").parentElement.hidden = !here.rest || !openHere().length;
  byId("all-done").parentElement.hidden = !here.restOfNear;
  byId("stopping-words").textContent = stopping && [stopping, nearInWords(here)].filter(Boolean).join(" ");
}
