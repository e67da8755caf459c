// The page for the person who decides: one difference between readers after the other. What they differ on stands in
// DIFFERENCE, which a page has:
//   name(one), texts(one)    what it is about, in words; the texts, side by side
//   given(one)               the decision, if there is one
//   standing(one)            open: nobody has decided it, and it follows from nothing; decided; follows
//   answer(one), said(one)   what counts of it now, and elements that tell
//   fields(one, note)        fields below the answers
//   put(one, answer, said)   takes a decision with what stands in the fields
//   themes(one)              themes that it stands under
//   prepare()                is called before all are shown anew
//   key(one)                 what it is about, as a text
//   words                    place → other words than the note that wait for their answer
//   against(one)             what its decision goes against, in words; nothing where it does not
//   questions(open)          about how many of those that are open must be answered

const signer = new Signer(byId("reader"), "Write your name first: decisions are kept under it.", () => {
  takeName((name) => {
    takePlace(name);
    takeEarlier();
  });
  settle();
});
const list = DATA.differences.map((one, place) => ({ ...one, place }));
const readerName = (number) => (DATA.blind ? `Reader ${number + 1}` : DATA.readers[number]);
let current = -1;

// Whether nothing has been said of it yet.
function isUnasked(one) {
  return DIFFERENCE.standing(one) === "open" && !DIFFERENCE.given(one);
}

// What is shown

function readersElement(one) {
  const said = make("ul", "readers");
  one.answers.forEach((answer, number) => {
    const line = make("li", "", `${readerName(number)}: `);
    line.append(make("span", "said", answer ? IN_WORDS[answer] : "has not read it"));
    if (one.stretches && one.stretches[number]) line.append(`: “${one.stretches[number]}”`);
    if (one.notes[number]) line.append(` – “${one.notes[number]}”`);
    said.append(line);
  });
  for (const { by, answer, note } of one.decided || []) {
    if (isMine(by)) continue;
    const line = make("li", "", DATA.blind ? "Decided before: " : `Decided by ${EARLIER[by].reader}: `);
    line.append(make("span", "said", IN_WORDS[answer]));
    if (note) line.append(` – “${note}”`);
    said.append(line);
  }
  return said;
}

function differenceElement(one) {
  const element = make("article", "difference");
  element.tabIndex = -1;
  element.dataset.place = one.place;
  element.setAttribute("aria-labelledby", `difference-${one.place}`);
  const title = make("h3", "", `${one.place + 1}. ${DIFFERENCE.name(one)}`);
  title.id = `difference-${one.place}`;
  element.append(title, DIFFERENCE.texts(one), make("ul", "readers"), make("p", "changed-since"), make("div", "said-here"), make("div", "judging"));
  one.element = element;
  update(one);
  return element;
}

function update(one) {
  const given = DIFFERENCE.given(one);
  const isOld = Boolean(given && PAGE.hasLapsed(given));
  const answer = given && !isOld ? given.answer : "";
  const { element } = one;
  element.dataset.answer = DIFFERENCE.answer(one);
  element.querySelector(".changed-since").textContent = isOld ? `A text has changed since you decided: ${given.answer}. Decide again.` : "";
  const said = make("div", "said-here");
  said.append(...(isOld ? [] : DIFFERENCE.said(one)));
  const against = isOld ? "" : DIFFERENCE.against(one);
  if (against) said.append(make("p", "changed-since", `This goes against the rest: ${against}.`));
  element.querySelector(".said-here").replaceWith(said);
  element.querySelector(".readers").replaceWith(readersElement(one));
  const judging = make("div", "judging");
  judging.append(answerButtons(`Decision ${one.place + 1}`, answer, (chosen) => give(one, chosen === answer ? "" : chosen)));
  judging.append(...DIFFERENCE.fields(one, noteOf(one)));
  judging.addEventListener("input", (event) => keepHalf(one, event.target));
  element.querySelector(".judging").replaceWith(judging);
}

// What stands in the note, or waits there.
function noteOf(one) {
  const given = DIFFERENCE.given(one);
  return drafts.has(one.place) ? drafts.get(one.place) : given ? given.note : "";
}

function updateAll() {
  DIFFERENCE.prepare();
  list.forEach(update);
}

function refresh() {
  updateAll();
  filter();
  showProgress();
}

function filter() {
  const theme = byId("theme").value;
  const show = byId("show").value;
  let count = 0;
  for (const one of list) {
    const isUnder = !theme || DIFFERENCE.themes(one).includes(theme);
    one.element.hidden = !(isUnder && (show === "all" || DIFFERENCE.standing(one) === show));
    if (!one.element.hidden) count += 1;
  }
  byId("nothing").hidden = count > 0;
}

