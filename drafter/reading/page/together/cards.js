// How recommendations and answers are shown.

const SIGNS = { same: "=", near: "≈", neither: "≠", unsure: "?" };
const IN_WORDS = { same: "Same", near: "Near", neither: "Neither", unsure: "Unsure" };
const [REGION, REGIONS] = DATA.regionWords; // the matrix's own
const themeTitles = new Map(DATA.themes.map(([id, title]) => [id, title]));

function themesOf(item) {
  return item.themes.map((id) => themeTitles.get(id) || "").filter(Boolean).join("; ");
}

// A recommendation's name, with what it stands under.
function nameElement(level, item) {
  const title = make(level, "", item.name);
  const under = themesOf(item);
  return under ? [title, make("p", "path", under)] : [title];
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

// What is said of two, in a line: by whom it was answered, or that it follows.
function saidElement(first, second) {
  const told = order.told(first, second);
  const line = make("p", "said-so");
  if (!told.answer) return line;
  const given = givenTo(first, second);
  line.dataset.answer = told.answer;
  line.append(makeSign(SIGNS[told.answer]), " ", IN_WORDS[told.answer]);
  if (!given) line.append(told.answer === "neither" && !order.answerBetween(order.names[first], order.names[second]) ? ": passed over" : ": follows");
  return line;
}

// The text of one beside that of another, with what only this one has marked. Two that have little in common are not
// marked: that would say nothing.
function textBeside(item, other, side) {
  const stretches = side === "new" ? differences(other.text, item.text) : differences(item.text, other.text);
  const plain = [["both", item.text, item.text]];
  const element = textElement("text-of", "", areDifferent(stretches) ? plain : stretches, side, side === "new" ? 1 : 2);
  element.querySelector("h4").remove();
  return element;
}
