// In which paragraphs a recommendation may have ended, the likeliest first, and the other way round: what the words say,
// with what answers teach, as drafter/reading/tracing/proposals.py has it. Without a page, so that it can be played.

class Proposed {
  // words: for each recommendation its scores, in ten-thousandths, by the places of paragraphs; teachers: for each those
  // whose own ends speak for it, [[number, weight]]; worth: what a link counts, by its answer.
  constructor(words, teachers, worth) {
    Object.assign(this, { words, teachers, worth });
    this.learn([]);
  }

  // Takes these links, [number, place, answer], and no others, for what is known.
  learn(links) {
    this.ended = new Map();
    for (const [number, place, answer] of links) {
      if (!this.ended.has(number)) this.ended.set(number, new Map());
      this.ended.get(number).set(place, this.worth[answer]);
    }
  }

  scoresOf(number) {
    const scores = this.words[number].map((one) => one / 10000);
    for (const [other, weight] of this.teachers[number]) {
      for (const [place, worth] of this.ended.get(other) || []) scores[place] += weight * worth;
    }
    return scores;
  }

  paragraphsFor(number) {
    const scores = this.scoresOf(number);
    return [...scores.keys()].sort((one, other) => scores[other] - scores[one] || one - other);
  }

  // Of those that have been gone through with a list of the first paragraphs (wasRead), this one among them, there is
  // hardly anything to find any more: they come last.
  recommendationsFor(place, wasRead = () => false, count = 0) {
    const scores = this.words.map((_, number) => {
      const own = this.scoresOf(number);
      const score = own[place];
      const before = wasRead(number) ? own.filter((one, at) => one > score || (one === score && at < place)).length : count;
      return before < count ? score - 1000 : score;
    });
    return [...scores.keys()].sort((one, other) => scores[other] - scores[one] || one - other);
  }
}

if (typeof module !== "undefined") module.exports = { Proposed };
