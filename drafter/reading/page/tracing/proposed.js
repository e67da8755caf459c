// In which paragraphs a recommendation may have ended, the likeliest first, and the other way round: what the words say,
// with what answers teach, as drafter/reading/tracing/proposals.py has it. Without a page, so that it can be played.

class Proposed {
  // words: for each recommendation its scores, in ten-thousandths, by the places of paragraphs; teachers: for each those
  // whose own ends speak for it, [[number, weight]]; worth: what a link counts, by its answer.
  constructor(words, teachers, worth) {
    this.words = words.map((scores) => Float64Array.from(scores, (score) => score / 10000));
    Object.assign(this, { teachers, worth, ended: new Map(), known: new Map() });
    this.taught = words.map(() => []); // whom each speaks for
    teachers.forEach((own, number) => own.forEach(([other]) => this.taught[other].push(number)));
  }

  // Takes these links, [number, place, answer], and no others, for what is known. The scores of those for whom nothing has
  // changed are kept.
  learn(links) {
    const before = this.ended;
    this.ended = new Map();
    for (const [number, place, answer] of links) {
      if (!this.ended.has(number)) this.ended.set(number, new Map());
      this.ended.get(number).set(place, this.worth[answer]);
    }
    const asText = (ends) => JSON.stringify(ends ? [...ends] : []);
    for (const number of new Set([...before.keys(), ...this.ended.keys()])) {
      if (asText(before.get(number)) === asText(this.ended.get(number))) continue;
      for (const other of this.taught[number]) this.known.delete(other);
    }
  }

  // {scores: by the places of paragraphs, best: the highest}
  of(number) {
    if (this.known.has(number)) return this.known.get(number);
    const scores = this.words[number].slice();
    for (const [other, weight] of this.teachers[number]) {
      for (const [place, worth] of this.ended.get(other) || []) scores[place] += weight * worth;
    }
    const found = { scores, best: scores.reduce((best, score) => Math.max(best, score), 0) };
    this.known.set(number, found);
    return found;
  }

  paragraphsFor(number) {
    return inOrder(this.of(number).scores);
  }

  // A paragraph counts for more in a recommendation that is near to none. Of those that have been gone through with a list
  // of the first paragraphs (wasRead), this one among them, there is hardly anything to find any more: they come last.
  recommendationsFor(place, wasRead = () => false, count = 0) {
    const scores = this.words.map((_, number) => {
      const { scores: own, best } = this.of(number);
      const score = own[place] / Math.sqrt(best || 1);
      return wasRead(number) && isAmong(own, place, count) ? score - WAS_SHOWN : score;
    });
    return inOrder(scores);
  }
}

const WAS_SHOWN = 1000; // more than any score

// Whether a score is among the first.
function isAmong(scores, place, count) {
  let before = 0;
  for (let at = 0; at < scores.length && before < count; at += 1) {
    if (scores[at] > scores[place] || (scores[at] === scores[place] && at < place)) before += 1;
  }
  return before < count;
}

function inOrder(scores) {
  return [...scores.keys()].sort((one, other) => scores[other] - scores[one] || one - other);
}

if (typeof module !== "undefined") module.exports = { Proposed };
