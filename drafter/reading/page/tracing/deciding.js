// What traces differ on.

const stretches = new Map(); // words that wait for their answer

const DIFFERENCE = {
  name: (one) => `${items[one.pair[0]].name} and ${paragraphs[one.pair[1]].name.toLowerCase()}`,
  texts(one) {
    const [item, paragraph] = [items[one.pair[0]], paragraphs[one.pair[1]]];
    const texts = make("div", "texts");
    for (const [here, other] of [[item, paragraph], [paragraph, item]]) {
      const element = make("div", "text-of");
      element.append(...whatElement("h4", here), wordsElement(here, other));
      texts.append(element);
    }
    return texts;
  },
  given: (one) => givenTo(...one.pair),
  standing: (one) => (DIFFERENCE.answer(one) ? "decided" : "open"),
  answer: (one) => toldOf(...one.pair) || decidedBefore(one),
  said(one) {
    const own = givenTo(...one.pair);
    return own && own.stretch ? [make("p", "said-so", `“${own.stretch}”`)] : [];
  },
  fields(one, note) {
    const own = givenTo(...one.pair);
    const stretch = stretches.get(one.place) ?? (own ? own.stretch : "");
    return [
      noteField(`note-${one.place}`, note, (text) => takeNote(one, text)),
      stretchField(`stretch-${one.place}`, stretch, paragraphs[one.pair[1]].text, (words) => takeStretch(one, words)),
    ];
  },
  put(one, answer, said) {
    const [number, at] = one.pair;
    const own = givenTo(number, at);
    const paragraph = paragraphs[at];
    const named = selectedIn(one.element.querySelector(".words")) || (stretches.get(one.place) ?? (own ? own.stretch : ""));
    const stretch = answer && answer !== "not here" ? standingIn(named, paragraph.text) : "";
    stretches.delete(one.place);
    const given = answer ? answerTo(number, at, answer, { stretch, note: noteOf(one) }) : null;
    change([[keyOf(items[number].id, paragraph.id), given]], said, { place: one.place });
  },
  themes: (one) => items[one.pair[0]].themes,
  prepare() {},
  key: (one) => keyOf(items[one.pair[0]].id, paragraphs[one.pair[1]].id),
  words: stretches,
  against: () => "",
  questions: (open) => open.length,
};

function takeStretch(one, words) {
  const own = givenTo(...one.pair);
  stretches.set(one.place, words);
  keepPlace();
  if (!own || PAGE.hasLapsed(own) || own.stretch === words) return;
  DIFFERENCE.put(one, own.answer, "the words");
  update(one);
  showProgress();
  say("Words kept.");
}
