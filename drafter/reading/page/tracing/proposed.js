// In which paragraphs a recommendation may have ended, the likeliest first, and the other way round: what the words say,
// with what answers teach, as drafter/reading/tracing/proposals.py has it. Without a page, so that it can be played.

const AT_ONCE = 20; // paragraphs in a list, and recommendations

class Proposed {
  // words: for each recommendation the scores of its own words, in ten-thousandths, by the places of paragraphs; teachers:
  // for each those who speak for it, [[number, how much their words count, and their ends once they are known]]; worth:
  // what a link counts, by its answer.
  constructor(words, teachers, worth) {
    this.words = words.map((scores) => Float64Array.from(scores, (score) => score / 10000));
    Object.assign(this, { teachers, worth, ended: new Map(), known: new Map(), shown: new Map(), through: [] });
    this.taught = words.map(() => []); // whom each speaks for
    teachers.forEach((own, number) => own.forEach(([other]) => this.taught[other].push(number)));
  }

  // Takes these links, [number, place, answer], and no others, for what is known; through: what has been gone through, in its
  // order. The scores of those for whom nothing has changed are kept.
  learn(links, through = []) {
    const ends = new Map();
    for (const [number, place, answer] of links) {
      if (!ends.has(number)) ends.set(number, new Map());
      ends.get(number).set(place, this.worth[answer]);
    }
    const isNext = this.through.every((number, at) => number === through[at]) && through.length <= this.through.length + 1;
    if (!isNext) this.goAgain(ends, through);
    for (const number of new Set([...this.ended.keys(), ...ends.keys()])) this.take(number, ends.get(number));
    if (isNext) through.slice(this.through.length).forEach((number) => this.pass(number));
    this.through = through;
  }

  // What stood first as each was gone through, with what was known then.
  goAgain(ends, through) {
    this.shown.clear();
    for (const number of [...this.ended.keys()]) this.take(number);
    for (const number of through) {
      this.pass(number);
      this.take(number, ends.get(number));
    }
  }

  pass(number) {
    this.shown.set(number, new Set(this.paragraphsFor(number).slice(0, AT_ONCE)));
  }

  take(number, ends) {
    const asText = (one) => JSON.stringify(one ? [...one] : []);
    if (asText(this.ended.get(number)) === asText(ends)) return;
    if (ends) this.ended.set(number, ends);
    else this.ended.delete(number);
    for (const other of this.taught[number]) this.known.delete(other);
  }

  // {scores: by the places of paragraphs, best: the highest}
  of(number) {
    if (this.known.has(number)) return this.known.get(number);
    const scores = this.words[number].slice();
    for (const [other, words, ends] of this.teachers[number]) {
      const ended = this.ended.get(other);
      if (ended) for (const [place, worth] of ended) scores[place] += ends * worth;
      else if (words) addTo(scores, this.words[other], words);
    }
    let best = 0;
    for (let place = 0; place < scores.length; place += 1) if (scores[place] > best) best = scores[place];
    const found = { scores, best };
    this.known.set(number, found);
    return found;
  }

  paragraphsFor(number) {
    return inOrder(this.of(number).scores);
  }

  // A paragraph counts for more in a recommendation that is near to none. Those that were gone through with this paragraph
  // in sight come last: what there was to say of the two has been said.
  recommendationsFor(place) {
    const scores = this.words.map((_, number) => {
      const { scores: own, best } = this.of(number);
      const score = own[place] / Math.sqrt(best || 1);
      return this.shown.get(number)?.has(place) ? score - WAS_SHOWN : score;
    });
    return inOrder(scores);
  }
}

const WAS_SHOWN = 1000; // more than any score

// A plain loop: there are millions of these additions as a large page opens.
function addTo(scores, others, weight) {
  for (let place = 0; place < scores.length; place += 1) scores[place] += weight * others[place];
}

function inOrder(scores) {
  return [...scores.keys()].sort((one, other) => scores[other] - scores[one] || one - other);
}

if (typeof module !== "undefined") module.exports = { Proposed, AT_ONCE };
