// The page for the person who decides: one difference between readers after the other.

const signer = new Signer(byId("reader"), "Write your name first: decisions are kept under it.", takeName);
const list = DATA.differences.map((one, place) => ({ ...one, place }));
const readerName = (number) => (DATA.blind ? `Reader ${number + 1}` : DATA.readers[number]);
let current = -1;
let contradicting = [];
const drafts = new Map(); // notes that wait for their answer

// open: nobody has decided it, and it follows from nothing; decided; follows
function standingOf(one) {
  const [first, second] = one.pair;
  const given = givenTo(first, second);
  if (given && !hasLapsed(given)) return given.answer === "unsure" ? "open" : "decided";
  return order.told(first, second).answer ? "follows" : "open";
}

// Whether nothing has been said of it yet.
function isUnasked(one) {
  return standingOf(one) === "open" && !givenTo(...one.pair);
}

// What is shown

function textsElement(one) {
  const [first, second] = one.pair.map((number) => items[number]);
  const texts = make("div", "texts");
  for (const [item, other, side] of [[first, second, "old"], [second, first, "new"]]) {
    const element = textBeside(item, other, side);
    element.prepend(...nameElement("h4", item));
    texts.append(element);
  }
  return texts;
}

function readersElement(one) {
  const said = make("ul", "readers");
  one.answers.forEach((answer, number) => {
    const line = make("li", "", `${readerName(number)}: `);
    line.append(make("span", "said", answer ? IN_WORDS[answer] : "has not read it"));
    if (one.notes[number]) line.append(` – “${one.notes[number]}”`);
    said.append(line);
  });
  return said;
}

function differenceElement(one) {
  const [first, second] = one.pair;
  const element = make("article", "difference");
  element.tabIndex = -1;
  element.dataset.place = one.place;
  element.setAttribute("aria-labelledby", `difference-${one.place}`);
  const title = make("h3", "", `${one.place + 1}. ${items[first].name} and ${items[second].name}`);
  title.id = `difference-${one.place}`;
  element.append(title, textsElement(one), readersElement(one), make("p", "changed-since"), make("div", "said-here"), make("div", "judging"));
  one.element = element;
  update(one);
  return element;
}

function update(one) {
  const [first, second] = one.pair;
  const given = givenTo(first, second);
  const isOld = Boolean(given && hasLapsed(given));
  const answer = given && !isOld ? given.answer : "";
  const { element } = one;
  element.dataset.answer = order.told(first, second).answer;
  element.querySelector(".changed-since").textContent = isOld ? `A text has changed since you decided: ${given.answer}. Decide again.` : "";
  const against = contradicting.find((each) => each.first === first && each.second === second);
  const said = make("div", "said-here");
  if (!isOld) said.append(saidElement(first, second));
  if (against) {
    said.append(make("p", "changed-since", `This goes against the rest: ${against.through.map((number) => items[number].name).join(" = ")}.`));
  }
  element.querySelector(".said-here").replaceWith(said);
  const note = drafts.has(one.place) ? drafts.get(one.place) : given ? given.note : "";
  const judging = make("div", "judging");
  judging.append(
    answerButtons(`Decision ${one.place + 1}`, answer, (chosen) => give(one, chosen === answer ? "" : chosen)),
    noteField(`note-${one.place}`, note, (text) => takeNote(one, text)),
  );
  element.querySelector(".judging").replaceWith(judging);
}

function updateAll() {
  contradicting = order.contradictions();
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
    const isUnder = !theme || one.pair.some((number) => items[number].themes.includes(theme));
    one.element.hidden = !(isUnder && (show === "all" || standingOf(one) === show));
    if (!one.element.hidden) count += 1;
  }
  byId("nothing").hidden = count > 0;
}

function showProgress() {
  const count = (wanted) => list.filter((one) => standingOf(one) === wanted).length;
  byId("bar").max = list.length || 1;
  byId("bar").value = list.length - count("open");
  const parts = [`${count("decided")} of ${list.length} decided`];
  if (count("follows")) parts.push(`${counted(count("follows"), "follows", "follow")} from that`);
  parts.push(`${count("open")} open`);
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
  if (!signer.has(() => give(one, answer, isGoing))) return;
  const given = givenTo(...one.pair);
  const note = drafts.has(one.place) ? drafts.get(one.place) : given ? given.note : "";
  drafts.delete(one.place);
  const names = one.pair.map((number) => items[number].name).join(" and ");
  put(...one.pair, answer, note, `${names}: ${answer || "decision taken back"}`, { place: one.place });
  updateAll();
  showProgress();
  makeCurrent(one, false);
  const isEnd = isGoing && !goToOpen();
  filter();
  say(`${names}: ${answer || "decision taken back"}.${isEnd ? " Nothing more is open here: save the decisions." : ""}`);
}

function takeNote(one, text) {
  const given = givenTo(...one.pair);
  if (!given || hasLapsed(given)) drafts.set(one.place, text);
  else if (text !== given.note) {
    put(...one.pair, given.answer, text, "the note", { place: one.place });
    showProgress();
    say("Note kept.");
  }
}

function takeBack() {
  const one = undo();
  if (one) refresh();
  const there = one && one.where && list[one.where.place];
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
const themesHere = new Set(list.flatMap((one) => one.pair.flatMap((number) => items[number].themes)));
start(
  themesHere,
  () => byId("list").append(...list.map(differenceElement)),
  () => {
    const [first] = visible();
    if (first) makeCurrent(first, false);
  },
);
