// Files of answers, a block for each: written and read as drafter/reading/together/readings.py does it.

const AS_DRAFTER = "Write it as the lines around it, or take it out.";

// facts: [[name, text]], rows: [[name, texts]]; linesOf gives the lines of an answer.
function dumpBlocks(header, facts, rows, answers, linesOf) {
  return [
    ...header,
    ...facts.map(([name, value]) => `${name}: ${quoted(value)}`),
    ...rows.map(([name, values]) => `${name}: ${inARow(values)}`),
    answers.length ? "answers:" : "answers: []",
    ...answers.flatMap(linesOf),
  ];
}

// A field of a block, with the first words of what it names as a comment.
function namingLine(sign, name, value, opening) {
  return `  ${sign} ${name}: ${quoted(value)}${opening ? "  # " + opening : ""}`;
}

// The fields of a block that hold a text, where there is one, and what stands for the texts that were read.
function fieldLines(one, names) {
  const lines = names.filter((name) => one[name]).map((name) => `    ${name}: ${quoted(one[name])}`);
  return one.texts.length ? [...lines, `    texts: ${inARow(one.texts)}`] : lines;
}

// Reads it. shape: {what: “a reading”, facts, rows, fields: names, answers, map: the name of what has a text for each of its names}.
// Of an answer that cannot be used – whyNot(answer) says why – the problems tell, and the rest is taken.
function parseBlocks(text, shape, whyNot) {
  const found = { answers: [], problems: [] };
  for (const name of shape.facts) found[name] = "";
  for (const name of shape.rows) found[name] = [];
  if (shape.map) found[shape.map] = {};
  let answer = null;
  let isInMap = false;
  text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/).forEach((line, index) => {
    const number = index + 1;
    if (!line.trim() || /^\s*#/.test(line) || line === "---") return;
    const pair = isInMap && /^\s+("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"':][^"':]*):\s+(.*)$/.exec(line);
    if (pair) {
      found[shape.map][readValue(pair[1], number, AS_DRAFTER)] = readValue(pair[2], number, AS_DRAFTER);
      return;
    }
    isInMap = false;
    if (/^answers:\s*(\[\]\s*)?(#.*)?$/.test(line)) return;
    const match = /^(\s*)(-\s+)?([\w-]+):(?:\s+(.*))?$/.exec(line);
    if (!match) throw unreadable(number, AS_DRAFTER);
    const [, indent, dash, name, rest] = match;
    if (!indent && !dash) {
      if (shape.facts.includes(name)) found[name] = readValue(rest || "", number, AS_DRAFTER);
      else if (shape.rows.includes(name)) found[name] = readRow(rest || "[]", number, AS_DRAFTER);
      else if (name === shape.map && /^(\{\}\s*)?(#.*)?$/.test(rest || "")) isInMap = true;
      else throw new FileProblem(`Line ${number}: there is nothing called “${name}” in ${shape.what}. Take the line out.`);
      return;
    }
    if (dash) found.answers.push((answer = { line: number }));
    if (!answer) throw unreadable(number, AS_DRAFTER);
    if (!shape.fields.includes(name)) {
      found.problems.push(`Line ${number}: there is nothing called “${name}” in an answer.`);
    } else if (name === "texts") {
      answer.texts = readRow(rest || "[]", number, AS_DRAFTER);
    } else {
      answer[name] = readValue(rest || "", number, AS_DRAFTER);
    }
  });
  if (!found.matrix) throw new FileProblem(`It does not say of which matrix it is: is it ${shape.what}?`);
  found.answers = found.answers.filter((one) => {
    const why = whyNot(one) || (shape.answers.includes(one.answer) ? "" : `an answer is one of ${shape.answers.join(", ")}, not “${one.answer || ""}”.`);
    if (why) found.problems.push(`Line ${one.line}: ${why}`);
    delete one.line;
    Object.assign(one, { at: one.at || "", note: one.note || "", texts: one.texts || [] });
    return !why;
  });
  return found;
}

// The later of two answers to one question; of the earlier, where it was another, the note tells. told(one): what an
// answer says, in words.
function laterOf(before, now, told = (one) => one.answer) {
  const [first, last] = before.at > now.at ? [now, before] : [before, now];
  if (told(first) === told(last) && first.note === last.note) return last;
  const was = [`earlier${first.at ? ` (${first.at})` : ""}: ${told(first)}`, first.note && `(${first.note})`];
  return { ...last, note: [last.note, was.filter(Boolean).join(" ")].filter(Boolean).join("; ") };
}
