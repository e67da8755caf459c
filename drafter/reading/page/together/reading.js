// The page on which one person reads: a recommendation, and those that may say the same.

const signer = new Signer(byId("reader"), "Write your name first: answers are kept under it.", () => takeName(takePlace));
const drafts = new Map(); // notes that wait for their answer

function showOverview() {
  byId("groups-count").textContent = `(${order.groups.size})`;
  const own = items[asked].themes;
  const theme = wanted ? own.find((one) => wanted.has(one)) || [...wanted][0] : own[0];
  if (byId("grid").open) byId("grid-table").replaceChildren(gridElement(theme, asked, lookAt));
  if (byId("groups").open) byId("groups-list").replaceChildren(groupsElement(lookAt));
}

function refresh(isSame = false) {
  questions = order.questions();
  const stays = isSame || (isReturning && isWanted(asked) && !askAgain().length);
  isReturning = false;
  if (!stays) chooseNext();
  show();
}

// With what is open, the keys are on the first of it; with nothing open they are on nothing.
function show() {
  showTop();
  showCandidates();
  showAnswered();
  showHits();
  showOverview();
  showAgainst(look);
  showProgress();
  keepPlace();
  makeCurrent(shownCandidates().find((one) => one.closest("#candidates")), false);
}

// Brings the question into view, with the keys on one of its candidates.
function ask(card = byId("candidates").firstElementChild) {
  byId(byId("stopping").hidden ? "top-title" : "stopping").scrollIntoView({ block: "start" });
  makeCurrent(card);
}

// What is done

function whereOne(other = -1) {
  return { top: items[asked].id, other: other < 0 ? "" : items[other].id, isChosen };
}

// What there is to say after an act: what was done, what has come to the top, and whether one may stop now.
function tell(done, top, couldStop) {
  const stopping = couldStop || byId("stopping").hidden ? "" : ` ${byId("stopping-words").textContent}`;
  const isOver = `Nothing likely the same is open about ${items[top].name} any more`;
  const turned = asked !== top ? ` ${isOver}. Now: ${items[asked].name}.` : isChosen && !isLikelyHere() ? ` ${isOver}; you chose it, so it stays until p.` : "";
  say(`${done}${stopping}${turned}`);
}

function give(number, answer) {
  const top = asked;
  if (!signer.has()) return;
  const key = keyOf(items[asked].id, items[number].id);
  const before = givenTo(asked, number);
  const was = before && !PAGE.hasLapsed(before) ? before.answer : "";
  const note = drafts.has(key) ? drafts.get(key) : before ? before.note : "";
  drafts.delete(key);
  const names = `${items[asked].name} and ${items[number].name}`;
  const done = !answer ? `${names}: answer taken back` : was && was !== answer ? `${names}: changed from ${was} to ${answer}` : `${names}: ${answer}`;
  // With what was found by words, or answered before, one goes on where one was.
  const card = document.activeElement.closest(".candidate") || currentCard();
  const list = card && card.closest("#found, #answered-list");
  const couldStop = !byId("stopping").hidden;
  put(asked, number, answer, note, done, whereOne(number));
  refresh(Boolean(list));
  if (list) stayAt(number, list);
  else ask();
  tell(`${done}.${list ? " Esc goes back to the question." : ""}`, top, couldStop);
}

// The keys are on nothing then, so that a further one changes nothing; j and k go on from here.
function stayAt(number, list) {
  makeCurrent(null);
  list.focus({ preventScroll: true });
  const card = cardOf(number, list.id);
  if (card) card.classList.add("here");
}

function lookAt(number, other = -1) {
  turnTo(number, other, true);
  show();
  ask();
  say(`At the top: ${items[asked].name}. It stays until p.`);
}

// What was at the top is the first below it then, where nothing is known of the two.
function bringUp(number) {
  lookAt(number, order.told(asked, number).answer ? -1 : asked);
}

function look(one, other) {
  turnTo(one, other);
  show();
  ask();
}

function goOn() {
  const top = asked;
  chooseNext(true);
  show();
  ask();
  if (asked !== top) say(`${isLikelyLeft() || byId("stopping").hidden ? "Next" : "Nothing likely is left. Next all the same"}: ${items[asked].name}.`);
  else if (openHere().length) say(`Nothing is open about any other in ${scope()}.`);
  else say(byId("stopping-words").textContent || byId("nothing").textContent);
}

// Opens what is folded away, or folds it again.
function unfold(id) {
  const part = byId(id);
  part.open = !part.open;
  if (!part.open) ask();
  else {
    part.querySelector("summary").focus({ preventScroll: true });
    part.scrollIntoView({ block: "nearest" });
  }
}

