// How recommendations and answers are shown. A page has its ANSWERS, each with a sign (SIGNS) and a word (IN_WORDS).

const [REGION, REGIONS] = DATA.regionWords; // the matrix's own
const themeTitles = new Map(DATA.themes.map(([id, title]) => [id, title]));

function themesOf(item) {
  return item.themes.map((id) => themeTitles.get(id) || "").filter(Boolean).join("; ");
}

// A recommendation's name, with what it stands under.
function nameElement(level, item) {
  const title = make(level, "", item.name);
  const under = themesOf(item);
  return under ? [title, makeWords("p", "path", under)] : [title];
}

function answerButtons(label, answer, give) {
  const group = make("div", "answers");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  ANSWERS.forEach((one, place) => {
    const button = makeButton("answer", "", () => give(one));
    button.append(makeSign(SIGNS[one]), " ", IN_WORDS[one], " ", make("kbd", "", String(place + 1)));
    button.dataset.answer = one;
    button.setAttribute("aria-keyshortcuts", String(place + 1));
    button.setAttribute("aria-pressed", String(one === answer));
    group.append(button);
  });
  return group;
}

function noteField(id, value, taken) {
  const label = make("label", "note-label", "Note");
  label.htmlFor = id;
  const note = make("textarea");
  note.id = id;
  note.value = value;
  fit(note);
  note.addEventListener("input", () => fit(note));
  note.addEventListener("change", () => taken(written(note)));
  const whole = make("div", "noting");
  whole.append(label, note);
  return whole;
}

// Cards below a question: the keys are on one of them.

function shownCandidates() {
  return [...document.querySelectorAll(".candidate")].filter((one) => one.checkVisibility());
}

function currentCard() {
  const current = document.querySelector(".candidate.current");
  return current && current.checkVisibility() ? current : null;
}

function cardOf(number, list) {
  return byId(list).querySelector(`[data-number="${number}"]`);
}

// Sets the keys on a card, or on none; chosen(number): what else there is to do then.
function setCurrent(element, scroll, chosen) {
  for (const one of document.querySelectorAll(".candidate.current, .candidate.here")) one.classList.remove("current", "here");
  if (!element) return;
  element.classList.add("current");
  chosen(Number(element.dataset.number));
  if (scroll) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }
}

function step(by) {
  const all = shownCandidates();
  const place = all.findIndex((one) => one.matches(".current, .here"));
  const next = all[place + by];
  const isAside = place >= 0 && all[place].closest("#found, #answered-list");
  say(next ? "" : `This is the ${by > 0 ? "last" : "first"} one here.${isAside ? " Esc goes back to the question." : ""}`);
  if (next) makeCurrent(next);
}

// How high what stays above is: the keys go to what stands below it.
function watchWhatStays() {
  const above = new ResizeObserver(() => {
    const { style } = document.documentElement;
    style.setProperty("--nav", `${document.querySelector("nav").offsetHeight}px`);
    style.setProperty("--asked", `${byId("top").offsetHeight}px`);
  });
  above.observe(document.querySelector("nav"));
  above.observe(byId("top"));
}
