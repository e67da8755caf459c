// review.yaml: written as drafter/reading/review.py writes it, and read where it is written so.

const VERDICTS = ["supported", "not supported", "unsure"];
const FIELDS = ["clause", "source", "verdict", "by", "on", "note", "wording", "text", "fingerprint"];
const NEEDED = ["clause", "source", "wording", "text", "fingerprint"];
// What drafter escapes, and what it takes in no file: controls and marks that turn the direction of text.
const TO_ESCAPE = /[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]/gu;
const NOT_TAKEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;
const OPENING_WORDS = 8;

function quoted(text) {
  return JSON.stringify(text).replace(TO_ESCAPE, escaped);
}

function escaped(character) {
  return "\\u" + character.codePointAt(0).toString(16).padStart(4, "0");
}

function openingWords(text) {
  const words = text.replace(/^[ []+/, "").split(/\s+/).filter(Boolean);
  return words.slice(0, OPENING_WORDS).join(" ") + (words.length > OPENING_WORDS ? " …" : "");
}

function dumpReview(header, draft, entries) {
  const lines = [...header, "draft: " + quoted(draft), entries.length ? "reviewed:" : "reviewed: []"];
  for (const entry of entries) {
    const opening = openingWords(entry.wording).replace(TO_ESCAPE, "\ufffd");
    lines.push(`  - clause: ${quoted(entry.clause)}  # ${opening}`.trimEnd());
    lines.push(`    source: ${quoted(entry.source)}`);
    lines.push(entry.verdict ? `    verdict: ${quoted(entry.verdict)}` : "    verdict:");
    for (const name of ["by", "on", "note"]) {
      if (entry[name]) lines.push(`    ${name}: ${quoted(entry[name])}`);
    }
    for (const name of ["wording", "text", "fingerprint"]) lines.push(`    ${name}: ${quoted(entry[name])}`);
  }
  return lines.join("\n") + "\n";
}

class FileProblem extends Error {}

// Reads the lines that drafter writes, in any order and with comments; anything else is for drafter itself.
function parseReview(text) {
  const review = { draft: "", entries: [] };
  let entry = null;
  text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/).forEach((line, index) => {
    const number = index + 1;
    if (!line.trim() || /^\s*#/.test(line) || line === "---") return;
    if (/^reviewed:\s*(\[\]\s*)?(#.*)?$/.test(line)) return;
    const match = /^(\s*)(-\s+)?(\w+):(?:\s+(.*))?$/.exec(line);
    if (!match) throw unreadable(number);
    const [, indent, dash, name, rest] = match;
    const value = readValue(rest || "", number);
    if (!indent && !dash && name === "draft") {
      review.draft = value;
      return;
    }
    if (dash) {
      entry = { line: number };
      review.entries.push(entry);
    }
    if (!entry || (!indent && !dash)) throw unreadable(number);
    if (!FIELDS.includes(name)) throw new FileProblem(`Line ${number}: there is nothing called “${name}” in a review.`);
    if (name in entry) throw new FileProblem(`Line ${number}: “${name}” stands twice in one block.`);
    entry[name] = value;
  });
  review.entries.forEach(checkEntry);
  return review;
}

function unreadable(number) {
  return new FileProblem(
    `Line ${number} is not written as this page writes it. Let drafter read the file: ` +
      "drafter review DRAFT.docx --review review.yaml -o review.html",
  );
}

function readValue(rest, number) {
  const value = rest.trim();
  if (!value || value.startsWith("#")) return "";
  if (value.startsWith('"')) {
    const match = /^("(?:[^"\\]|\\.)*")\s*(?:\s#.*)?$/.exec(value);
    if (!match) throw unreadable(number);
    try {
      return JSON.parse(match[1]);
    } catch {
      throw unreadable(number);
    }
  }
  if (value.startsWith("'")) {
    const match = /^'((?:[^']|'')*)'\s*(?:\s#.*)?$/.exec(value);
    if (!match) throw unreadable(number);
    return match[1].replaceAll("''", "'");
  }
  if (/^[[\]{}>|*&!%@`]/.test(value)) throw unreadable(number);
  return value.replace(/\s+#.*$/, "");
}

function checkEntry(entry, index, entries) {
  const missing = NEEDED.filter((name) => !(name in entry));
  if (missing.length) throw new FileProblem(`Line ${entry.line}: this block has no ${missing.join(", no ")}.`);
  for (const name of FIELDS) entry[name] = entry[name] || "";
  if (entry.verdict && !VERDICTS.includes(entry.verdict)) {
    throw new FileProblem(`Line ${entry.line}: a verdict is one of ${VERDICTS.join(", ")}, not “${entry.verdict}”.`);
  }
  if (entry.verdict && (!entry.by || !entry.on)) {
    throw new FileProblem(`Line ${entry.line}: this verdict does not say who gave it (by), and when (on).`);
  }
  const twin = entries.findIndex((one) => one.clause === entry.clause && one.source === entry.source);
  if (twin < index) {
    throw new FileProblem(`Lines ${entries[twin].line} and ${entry.line} are on the same clause and source: keep one.`);
  }
}
