// Values as drafter writes them in its files: in double quotation marks, on one line (drafter/reading/review.py).

// What drafter escapes, and what it takes in no file: controls and marks that turn the direction of text.
const TO_ESCAPE = /[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]/gu;
const NOT_TAKEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;

function quoted(text) {
  return JSON.stringify(text).replace(TO_ESCAPE, escaped);
}

function escaped(character) {
  return "\\u" + character.codePointAt(0).toString(16).padStart(4, "0");
}

// Texts in square brackets, in one row.
function inARow(texts) {
  return `[${texts.map(quoted).join(", ")}]`;
}

function readRow(rest, number, whatToDo) {
  const match = /^\[(.*)\]\s*(?:#.*)?$/.exec(rest.trim());
  if (!match) throw unreadable(number, whatToDo);
  const parts = match[1].match(/\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'\s][^,"']*)\s*(?:,|$)/g) || [];
  if (parts.join("") !== match[1].replace(/^\s+$/, "")) throw unreadable(number, whatToDo);
  return parts.map((part) => readValue(part.replace(/,$/, ""), number, whatToDo));
}

// The first words of a text, as they stand in a comment.
function openingWords(text, most) {
  const words = text.split(/\s+/).filter(Boolean);
  return (words.slice(0, most).join(" ") + (words.length > most ? " …" : "")).replace(TO_ESCAPE, "\ufffd");
}

class FileProblem extends Error {}

// What stands behind “name:” in a line.
function readValue(rest, number, whatToDo) {
  const value = rest.trim();
  if (!value || value.startsWith("#")) return "";
  if (value.startsWith('"')) {
    const match = /^("(?:[^"\\]|\\.)*")\s*(?:\s#.*)?$/.exec(value);
    if (!match) throw unreadable(number, whatToDo);
    try {
      return JSON.parse(match[1]);
    } catch {
      throw unreadable(number, whatToDo);
    }
  }
  if (value.startsWith("'")) {
    const match = /^'((?:[^']|'')*)'\s*(?:\s#.*)?$/.exec(value);
    if (!match) throw unreadable(number, whatToDo);
    return match[1].replaceAll("''", "'");
  }
  if (/^[[\]{}>|*&!%@`]/.test(value)) throw unreadable(number, whatToDo);
  return value.replace(/\s+#.*$/, "");
}

// A line that is not written as drafter writes it, with what to do about it.
function unreadable(number, whatToDo) {
  return new FileProblem(`Line ${number} is not written as this page writes it. ${whatToDo}`);
}
