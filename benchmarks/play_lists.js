// Plays a reader of the page of a trace, a list at a time; run by benchmarks/trace.py --played.
// Takes JSON from standard input: {proposed: path of proposed.js, words, teachers, worth, links: [[number, place, answer]],
// atOnce: {paragraphs, recommendations}, rounds: how many lists of a paragraph}; prints how many lists have 90, 97 and
// 100 % of the links, and what share each round has.

const { readFileSync } = require("fs");

const given = JSON.parse(readFileSync(0, "utf-8"));
const { Proposed } = require(given.proposed);
const GOALS = [0.9, 0.97, 1];

const order = new Proposed(given.words, given.teachers, given.worth);
const wanted = new Map(given.links.map((one) => [`${one[0]} ${one[1]}`, one]));
const found = new Map();
const lists = { count: 0, shown: 0, until: [], rounds: [] };

// A list that is gone through: whatever of it is a link is found.
function goThrough(pairs) {
  lists.count += 1;
  lists.shown += pairs.length;
  for (const [number, place] of pairs) {
    const key = `${number} ${place}`;
    if (wanted.has(key)) found.set(key, wanted.get(key));
  }
  order.learn([...found.values()]);
  while (lists.until.length < GOALS.length && found.size >= GOALS[lists.until.length] * wanted.size) lists.until.push(lists.count);
}

function endRound() {
  lists.rounds.push({ lists: lists.count, share: found.size / wanted.size });
}

const { paragraphs, recommendations } = given.atOnce;
for (let number = 0; number < given.words.length; number += 1) {
  const open = order.paragraphsFor(number).filter((place) => !found.has(`${number} ${place}`));
  goThrough(open.slice(0, paragraphs).map((place) => [number, place]));
}
endRound();
for (let place = 0; place < (given.words[0] || []).length; place += 1) {
  // The list stays as it is while the paragraph is at the top.
  const open = order.recommendationsFor(place, () => true, paragraphs).filter((number) => !found.has(`${number} ${place}`));
  for (let round = 0; round < given.rounds; round += 1) {
    goThrough(open.slice(round * recommendations, (round + 1) * recommendations).map((number) => [number, place]));
  }
}
endRound();
console.log(JSON.stringify(lists));