function toggleDone() {
  const top = asked;
  if (!signer.has()) return;
  const { name, id } = items[asked];
  const isDone = isGoneThrough(id);
  const members = order.membersOf(asked);
  const others = members.filter((number) => number !== asked).map((number) => items[number].name);
  const all = `${name}${others.length ? ` (and ${others.join(", ")}, the same)` : ""}`;
  const couldStop = !byId("stopping").hidden;
  const done = `${all}: ${isDone ? "not done any more" : "done"}`;
  const ids = members.map((number) => items[number].id);
  change([], done, whereOne(), isDone ? ids.flatMap((one) => [one, FOR_SAME + one]) : ids, !isDone);
  isChosen = isChosen && isDone;
  refresh(isDone);
  ask();
  const moved = asked === top || isDone ? "" : ` Now: ${items[asked].name}.`;
  const stopping = couldStop || byId("stopping").hidden ? "" : ` ${byId("stopping-words").textContent}`;
  say(`${done}.${isDone ? "" : " What is not answered, shown or not, is neither."}${stopping}${moved}`);
}

// All that is read is done: for the same alone, or for what is near, too.
function markAllDone(isForSame) {
  if (!signer.has()) return;
  const ids = items.filter((item, number) => isWanted(number) && !(isForSame && read.has(item.id))).map(({ id }) => id);
  const forWhat = isForSame ? " for the same" : "";
  change([], `${counted(ids.length, "recommendation")} done${forWhat}`, whereOne(), isForSame ? ids.map((id) => FOR_SAME + id) : ids);
  refresh(true);
  ask(null);
  say(`All of ${scope()} is done${forWhat}. Save the reading.`);
}

// The same question, as it stood there.
function takeBack() {
  const one = undo();
  if (!one) {
    say("There is nothing to undo.");
    return;
  }
  questions = order.questions();
  for (const [key, { note }] of one.undone) if (note) drafts.set(key, note);
  const { top, other, isChosen: wasChosen } = one.where || {};
  const number = other ? numberOf.get(other) : -1;
  if (numberOf.has(top)) {
    turnTo(numberOf.get(top), -1, Boolean(wasChosen));
    if (number >= 0 && !givenTo(asked, number) && !candidates().includes(number)) forced = number;
  } else chooseNext();
  show();
  ask(number >= 0 ? cardOf(number, "candidates") || undefined : undefined);
  say(`Taken back: ${one.said}.`);
}

// An answer counts for the two that stood there when the key went down.
function onCurrent(event, act) {
  const current = currentCard();
  if (event.repeat) return;
  if (event.timeStamp < readyAt) say(`Not taken: ${items[asked].name} has only just come to the top. Press again.`);
  else if (current) act(Number(current.dataset.number), current);
  else say(`${byId("nothing").hidden ? "None of those below is chosen" : "Nothing is open here"}, so nothing was answered. Esc goes back to the question, p on.`);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => (currentCard() ? currentCard().querySelector("textarea").focus() : say("None of those below is chosen: j goes down.")),
  p: goOn,
  r: (event) => (event.repeat || event.timeStamp < readyAt ? say(`Not taken: ${items[asked].name} has only just come to the top.`) : toggleDone()),
  t: () => (currentCard() ? bringUp(Number(currentCard().dataset.number)) : say("None of those below is chosen: j goes down.")),
  s: save,
  z: takeBack,
  "/": goToSearch,
  a: () => unfold("answered"),
  g: () => unfold("grid"),
  Escape: goBackToQuestion,
  "?": showKeys,
};
ANSWERS.forEach((answer, place) => (KEYS[place + 1] = (event) => onCurrent(event, (number) => give(number, answer))));
listenToKeys(KEYS, signer, () => {
  const current = currentCard();
  if (current) makeCurrent(current);
  else ask();
});

byId("question").addEventListener("focusin", (event) => {
  const element = event.target.closest(".candidate");
  if (element) makeCurrent(element, false);
});
watchWhatStays();
for (const id of ["answered", "grid", "groups"]) {
  byId(id).addEventListener("toggle", () => {
    showAnswered();
    showOverview();
  });
}
byId("next").addEventListener("click", goOn);
byId("done").addEventListener("click", toggleDone);
byId("same-done").addEventListener("click", () => markAllDone(true));
byId("all-done").addEventListener("click", () => markAllDone(false));
byId("undo").addEventListener("click", takeBack);

byId("summary").textContent = `${counted(items.length, "recommendation")} of ${counted(DATA.regions.length, REGION, REGIONS)}. Which of them say the same?`;
start(
  new Set(DATA.themes.map(([id]) => id)),
  () =>
    buildFilter(() => {
      chooseThemes();
      [asked, isChosen] = [-1, false];
      refresh();
      say(`You read ${scope()}${wanted ? ", beside the whole matrix" : ""}. ${byId("stopping").hidden ? `At the top: ${items[asked].name}.` : byId("stopping-words").textContent}`);
    }),
);
