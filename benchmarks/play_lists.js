// Plays a reader of the page of a trace, a list at a time; run by benchmarks/trace.py --played.
// Takes JSON from standard input: {proposed: path of proposed.js, words, teachers, worth, links: [[number, place, answer]]};
// prints how many lists have 90, 97 and 100 % of the links, and what share there
// is, and how often a text was shown beside another, after each round.

const { readFileSync } = require("fs");

const given = JSON.parse(readFileSync(0, "utf-8"));
const { Proposed, AT_ONCE } = require(given.proposed);
const GOALS = [0.9, 0.97, 1];

const order = new Proposed(given.words, given.teachers, given.worth);
const wanted = new Map(given.links.map((one) => [`${one[0]} ${one[1]}`, one]));
const found = new Map();
const lists = { count: 0, until: [], rounds: [] };
const through = [];
let shown = 0;

// A list that is gone through: whatever of it is a link is found.
function goThrough(pairs) {
  lists.count += 1;
  shown += pairs.length;
  for (const [number, place] of pairs) {
    const key = `${number} ${place}`;
    if (wanted.has(key)) found.set(key, wanted.get(key));
  }
  order.learn([...found.values()], [...through]);
  while (lists.until.length < GOALS.length && found.size >= GOALS[lists.until.length] * wanted.size) lists.until.push(lists.count);
}

function endRound() {
  lists.rounds.push({ lists: lists.count, share: found.size / wanted.size, shown });
}

for (let number = 0; number < given.words.length; number += 1) {
  const open = order.paragraphsFor(number).filter((place) => !found.has(`${number} ${place}`));
  through.push(number);
  goThrough(open.slice(0, AT_ONCE).map((place) => [number, place]));
}
endRound();
const seen = (given.words[0] || []).map(() => new Set());
// The next list for a paragraph: whether anything was found in it.
function askMore(place) {
  const before = seen[place];
  const isOpen = (number) => !found.has(`${number} ${place}`) && !before.has(number);
  const open = order.recommendationsFor(place).filter(isOpen).slice(0, AT_ONCE);
  const had = found.size;
  if (open.length) goThrough(open.map((number) => [number, place]));
  else given.words.forEach((_, number) => before.add(number));
  for (const number of open) before.add(number);
  return found.size > had;
}
while (lists.until.length < GOALS.length && seen.some((one) => one.size < given.words.length)) {
  seen.forEach((_, place) => {
    while (askMore(place));
  });
  endRound();
}
console.log(JSON.stringify(lists));
