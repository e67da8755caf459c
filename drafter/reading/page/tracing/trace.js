// The page on which one person traces: what is done.

const signer = new Signer(byId("reader"), "Write your name first: answers are kept under it.", () => takeName(takePlace));
let isReturning = false; // to where one was

function refresh() {
  if (!isReturning) chooseNext();
  isReturning = false;
  show();
}

// With what is open, the keys are on the first of it.
function show() {
  showTop();
  showCards();
  showHits();
  showOutline();
  showProgress();
  keepPlace();
  makeCurrent(openCard(), false);
}

function ask(card = openCard() || byId("candidates").firstElementChild) {
  byId(byId("through").hidden ? "top-title" : "through").scrollIntoView({ block: "start" });
  makeCurrent(card);
}

function look(number, to = way, first = []) {
  turnTo(number, to, first);
  show();
  ask();
}

function whereNow(other = -1) {
  return { way: way.one, top: way.all[asked].id, other: other < 0 ? "" : way.below[other].id };
}

const aboutBoth = (number) => `${way.all[asked].name} and ${way.below[number].name}`;

// An answer takes the words that are selected in the paragraph, or those in the field.
function give(number, answer) {
  if (!signer.has()) return;
  const own = givenTo(...way.pair(number));
  const draft = { note: own ? own.note : "", stretch: own ? own.stretch : "", ...drafts.get(keyWith(number)) };
  const [item, at] = way.pair(number);
  const card = document.activeElement.closest(".candidate") || currentCard() || cardOf(number, "candidates");
  const place = (way === WAYS.paragraph ? byId("top") : card).querySelector(".words");
  const words = answer && answer !== "not here" ? selectedIn(place) || draft.stretch : "";
  const stretch = standingIn(words, paragraphs[at].text);
  if (words.trim() && !stretch) {
    say(`“${shortened(words.trim())}” does not stand in ${paragraphs[at].name}: nothing was answered.`);
    return;
  }
  drafts.delete(keyWith(number));
  const said = `${aboutBoth(number)}: ${answer ? `${answer}${stretch ? ` (“${shortened(stretch)}”)` : ""}` : "answer taken back"}`;
  const isLink = answer === "full" || answer === "part";
  const changes = [[keyWith(number), answer ? answerTo(item, at, answer, { stretch, note: draft.note }) : null]];
  const nowhere = keyOf(items[item].id, "");
  if (isLink && answers.has(nowhere)) changes.push([nowhere, null]);
  change(changes, said, whereNow(number));
  goOnFrom(number, card && card.closest("#found"));
  say(`${said}.${answer === "part" && !stretch ? " Which words? k goes back, w names them." : ""}`);
}

// With what was found by words one stays there; else the keys go to the next that is open.
function goOnFrom(number, isFound) {
  const next = openCard(listed.indexOf(number));
  const open = next && Number(next.dataset.number);
  show();
  if (isFound) {
    makeCurrent(null);
    byId("found").focus({ preventScroll: true });
    const card = cardOf(number, "found");
    if (card) card.classList.add("here");
  } else if (open !== null) makeCurrent(cardOf(open, "candidates"));
  else {
    makeCurrent(null);
    const card = cardOf(number, "candidates");
    if (card) card.classList.add("here");
    byId("candidates").focus({ preventScroll: true });
  }
}

function takeField(number, field) {
  const own = givenTo(...way.pair(number));
  const key = keyWith(number);
  if (!own || PAGE.hasLapsed(own)) {
    drafts.set(key, { ...drafts.get(key), ...field });
    keepPlace();
    return;
  }
  drafts.delete(key);
  if (Object.entries(field).every(([name, value]) => own[name] === value)) return;
  const [item, at] = way.pair(number);
  change([[key, answerTo(item, at, own.answer, { ...own, ...field })]], `what is written on ${way.below[number].name}`, whereNow(number));
  showTop();
  showProgress();
  keepPlace();
  say("Kept.");
}

// Words and notes of the one at the top that wait for an answer are not passed over: the keys go to the first of them.
function isWaiting() {
  const number = waiting()[0];
  if (number === undefined) return false;
  const { stretch = "", note = "" } = drafts.get(keyWith(number));
  if (!cardOf(number, "candidates")) {
    turnTo(asked, way, [number]);
    show();
  }
  makeCurrent(cardOf(number, "candidates"));
  const words = stretch.trim();
  const what = words ? `the words “${shortened(words)}” wait` : `the note “${shortened(note.trim())}” waits`;
  const isThere = !words || standingIn(words, paragraphs[way.pair(number)[1]].text);
  say(`Not gone through: on ${way.below[number].name} ${what} for an answer${isThere ? "" : ", and do not stand in the paragraph"}. Answer it, or empty the field.`);
  return true;
}

// Says that a list is gone through; what is not answered is not here then, also where an answer has lapsed.
function toggleDone() {
  if (!way.isDone(asked) && isWaiting()) return;
  if (!signer.has()) return;
  const isDone = way.isDone(asked);
  const name = way.all[asked].name;
  const said = `${name}: ${isDone ? "not gone through any more" : "gone through"}`;
  const old = isDone ? [] : askAgain((one) => way.lapsed(one)[0] === asked);
  const changes = old.map((one) => {
    const [item, at] = way.pair(way.lapsed(one)[1]);
    return [PAGE.key(one), PAGE.later(one, answerTo(item, at, "not here"))];
  });
  const nowhere = keyOf(way.all[asked].id, "");
  if (way === WAYS.recommendation && answers.has(nowhere) && (isDone || changed.has(way.all[asked].id))) changes.push([nowhere, null]);
  if (!isDone) doneAt = [...doneAt, Date.now()].slice(-50);
  change(changes, said, whereNow(), [way.key(asked)], !isDone);
  goOnAfter(`${said}.${isDone ? "" : ` ${noOther()}`}`, isDone);
}

