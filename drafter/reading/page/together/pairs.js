// What answers are about on both pages that read together: pairs of recommendations, and what follows from them.

const items = DATA.items;
const numberOf = new Map(items.map((item, number) => [item.id, number]));
const openings = new Map(items.map((item) => [item.id, item.opening]));
const triples = [];
for (let at = 0; at < DATA.pairs.length; at += 3) triples.push(DATA.pairs.slice(at, at + 3));
const order = new Order(items.map((item) => item.regions), triples);

const keyOf = (first, second) => (first < second ? `${first} ${second}` : `${second} ${first}`);

// What is gone through for the same alone, and not for what is near, stands among what is read with a sign before it.
const FOR_SAME = "= ";
const isGoneThrough = (id) => read.has(id) || read.has(FOR_SAME + id);

let readersAre = ""; // what kind of readers, as a file that was loaded says

const PAGE = {
  decides: DATA.readers || [],
  stem: DATA.readers ? "decisions" : "reading",
  key: (one) => keyOf(one.first, one.second),
  isKnown: (one) => numberOf.has(one.first) && numberOf.has(one.second),
  // Of an answer that keeps no texts nobody can tell.
  hasLapsed: (one) => one.texts.length > 0 && [one.first, one.second].some((id, place) => items[numberOf.get(id)].mark !== one.texts[place]),
  // What follows is told anew after each act: nothing has to be taken back then.
  conclude() {
    const own = standing().map((one) => ({ first: numberOf.get(one.first), second: numberOf.get(one.second), answer: one.answer }));
    const agreed = (DATA.agreed || []).map(([first, second, answer]) => ({ first, second, answer }));
    const changed = new Set(lapsed().flatMap((one) => [one.first, one.second]));
    const numbers = (ids) => ids.filter((id) => numberOf.has(id) && !changed.has(id)).map((id) => numberOf.get(id));
    const forSame = [...read].filter((key) => key.startsWith(FOR_SAME)).map((key) => key.slice(FOR_SAME.length));
    const [mine, pairOf] = [new Set(answers.keys()), ({ first, second }) => keyOf(items[first].id, items[second].id)];
    const earlier = DATA.deciders ? earlierDecisions() : [];
    order.replay([...agreed, ...earlier.filter((one) => !mine.has(pairOf(one))), ...own], numbers([...read]), numbers(forSame));
  },
  parse: parseReading,
  dump: dumpReading,
  later: laterOf,
  whyNot(reading) {
    const known = reading.answers.filter(PAGE.isKnown).length;
    const isOther = reading.matrix !== DATA.matrix && (!known || known < reading.answers.length / 2);
    return isOther ? `It is a reading of ${reading.matrix}.` : "";
  },
  gone: "recommendations that this matrix does not have",
  facts: () => ({ readers: readersAre }),
  take(found) {
    readersAre = found.readers || "";
  },
  join(reading) {
    readersAre = reading.readers || readersAre;
    if (PAGE.choose) PAGE.choose(reading.themes);
  },
};

function givenTo(first, second) {
  return answers.get(keyOf(items[first].id, items[second].id));
}

function put(first, second, answer, note, said, where) {
  const [one, other] = [items[first], items[second]];
  const given = { first: one.id, second: other.id, answer, at: now(), note, texts: [one.mark, other.mark] };
  change([[keyOf(one.id, other.id), answer ? given : null]], said, where);
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
  element.querySelector(".text").lang = "";
  return element;
}
