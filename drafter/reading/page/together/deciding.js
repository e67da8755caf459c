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
    return DIFFERENCE.answer(one) ? "follows" : "open";
  },
  answer: (one) => order.told(...one.pair).answer,
  said(one) {
    const against = contradicting.find((each) => each.first === one.pair[0] && each.second === one.pair[1]);
    const line = saidElement(...one.pair);
    if (!against) return [line];
    return [line, make("p", "changed-since", `This goes against the rest: ${against.through.map((number) => items[number].name).join(" = ")}.`)];
  },
  fields: (one, note) => [noteField(`note-${one.place}`, note, (text) => takeNote(one, text))],
  put(one, answer, said) {
    put(...one.pair, answer, noteOf(one), said, { place: one.place });
  },
  themes: (one) => one.pair.flatMap((number) => items[number].themes),
  prepare() {
    contradicting = order.contradictions();
  },
};
