// A recommendation or a paragraph at the top, and cards below it.

const drafts = new Map(); // {note, stretch} that wait for their answer
const keyWith = (number) => keyOf(items[way.pair(number)[0]].id, paragraphs[way.pair(number)[1]].id);

// What is below the one at the top and has words or a note that no answer has taken.
function waiting() {
  return [...way.below.keys()].filter((number) => {
    const own = givenTo(...way.pair(number));
    return Object.entries(drafts.get(keyWith(number)) || {}).some(([name, text]) => text.trim() && text.trim() !== (own ? own[name] : ""));
  });
}

// What follows for the one at the top from its being gone through.
function noOther() {
  if (way.answered(asked).length) return `No other ${way.other} then.`;
  return way === WAYS.recommendation ? "So it is in no paragraph." : "So no recommendation stands behind it.";
}

function linkLine(number, one) {
  const line = make("li");
  line.append(makeSign(SIGNS[one.answer]), ` ${IN_WORDS[one.answer]}: `, linkTo(number), " ", makeWords("span", "", one.stretch ? `“${one.stretch}”` : way.below[number].opening));
  return line;
}

// To a card of the list, or of what is found.
function linkTo(number) {
  return makeButton("link", way.below[number].name, () => {
    const card = cardOf(number, "candidates");
    if (!card) {
      turnTo(asked, way, [number]);
      show();
    }
    makeCurrent(card || cardOf(number, "candidates"));
  });
}

function showTop() {
  const one = way.all[asked];
  const element = byId("top");
  element.replaceChildren(...whatElement("h3", one), wordsElement(one));
  const links = way.answered(asked).map((number) => [number, given.get(keyWith(number))]);
  if (links.length) {
    const list = make("ul", "with");
    list.append(...links.map(([number, link]) => linkLine(number, link)));
    element.append(list);
  }
  const isNowhere = way === WAYS.recommendation && given.has(keyOf(one.id, ""));
  if (isNowhere) element.append(make("p", "said-so", "∅ Nowhere: in no paragraph."));
  else if (way.isDone(asked)) element.append(make("p", "said-so", `✓ Gone through. ${noOther()}`));
  byId("done").firstChild.textContent = way.isDone(asked) ? "Not gone through" : "Gone through";
  byId("nowhere").hidden = way !== WAYS.recommendation;
  byId("nowhere").setAttribute("aria-pressed", String(isNowhere));
  byId("top-title").textContent = way.question;
  byId("candidates-title").textContent = way.list;
  byId("search-title").textContent = `Search all ${way.other}s`;
  byId("turn").textContent = `By ${way.other}`;
}

function candidateElement(number, where) {
  const one = way.below[number];
  const own = givenTo(...way.pair(number));
  const isOld = Boolean(own && PAGE.hasLapsed(own));
  const answer = own && !isOld ? own.answer : "";
  const element = make("article", "candidate");
  element.tabIndex = -1;
  element.dataset.number = number;
  element.append(...whatElement("h3", one));
  element.setAttribute("aria-label", `${one.name}, beside ${way.all[asked].name}`);
  if (isOld) element.append(make("p", "changed-since", `A text has changed since you said: ${own.answer}${own.note ? ` (${own.note})` : ""}. Answer again.`));
  else if (answer || toldOf(...way.pair(number))) element.append(saidElement(number, answer, own));
  element.append(wordsElement(one, way.all[asked]));
  const judging = make("div", "judging");
  judging.append(answerButtons(`Answer on ${one.name}`, answer, (chosen) => give(number, chosen === answer ? "" : chosen)));
  const draft = drafts.get(keyWith(number)) || {};
  const paragraph = paragraphs[way.pair(number)[1]];
  judging.append(
    noteField(`note-${where}-${number}`, draft.note ?? (own ? own.note : ""), (note) => takeField(number, { note })),
    stretchField(`stretch-${where}-${number}`, draft.stretch ?? (own ? own.stretch : ""), paragraph.text, (stretch) => takeField(number, { stretch })),
  );
  // What is half written is kept, too.
  judging.addEventListener("input", (event) => {
    const half = event.target.matches("textarea") ? { note: written(event.target) } : { stretch: event.target.value };
    drafts.set(keyWith(number), { ...drafts.get(keyWith(number)), ...half });
    keepPlace();
  });
  element.append(judging);
  return element;
}

function saidElement(number, answer, own) {
  const line = make("p", "said-so");
  const told = answer || toldOf(...way.pair(number));
  line.dataset.answer = told;
  line.append(makeSign(SIGNS[told]), ` ${IN_WORDS[told]}${answer ? (own.stretch ? `: “${own.stretch}”` : "") : ": passed over"}`);
  return line;
}

function makeCurrent(element, scroll = true) {
  // Of the one at the top it is marked what this one has, too.
  setCurrent(element, scroll, (number) => byId("top").querySelector(".text-of").replaceWith(wordsElement(way.all[asked], way.below[number])));
}

function showCards() {
  byId("candidates").replaceChildren(...listed.slice(0, shownCount).map((number) => candidateElement(number, "c")));
  byId("more").hidden = shownCount >= listed.length;
  byId("more").firstChild.textContent = `${Math.min(AT_ONCE, listed.length - shownCount)} more `;
}

// The first card that is not answered behind a place of the list, or else before it.
function openCard(after = -1) {
  const isOpen = (number) => !given.has(keyWith(number));
  const shown = listed.slice(0, shownCount);
  const number = shown.slice(after + 1).find(isOpen);
  return number === undefined ? null : cardOf(number, "candidates");
}
