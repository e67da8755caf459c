// reading-NAME.yaml: written as drafter/reading/together/readings.py writes it, and read where it is written so.

const ANSWERS = ["same", "near", "neither", "unsure"];
const ANSWER_FIELDS = ["first", "second", "answer", "at", "note", "texts"];
const AS_DRAFTER = "Write it as the lines around it, or take it out.";

// A reading: {reader, matrix, decides, read, answers}; openings: id → first words of its text.
function dumpReading(header, reading, openings) {
  const lines = [...header, "reader: " + quoted(reading.reader), "matrix: " + quoted(reading.matrix)];
  if (reading.decides.length) lines.push("decides: " + inARow(reading.decides));
  lines.push("read: " + inARow(reading.read), reading.answers.length ? "answers:" : "answers: []");
  for (const one of reading.answers) {
    for (const [sign, name] of [["-", "first"], [" ", "second"]]) {
      const opening = openings.get(one[name]);
      lines.push(`  ${sign} ${name}: ${quoted(one[name])}${opening ? "  # " + opening : ""}`);
    }
    lines.push(`    answer: ${quoted(one.answer)}`);
    for (const name of ["at", "note"]) if (one[name]) lines.push(`    ${name}: ${quoted(one[name])}`);
    if (one.texts.length) lines.push(`    texts: ${inARow(one.texts)}`);
  }
  return lines.join("\n") + "\n";
}

// Reads it; of an answer that cannot be used the problems tell, and the rest is taken.
function parseReading(text) {
  const reading = { reader: "", matrix: "", decides: [], read: [], answers: [], problems: [] };
  let answer = null;
  text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/).forEach((line, index) => {
    const number = index + 1;
    if (!line.trim() || /^\s*#/.test(line) || line === "---") return;
    if (/^answers:\s*(\[\]\s*)?(#.*)?$/.test(line)) return;
    const match = /^(\s*)(-\s+)?(\w+):(?:\s+(.*))?$/.exec(line);
    if (!match) throw unreadable(number, AS_DRAFTER);
    const [, indent, dash, name, rest] = match;
    if (!indent && !dash) {
      if (["reader", "matrix"].includes(name)) reading[name] = readValue(rest || "", number, AS_DRAFTER);
      else if (["decides", "read"].includes(name)) reading[name] = readRow(rest || "[]", number, AS_DRAFTER);
      else throw new FileProblem(`Line ${number}: there is nothing called “${name}” in a reading. Take the line out.`);
      return;
    }
    if (dash) reading.answers.push((answer = { line: number }));
    if (!answer) throw unreadable(number, AS_DRAFTER);
    if (!ANSWER_FIELDS.includes(name)) {
      reading.problems.push(`Line ${number}: there is nothing called “${name}” in an answer.`);
    } else if (name === "texts") {
      answer.texts = readRow(rest || "[]", number, AS_DRAFTER);
    } else {
      answer[name] = readValue(rest || "", number, AS_DRAFTER);
    }
  });
  if (!reading.matrix) throw new FileProblem("It does not say of which matrix it is: is it a reading?");
  reading.answers = reading.answers.filter((one) => isUsable(one, reading.problems));
  return reading;
}

function isUsable(one, problems) {
  const { line } = one;
  if (!one.first || !one.second) problems.push(`Line ${line}: this answer does not say which two it is about.`);
  else if (one.first === one.second) problems.push(`Line ${line}: ${one.first} is asked about itself.`);
  else if (!ANSWERS.includes(one.answer)) problems.push(`Line ${line}: an answer is one of ${ANSWERS.join(", ")}, not “${one.answer || ""}”.`);
  else {
    delete one.line;
    Object.assign(one, { at: one.at || "", note: one.note || "", texts: one.texts || [] });
    return true;
  }
  return false;
}

// The later of two answers to one question; of the earlier, where it was another, the note tells.
function laterOf(before, now) {
  const [first, last] = before.at > now.at ? [now, before] : [before, now];
  if (first.answer === last.answer && first.note === last.note) return last;
  const was = [`earlier${first.at ? ` (${first.at})` : ""}: ${first.answer}`, first.note && `(${first.note})`];
  return { ...last, note: [last.note, was.filter(Boolean).join(" ")].filter(Boolean).join("; ") };
}
