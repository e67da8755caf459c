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

// {count: answers about what is read, without: how many in a row brought no pair, left, again: how many are asked again, rest: not marked as done, isThrough: nothing
// likely is open there any more}
function standingHere() {
  const given = standing().filter((one) => isWanted(numberOf.get(one.first)) || isWanted(numberOf.get(one.second)));
  const rest = items.filter((item, number) => isWanted(number) && !read.has(item.id)).length;
  const left = order.left(questions, isWanted);
  // Of the whole matrix many that are each unlikely make much together: there the estimate decides as soon as it is known.
  const isThrough = !isLikelyLeft() && Boolean(wanted || !left.isKnown || left.isReasonable);
  return { count: given.length, without: sinceLastPair(given), left, again: askAgain().length, rest, isThrough };
}

function missedInWords({ left, again }) {
  const missed = Math.round(left.left);
  if (!left.isKnown || again || !openHere().length) return "";
  return `about ${missed} of ${Math.round(left.found + left.left)} pairs may be missed`;
}

// That one may stop, and why; nothing where it is too early.
function stoppingInWords(here) {
  const missed = missedInWords(here);
  if (here.isThrough) {
    const through = `Through with ${scope()}: ${counted(here.count, "answer")}, nothing likely left`;
    if (!here.rest) return `${through}, and all of it is done.`;
    const isReasonable = !here.left.isKnown || here.left.isReasonable;
    return `${through}${missed ? `; ${missed}` : ""}${isReasonable ? ". Stopping here is reasonable." : ", each of them unlikely by itself."}`;
  }
  if (here.left.isReasonable && !here.again) return `A${missed.slice(1)}; stopping here is reasonable.`;
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
  if (here.without >= WORTH_SAYING) parts.push(`none in the last ${here.without} answers`);
  if (again) parts.push(`${again} asked again, as texts have changed`);
  if (open) parts.push(`about ${counted(open, "question")} left (${inTime(open * pace())})`);
  if (here.isThrough) parts.push("nothing likely left");
  const missed = missedInWords(here);
  if (missed) parts.push(missed);
  if (unsaved) parts.push("not all saved to a file yet");
  if (!keepsProgress) parts.push("this browser keeps nothing: save before you close the page");
  byId("progress").textContent = parts.join("; ");
  markThemes();
  const stopping = stoppingInWords(here);
  byId("stopping").hidden = !stopping;
  byId("all-done").parentElement.hidden = !here.rest;
  byId("stopping-words").textContent = stopping;
}
