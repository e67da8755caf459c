// reading-NAME.yaml: written as drafter/reading/together/readings.py writes it, and read where it is written so.

const ANSWERS = ["same", "near", "neither", "unsure"];
const SIGNS = { same: "=", near: "≈", neither: "≠", unsure: "?" };
const IN_WORDS = { same: "Same", near: "Near", neither: "Neither", unsure: "Unsure" };
const SHAPE = {
  what: "a reading",
  facts: ["reader", "matrix", "readers"],
  rows: ["decides", "themes", "read", "read-for-same"],
  fields: ["first", "second", "answer", "at", "note", "texts"],
  answers: ANSWERS,
};

function dumpReading(reading) {
  const facts = [["reader", reading.reader], ["matrix", reading.matrix]];
  if (readersAre) facts.push(["readers", readersAre]);
  const forSame = reading.read.filter((key) => key.startsWith(FOR_SAME)).map((key) => key.slice(FOR_SAME.length)).filter((id) => !reading.read.includes(id));
  const rows = [["read", reading.read.filter((key) => !key.startsWith(FOR_SAME))]];
  if (forSame.length) rows.push(["read-for-same", forSame]);
  const themes = PAGE.themes ? PAGE.themes() : [];
  if (themes.length) rows.unshift(["themes", themes]);
  if (reading.decides.length) rows.unshift(["decides", reading.decides]);
  const linesOf = (one) => [
    namingLine("-", "first", one.first, openings.get(one.first)),
    namingLine(" ", "second", one.second, openings.get(one.second)),
    ...fieldLines(one, ["answer", "at", "note"]),
  ];
  return dumpBlocks(DATA.header, facts, rows, reading.answers, linesOf).join("\n") + "\n";
}

function parseReading(text) {
  const found = parseBlocks(text, SHAPE, (one) => {
    if (!one.first || !one.second) return "this answer does not say which two it is about.";
    return one.first === one.second ? `${one.first} is asked about itself.` : "";
  });
  found.read = [...found.read, ...found["read-for-same"].map((id) => FOR_SAME + id)];
  return found;
}
