// What readers of who says the same differ on.

let contradicting = [];

const DIFFERENCE = {
  name: (one) => one.pair.map((number) => items[number].name).join(" and "),
  texts(one) {
    const [first, second] = one.pair.map((number) => items[number]);
    const texts = make("div", "texts");
    for (const [item, other, side] of [[first, second, "old"], [second, first, "new"]]) {
      const element = textBeside(item, other, side);
      element.prepend(...nameElement("h4", item));
      texts.append(element);
    }
    return texts;
  },
  given: (one) => givenTo(...one.pair),
  standing(one) {
    const given = givenTo(...one.pair);
    if (given && !PAGE.hasLapsed(given)) return given.answer === "unsure" ? "open" : "decided";
    if (decidedBefore(one)) return "decided";
    return DIFFERENCE.answer(one) ? "follows" : "open";
  },
  answer: (one) => order.told(...one.pair).answer,
  said(one) {
    return [saidElement(...one.pair)];
  },
  // By a chain of what is the same, or because what is near to one of several that are the same is near to all.
  against(one) {
    const told = order.told(...one.pair);
    if (!told.isGiven) return "";
    const names = (numbers, sign) => numbers.map((number) => items[number].name).join(sign);
    const chain = contradicting.find((each) => order.keyOf(each.first, each.second) === order.keyOf(...one.pair));
    if (chain) return names(chain.through, " = ");
    const near = told.answer === "neither" && nearBetween(...one.pair);
    return near ? `${names([near.first, near.second], " and ")} are near, and what is near to one of several that are the same is near to all` : "";
  },
  fields: (one, note) => [noteField(`note-${one.place}`, note, (text) => takeNote(one, text))],
  put(one, answer, said) {
    put(...one.pair, answer, noteOf(one), said, { place: one.place });
  },
  themes: (one) => one.pair.flatMap((number) => items[number].themes),
  key: (one) => keyOf(...one.pair.map((number) => items[number].id)),
  words: new Map(),
  questions: (open) => new Set(open.map((one) => order.keyOf(...one.pair.map((number) => order.names[number])))).size,
  prepare() {
    contradicting = order.contradictions();
  },
};

// What makes two near, of which it is said that they are neither; nothing where nothing does.
function nearBetween(first, second) {
  const between = (one, other) => order.keyOf(order.names[one], order.names[other]);
  if (order.answerBetween(order.names[first], order.names[second]) !== "near") return null;
  return order.answers.find((one) => one.answer === "near" && between(one.first, one.second) === between(first, second));
}

function earlierDecisions() {
  const decided = list.map((one) => ({ first: one.pair[0], second: one.pair[1], answer: decidedBefore(one) }));
  return decided.filter(({ answer }) => answer);
}