function showProgress() {
  const count = (wanted) => list.filter((one) => DIFFERENCE.standing(one) === wanted).length;
  byId("bar").max = list.length || 1;
  byId("bar").value = list.length - count("open");
  const parts = [`${count("decided")} of ${list.length} decided`];
  if (count("follows")) parts.push(`${counted(count("follows"), "follows", "follow")} from that`);
  const open = list.filter((one) => DIFFERENCE.standing(one) === "open");
  const questions = DIFFERENCE.questions(open);
  parts.push(`${open.length} open${questions < open.length ? `, about ${questions} to answer` : ""}`);
  if (unsaved) parts.push("not all saved to a file yet");
  if (!keepsProgress) parts.push("this browser keeps nothing: save before you close the page");
  byId("progress").textContent = parts.join("; ");
}

// Going through

function visible() {
  return list.filter((one) => !one.element.hidden);
}

function makeCurrent(one, scroll = true) {
  for (const other of document.querySelectorAll(".difference.current")) other.classList.remove("current");
  current = one.place;
  one.element.classList.add("current");
  if (scroll) {
    one.element.focus({ preventScroll: true });
    one.element.scrollIntoView({ block: "start" });
  }
  keepPlace();
}

// Goes where one was; on a page that has just been opened else to the first that is open.
function settle() {
  const [first] = visible();
  const there = list[comingBack] && !list[comingBack].element.hidden ? list[comingBack] : null;
  comingBack = -1;
  if (there) makeCurrent(there, document.activeElement !== signer.field);
  else if (current < 0 && first) makeCurrent(visible().find(isUnasked) || first, false);
}

function go(step) {
  const there = visible();
  const next = step > 0 ? there.find((one) => one.place > current) : there.findLast((one) => one.place < current);
  say(next ? "" : there.length ? `This is the ${step > 0 ? "last" : "first"} one here.` : "Nothing here with these filters.");
  if (next) makeCurrent(next);
}

function goToOpen() {
  const open = visible().filter(isUnasked);
  const next = open.find((one) => one.place > current) || open[0];
  if (next) makeCurrent(next);
  return Boolean(next);
}

function onCurrent(act) {
  if (list[current] && !list[current].element.hidden) act(list[current]);
  else go(1);
}

// What is done

function give(one, answer, isGoing = false) {
  if (!signer.has()) return;
  const names = DIFFERENCE.name(one);
  const before = new Set(list.filter(DIFFERENCE.against));
  DIFFERENCE.put(one, answer, `${names}: ${answer || "decision taken back"}`);
  drafts.delete(one.place);
  updateAll();
  showProgress();
  makeCurrent(one, false);
  const isEnd = isGoing && !goToOpen();
  filter();
  const against = list.filter((each) => !before.has(each) && DIFFERENCE.against(each));
  const warned = against.length ? ` It goes against the rest at ${against.map((each) => each.place + 1).join(", ")}: look at it again.` : "";
  say(`${names}: ${answer || "decision taken back"}.${warned}${isEnd ? " Nothing more is open here: save the decisions." : ""}`);
}

function takeNote(one, text) {
  const given = DIFFERENCE.given(one);
  if (!given || PAGE.hasLapsed(given)) drafts.set(one.place, text);
  else if (text === given.note) drafts.delete(one.place);
  else if (text !== given.note) {
    drafts.set(one.place, text);
    DIFFERENCE.put(one, given.answer, "the note");
    drafts.delete(one.place);
    showProgress();
    say("Note kept.");
  }
  keepPlace();
}

function takeBack() {
  const one = undo();
  const there = one && one.where && list[one.where.place];
  if (there) for (const [, { note }] of one.undone) if (note) drafts.set(there.place, note);
  if (one) refresh();
  keepPlace();
  if (there && !there.element.hidden) makeCurrent(there);
  say(one ? `Taken back: ${one.said}.` : "There is nothing to undo.");
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  p: () => say(goToOpen() ? "" : "Nothing more is open here."),
  n: () => onCurrent((one) => one.element.querySelector("textarea").focus()),
  s: save,
  z: takeBack,
  "?": showKeys,
};
ANSWERS.forEach((answer, place) => (KEYS[place + 1] = () => onCurrent((one) => give(one, answer, true))));
listenToKeys(KEYS, signer, () => {
  if (list[current]) makeCurrent(list[current]);
});

byId("differences").addEventListener("focusin", (event) => {
  const element = event.target.closest(".difference");
  if (element) makeCurrent(list[Number(element.dataset.place)], false);
});
for (const id of ["theme", "show"]) {
  byId(id).addEventListener("change", () => {
    filter();
    current = -1;
    const [first] = visible();
    if (first) makeCurrent(first, false);
  });
}
byId("previous").addEventListener("click", () => go(-1));
byId("next").addEventListener("click", () => go(1));
byId("undo").addEventListener("click", takeBack);

byId("summary").textContent = `${counted(list.length, "difference")} between ${counted(DATA.readers.length, "reader")}${DATA.blind ? "" : `: ${DATA.readers.join(", ")}`}.`;
const themesHere = new Set(list.flatMap(DIFFERENCE.themes));
start(
  themesHere,
  () => byId("list").append(...list.map(differenceElement)),
  settle,
);