function goOnAfter(said, stays) {
  const [top, to] = [asked, way];
  if (!stays) chooseNext(true);
  show();
  ask();
  const moved = asked === top && way === to ? "" : ` Now: ${way.all[asked].name}.`;
  say(`${said}${byId("through-words").textContent ? ` ${byId("through-words").textContent}` : moved}`);
}

function sayNowhere() {
  if (way !== WAYS.recommendation) {
    say("A paragraph is not nowhere: r says that you have gone through it.");
    return;
  }
  if (!signer.has()) return;
  if (!given.has(keyOf(items[asked].id, "")) && isWaiting()) return;
  const { id, name, mark } = items[asked];
  const key = keyOf(id, "");
  const own = given.get(key);
  if (!own && linksOf.has(asked)) {
    say(`${name} is in ${paragraphs[way.answered(asked)[0]].name} by your answer: take that back first.`);
    return;
  }
  const answer = { recommendation: id, paragraph: "", answer: NOWHERE, stretch: "", at: now(), note: "", texts: [mark] };
  if (!own) doneAt = [...doneAt, Date.now()].slice(-50);
  const said = `${name}: ${own ? "not nowhere any more" : "nowhere"}`;
  change([[key, own ? null : answer]], said, whereNow(), [id], !own);
  goOnAfter(`${said}.`, Boolean(own));
}

function goOn() {
  const [top, to] = [asked, way];
  chooseNext(true);
  show();
  ask();
  say(asked !== top || way !== to ? `Next: ${way.all[asked].name}.` : byId("through-words").textContent || `Nothing else is open in ${scope()}.`);
}

// The other way round: what the keys are on comes to the top, and what was there is the first below it.
function turnRound() {
  const card = document.activeElement.closest(".candidate") || currentCard() || byId("candidates").querySelector(".here");
  if (!card) {
    say("None of those below is chosen: j goes down.");
    return;
  }
  look(Number(card.dataset.number), WAYS[way.other], [asked]);
  say(`${way.question} ${way.all[asked].name}.`);
}

function showMore() {
  const from = shownCount;
  if (from >= listed.length) {
    say("Nothing more stands below.");
    return;
  }
  shownCount = Math.min(listed.length, shownCount + AT_ONCE);
  show();
  makeCurrent(cardOf(listed[from], "candidates"));
  say(`${counted(shownCount - from, "more", "more")}.`);
}

function takeBack() {
  const one = undo();
  if (!one) {
    say("There is nothing to undo.");
    return;
  }
  const { way: to, top, other } = one.where || {};
  const number = to ? WAYS[to].all.findIndex((each) => each.id === top) : -1;
  const below = to ? WAYS[to].below.findIndex((each) => each.id === other) : -1;
  const isHere = number === asked && WAYS[to] === way;
  if (number >= 0) turnTo(number, WAYS[to], isHere ? listed.slice(0, shownCount) : below >= 0 ? [below] : []);
  else chooseNext();
  for (const [key, { note, stretch }] of one.undone) if (note || stretch) drafts.set(key, { note, stretch });
  show();
  ask((below >= 0 && cardOf(below, "candidates")) || undefined);
  say(`Taken back: ${one.said}.`);
}

// A key counts for what stood there when it went down.
function isReady(event) {
  if (event.repeat) return false;
  if (event.timeStamp >= readyAt) return true;
  say(`Not taken: ${way.all[asked].name} has only just come to the top. Press again.`);
  return false;
}

function onCurrent(event, act) {
  const card = currentCard();
  if (!isReady(event)) return;
  if (card) act(card);
  else say("None of those below is chosen, so nothing was answered. Esc goes back to the question, r says that you are through.");
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: (event) => onCurrent(event, (card) => card.querySelector("textarea").focus()),
  w: (event) => onCurrent(event, (card) => card.querySelector(".stretch").focus()),
  0: (event) => isReady(event) && sayNowhere(),
  r: (event) => isReady(event) && toggleDone(),
  p: goOn,
  t: turnRound,
  m: showMore,
  s: save,
  z: takeBack,
  "/": goToSearch,
  Escape: goBackToQuestion,
  "?": showKeys,
};
ANSWERS.forEach((answer, number) => (KEYS[number + 1] = (event) => onCurrent(event, (card) => give(Number(card.dataset.number), answer))));
listenToKeys(KEYS, signer, () => {
  const card = currentCard();
  if (card) makeCurrent(card);
  else ask();
});

byId("question").addEventListener("focusin", (event) => {
  const element = event.target.closest(".candidate");
  if (element && !element.matches(".current")) makeCurrent(element, false);
});
watchWhatStays();
for (const [id, act] of [["done", toggleDone], ["next", goOn], ["turn", turnRound], ["nowhere", sayNowhere], ["more", showMore], ["undo", takeBack]]) byId(id).addEventListener("click", act);
byId("outline").addEventListener("toggle", showOutline);

function takePart(tells = true) {
  [way, asked] = [choosePart(), -1];
  refresh();
  if (tells) say(`You read ${scope()}, by ${way.one}. At the top: ${way.all[asked].name}.`);
}
byId("go-round").addEventListener("click", () => {
  byId("theme").value = way === WAYS.paragraph ? "" : TEXT;
  takePart();
  ask();
});

byId("summary").textContent = `${counted(items.length, "recommendation")} of ${counted(DATA.regions.length, ...DATA.regionWords)}, ${counted(paragraphs.length, "paragraph")} of ${DATA.text}. Where did each end?`;
start(new Set(DATA.themes.map(([id]) => id)), () => buildParts(() => takePart()));
