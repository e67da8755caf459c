"use strict";

// What differs between two texts, in whole words: the rules of drafter/reviewing/differences.py.

const TOKEN = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|\s+|[^]/gu;
const HAS_WORD = /^[\p{L}\p{N}]/u;
const SHORT = 3;
const LEAST = 0.3;
const AT_START = /^[\s[]*/;
const AT_END = /[\s.;,:[\]]*$/;

// Stretches from old to new: [side, as the new text has it, as the old text has it].
function differences(oldText, newText) {
  const [oldHead, oldCore, oldTail] = apart(oldText);
  const [newHead, newCore, newTail] = apart(newText);
  let stretches = compared(oldCore, newCore);
  if (areDifferent(stretches)) {
    stretches = [
      ["old", oldCore, oldCore],
      ["new", newCore, newCore],
    ];
  }
  const whole = [];
  for (const one of [["both", newHead, oldHead], ...stretches, ["both", newTail, oldTail]]) {
    const last = whole[whole.length - 1];
    if (one[0] === "both" && last && last[0] === "both") {
      last[1] += one[1];
      last[2] += one[2];
    } else if (one[1] || one[2]) {
      whole.push(one);
    }
  }
  return whole;
}

// A text between the brackets and marks that it begins and ends with.
function apart(text) {
  const tail = AT_END.exec(text)[0];
  const rest = text.slice(0, text.length - tail.length);
  const head = AT_START.exec(rest)[0];
  return [head, rest.slice(head.length), tail];
}

// Whether two texts have so little in common that it says nothing.
function areDifferent(stretches) {
  const counted = { both: 0, old: 0, new: 0 };
  for (const [side, words] of stretches) counted[side] += (words.match(TOKEN) || []).filter((one) => HAS_WORD.test(one)).length;
  const fewest = counted.both + Math.min(counted.old, counted.new);
  return fewest > 0 && counted.both < LEAST * fewest;
}

function compared(oldText, newText) {
  const before = oldText.match(TOKEN) || [];
  const after = newText.match(TOKEN) || [];
  const stretches = [];
  let a = 0;
  let b = 0;
  const blocks = standingBlocks(keysOf(before), keysOf(after));
  for (const [start, other, size] of [...blocks, [before.length, after.length, 0]]) {
    const gone = before.slice(a, start).join("");
    const come = after.slice(b, other).join("");
    if (gone) stretches.push(["old", gone, gone]);
    if (come) stretches.push(["new", come, come]);
    if (size) {
      stretches.push([
        "both",
        after.slice(other, other + size).join(""),
        before.slice(start, start + size).join(""),
      ]);
    }
    a = start + size;
    b = other + size;
  }
  return stretches;
}

// The pieces of a stretch of one text only, those that are shown as a difference first of each pair: square
// brackets, and blanks around them, are not.
function pieces(words) {
  return words.split(/(\s*[[\]][\s[\]]*|^\s+|\s+$)/).map((piece, place) => [piece, place % 2 === 0 && isMarked(piece)]);
}

// Whether a stretch of one text only is shown as a difference: brackets around a wording are none.
function isMarked(words) {
  return !/^[\s[\]]*$/.test(words);
}

function keysOf(tokens) {
  return tokens.map((token) => (token.trim() ? token.toLowerCase().replaceAll("’", "'") : " "));
}

function standingBlocks(before, after) {
  const found = matchingBlocks(before, after);
  return found.filter(([start, other, size], place) => {
    const isFirst = start === 0 && other === 0;
    const isLast =
      place === found.length - 1 && start + size === before.length && other + size === after.length;
    return isFirst || isLast || canStandAlone(before.slice(start, start + size));
  });
}

function canStandAlone(keys) {
  const words = keys.filter((key) => HAS_WORD.test(key));
  return words.length > 1 || words.some((word) => [...word].length > SHORT);
}

// The longest common stretch, then the longest on either side of it, and so on; of several the first.
function matchingBlocks(before, after) {
  const places = new Map();
  after.forEach((key, place) => {
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(place);
  });
  const found = [];
  const waiting = [[0, before.length, 0, after.length]];
  while (waiting.length) {
    const [a, aEnd, b, bEnd] = waiting.pop();
    const [start, other, size] = longestMatch(before, places, a, aEnd, b, bEnd);
    if (!size) continue;
    found.push([start, other, size]);
    waiting.push([a, start, b, other], [start + size, aEnd, other + size, bEnd]);
  }
  found.sort((one, two) => one[0] - two[0] || one[1] - two[1]);
  const joined = [];
  for (const block of found) {
    const last = joined[joined.length - 1];
    if (last && last[0] + last[2] === block[0] && last[1] + last[2] === block[1]) last[2] += block[2];
    else joined.push(block);
  }
  return joined;
}

function longestMatch(before, places, a, aEnd, b, bEnd) {
  let best = [a, b, 0];
  let lengths = new Map();
  for (let i = a; i < aEnd; i += 1) {
    const now = new Map();
    for (const j of places.get(before[i]) || []) {
      if (j < b) continue;
      if (j >= bEnd) break;
      const size = (lengths.get(j - 1) || 0) + 1;
      now.set(j, size);
      if (size > best[2]) best = [i - size + 1, j - size + 1, size];
    }
    lengths = now;
  }
  return best;
}
