// trace-NAME.yaml: written as drafter/reading/tracing/reading_file.py writes it, and read where it is written so.

const ANSWERS = ["full", "part", "not here"];
const NOWHERE = "nowhere";
const SIGNS = { full: "●", part: "◐", "not here": "○", nowhere: "∅" };
const IN_WORDS = { full: "Full", part: "Part", "not here": "Not here", nowhere: "Nowhere" };
const SHAPE = {
  what: "a trace",
  facts: ["reader", "matrix", "text", "readers"],
  rows: ["decides", "read", "read-paragraphs"],
  fields: ["recommendation", "paragraph", "answer", "stretch", "at", "note", "texts"],
  answers: [...ANSWERS, NOWHERE],
  map: "paragraphs",
};

const inARun = (text) => text.split(/\s+/).filter(Boolean).join(" ");

// The words of a paragraph that somebody means, as they stand there; nothing where they do not.
function standingIn(words, text) {
  const [wanted, whole] = [inARun(words), inARun(text)];
  const at = whole.includes(wanted) ? whole.indexOf(wanted) : whole.toLowerCase().indexOf(wanted.toLowerCase());
  return wanted && at >= 0 ? whole.slice(at, at + wanted.length) : "";
}

function dumpTrace(reading) {
  const facts = [["reader", reading.reader], ["matrix", reading.matrix], ["text", DATA.text]];
  if (readersAre) facts.push(["readers", readersAre]);
  const whole = paragraphs.filter((one) => reading.read.includes(wholeKey(one))).map((one) => one.id);
  const rows = [["read", reading.read.filter((one) => !isWholeKey(one))]];
  if (reading.decides.length) rows.unshift(["decides", reading.decides]);
  if (whole.length) rows.push(["read-paragraphs", whole]);
  const linesOf = (one) => [
    namingLine("-", "recommendation", one.recommendation, openings.get(one.recommendation)),
    ...(one.paragraph ? [namingLine(" ", "paragraph", one.paragraph, paragraphAt.has(one.paragraph) ? paragraphs[paragraphAt.get(one.paragraph)].opening : "")] : []),
    ...fieldLines(one, ["answer", "stretch", "at", "note"]),
  ];
  const lines = dumpBlocks(DATA.header, facts, rows, reading.answers, linesOf);
  const marks = paragraphs.filter((one) => known.has(one.mark) || whole.includes(one.id)).map((one) => `  ${quoted(one.id)}: ${quoted(one.mark)}`);
  return [...lines, marks.length ? "paragraphs:" : "paragraphs: {}", ...marks].join("\n") + "\n";
}

function parseTrace(text) {
  const found = parseBlocks(text, SHAPE, (one) => {
    if (!one.recommendation) return "this answer does not say which recommendation it is about.";
    if (one.answer === NOWHERE && one.paragraph) return `${one.recommendation} is said to be nowhere, and a paragraph is named.`;
    return one.answer !== NOWHERE && !one.paragraph ? `the answer to ${one.recommendation} names no paragraph.` : "";
  });
  for (const one of found.answers) {
    Object.assign(one, { paragraph: one.paragraph || "", stretch: one.stretch || "" });
    place(one);
    const here = paragraphs[paragraphAt.get(one.paragraph)];
    if (!one.stretch || !here || (one.texts[1] && one.texts[1] !== here.mark) || inARun(here.text).includes(inARun(one.stretch))) continue;
    found.problems.push(`“${one.stretch}” does not stand in paragraph ${one.paragraph}; the answer counts without it.`);
    one.stretch = "";
  }
  const whole = found["read-paragraphs"].map((key) => {
    const here = paragraphs[paragraphAt.get(key)];
    return `${WHOLE}${found.paragraphs[key] || (here ? here.mark : "")}`;
  });
  found.read = [...found.read, ...whole];
  return found;
}

// The later of two answers; an earlier one stands in the note with the words that it named.
function laterTrace(before, now) {
  return laterOf(before, now, (one) => (one.stretch ? `${one.answer} “${one.stretch}”` : one.answer));
}
