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

  scoreOf(number, place) {
    let score = this.words[number][place] / 10000;
    for (const [other, weight] of this.teachers[number]) {
      const ended = this.ended.get(other);
      if (ended && ended.has(place)) score += weight * ended.get(place);
    }
    return score;
  }

  paragraphsFor(number) {
    return inOrder(this.scoresOf(number));
  }

  // Of those that have been gone through with a list of the first paragraphs (wasRead), this one among them, there is
  // hardly anything to find any more: they come last.
  recommendationsFor(place, wasRead = () => false, count = 0) {
    const scores = this.words.map((_, number) => {
      const score = this.scoreOf(number, place);
      return wasRead(number) && this.isAmong(number, place, count) ? score - WAS_SHOWN : score;
    });
    return inOrder(scores);
  }

  // Whether a paragraph is among the first for a recommendation.
  isAmong(number, place, count) {
    const scores = this.scoresOf(number);
    let before = 0;
    for (let at = 0; at < scores.length && before < count; at += 1) {
      if (scores[at] > scores[place] || (scores[at] === scores[place] && at < place)) before += 1;
    }
    return before < count;
  }
}

const WAS_SHOWN = 1000; // more than any score

function inOrder(scores) {
  return [...scores.keys()].sort((one, other) => scores[other] - scores[one] || one - other);
}

if (typeof module !== "undefined") module.exports = { Proposed };
