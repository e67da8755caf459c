// Which question to ask next, what follows from the answers, and what is likely left. No page is needed for it:
// benchmarks/matching.py plays readers through it.
//
// Recommendations are numbers. Those that are the same form groups, and a question is one between two groups: what
// is the same, near or neither of two members is so of all. Worth asking first is what is likely the same: two
// groups are as near as their nearest members and as all of them on average; each “not the same” that either has
// had speaks against, and so does a region that both have already.

const SETTINGS = {
  scale: 12, // makes of a score from 0 to 1 something that a probability can be told from
  average: 0.5, // how much all members count, against the nearest two
  refused: 0.2, // what each “not the same” speaks against
  sameRegion: 0.5,
  likely: 0.3, // the chance from which a question is likely; the one at the top is left when nothing likely is open about it
  stay: 1, // of what is not likely, a question about the same recommendation comes before one better by less than this
};
// What the value of a question says before anything is answered: chance = 1 / (1 + exp(-(start + slope * value))).
// How steeply chance falls with value is believed in more than where: deep down few answers tell of it.
const PRIOR = { start: -3.5, slope: 1.3, startWeight: 1, slopeWeight: 200 };
// The same of what is not the same: how likely it is near. Chosen on Annex B, where it is off by a factor of two at most
// when a reader of the whole may stop.
const PRIOR_OF_NEAR = { start: -3, slope: 1.1, startWeight: 1, slopeWeight: 200 };
const FEWEST_OF_NEAR = 20; // answers; before that how many are near cannot be told
const REASONABLE = 0.03; // the share that may be missed when stopping is reasonable
// So many questions for each recommendation let what is left fall to a third; measured on Annex B.
const PACE = 0.65;
const FEWEST_ANSWERS = 100; // before that what is left cannot be told

// Of two answers between the same groups the one that stands further back counts.
const STRENGTH = ["unsure", "neither", "near"];

class Order {
  // regions: of each recommendation, a list of keys. pairs: [first, second, score], each pair once.
  constructor(regions, pairs, settings = SETTINGS) {
    this.regions = regions;
    this.count = regions.length;
    this.pairs = pairs;
    this.settings = settings;
    this.scores = new Map(pairs.map(([first, second, score]) => [this.keyOf(first, second), score]));
    const codes = new Map();
    // Whether two have a region in common must be told quickly: most have one region.
    this.regionCodes = Int32Array.from(regions, (several) => {
      const code = several.join("\n");
      if (!codes.has(code)) codes.set(code, codes.size);
      return codes.get(code);
    });
    this.isPlain = regions.every((several) => several.length === 1);
    this.replay([]);
  }

  keyOf(one, other) {
    return one < other ? one * this.count + other : other * this.count + one;
  }

  // Takes answers in the order in which they were given: [{first, second, answer}], one a pair. Read are numbers of
  // recommendations for which everything has been gone through: about them nothing is asked any more, and two of
  // them of which nothing is known are neither. Of those that are read for the same nothing is asked, either, and whether
  // they are near is not known.
  replay(answers, read = [], readForSame = []) {
    this.answers = answers;
    this.whole = new Set(read);
    this.read = new Set([...read, ...readForSame]);
    this.groups = new Map(); // only those of two or more: name → members
    this.names = Array.from({ length: this.count }, (_, number) => number);
    this.regionsOf = new Map(); // of groups of two or more
    this.refusals = new Float64Array(this.count);
    this.between = new Map(); // group → other group → near, neither or unsure
    this.given = new Map(answers.map((one) => [this.keyOf(one.first, one.second), one.answer]));
    this.known = []; // [value of a question when it was asked, whether it was the same, answer]
    for (const { first, second, answer } of answers) {
      const [one, other] = [this.names[first], this.names[second]];
      if (one === other) continue; // it followed already, or goes against what follows
      if (answer !== "unsure") this.known.push([this.valueBetween(one, other), answer === "same", answer]);
      if (answer === "same") {
        this.join(one, other);
      } else {
        this.part(one, other, answer);
        if (answer !== "unsure") {
          this.refusals[one] += 1;
          this.refusals[other] += 1;
        }
      }
    }
    // What is near was worth asking, too: it does not speak against going on.
    const { likely } = this.settings;
    const [start, slope] = fitted(this.known.filter(([, , answer]) => answer !== "near"));
    this.likelyFrom = (Math.log(likely / (1 - likely)) - start) / slope; // the value from which a question is likely
  }

  // What is near to one of several that are the same is near to all; nearness wins.
  part(one, other, answer) {
    for (const [a, b] of [[one, other], [other, one]]) {
      if (!this.between.has(a)) this.between.set(a, new Map());
      const before = this.between.get(a).get(b);
      if (!before || STRENGTH.indexOf(answer) > STRENGTH.indexOf(before)) this.between.get(a).set(b, answer);
    }
  }

  answerBetween(one, other) {
    const those = this.between.get(one);
    return (those && those.get(other)) || "";
  }

  membersOf(number) {
    const name = this.names[number];
    return this.groups.get(name) || [name];
  }

  regionsIn(name) {
    return this.regionsOf.get(name) || this.regions[name];
  }

  sizeOf(name) {
    const members = this.groups.get(name);
    return members ? members.length : 1;
  }

  // Whether two groups have a region in common.
  meet(one, other, many) {
    if (many === 1 && this.isPlain) return this.regionCodes[one] === this.regionCodes[other];
    const theirs = this.regionsIn(other);
    return this.regionsIn(one).some((region) => theirs.includes(region));
  }

  join(one, other) {
    const members = [...this.membersOf(one), ...this.membersOf(other)];
    this.groups.delete(other);
    this.groups.set(one, members);
    this.regionsOf.set(one, [...new Set([...this.regionsIn(one), ...this.regionsIn(other)])]);
    for (const member of members) this.names[member] = one;
    this.refusals[one] += this.refusals[other];
    const those = this.between.get(other) || new Map();
    this.between.delete(other);
    for (const [third, answer] of those) {
      this.between.get(third).delete(other);
      if (third !== one) this.part(one, third, answer);
    }
  }

  // How much speaks for a question: the sum and the best of the scores between two groups.
  valueOf(one, other, sum, best) {
    const { scale, average, refused, sameRegion } = this.settings;
    const many = this.sizeOf(one) * this.sizeOf(other);
    const near = average * (sum / many) + (1 - average) * best;
    const against = refused * (this.refusals[one] + this.refusals[other]);
    return scale * near - against - (this.meet(one, other, many) ? sameRegion : 0);
  }

  valueBetween(one, other) {
    let sum = 0;
    let best = 0;
    for (const first of this.membersOf(one)) {
      for (const second of this.membersOf(other)) {
        const score = this.scores.get(this.keyOf(first, second)) || 0;
        sum += score;
        best = Math.max(best, score);
      }
    }
    return this.valueOf(one, other, sum, best);
  }

  // Every question that is open: {first, second: the nearest members, value, many: how many pairs it answers}.
  questions() {
    const found = [];
    const several = new Map();
    for (const [first, second, score] of this.pairs) {
      const [one, other] = [this.names[first], this.names[second]];
      if (one === other || this.read.has(first) || this.read.has(second)) continue;
      if (this.answerBetween(one, other)) continue;
      if (!this.groups.has(one) && !this.groups.has(other)) {
        found.push({ first, second, value: this.valueOf(one, other, score, score), many: 1 });
        continue;
      }
      const key = this.keyOf(one, other);
      const known = several.get(key);
      if (!known) {
        several.set(key, { first, second, sum: score, best: score });
      } else {
        known.sum += score;
        if (score > known.best) Object.assign(known, { first, second, best: score });
      }
    }
    for (const { first, second, sum, best } of several.values()) {
      const [one, other] = [this.names[first], this.names[second]];
      const many = this.sizeOf(one) * this.sizeOf(other);
      found.push({ first, second, value: this.valueOf(one, other, sum, best), many });
    }
    return found;
  }

  // The next question: about the same recommendation, or one that is the same, as long as anything likely is open there.
  // Of those that a filter lets pass: the first of a question is then one of them. Null where there is none.
  next(top = -1, questions = this.questions(), isWanted = () => true) {
    let best = null;
    let here = null;
    const name = top < 0 ? -1 : this.names[top];
    for (const one of questions) {
      if (!isWanted(one.first) && !isWanted(one.second)) continue;
      if (!best || one.value > best.value) best = one;
      const isHere = this.names[one.first] === name || this.names[one.second] === name;
      if (isHere && (!here || one.value > here.value)) here = one;
    }
    if (here && here.value >= Math.min(this.likelyFrom, best.value - this.settings.stay)) {
      const [first, second] = this.names[here.first] === name ? [here.first, here.second] : [here.second, here.first];
      return { ...here, first, second };
    }
    if (best && !isWanted(best.first)) return { ...best, first: best.second, second: best.first };
    return best;
  }

  // What is open about one recommendation, best first: [{other, value}].
  around(top, questions = this.questions()) {
    const name = this.names[top];
    return questions
      .filter((one) => this.names[one.first] === name || this.names[one.second] === name)
      .map((one) => ({ other: this.names[one.first] === name ? one.second : one.first, value: one.value }))
      .sort((one, other) => other.value - one.value);
  }

  // What is known of two: {answer, isGiven}; the answer is empty where nothing is known.
  told(first, second) {
    const given = this.given.get(this.keyOf(first, second));
    if (given) return { answer: given, isGiven: true };
    const [one, other] = [this.names[first], this.names[second]];
    if (one === other) return { answer: "same", isGiven: false };
    const between = this.answerBetween(one, other);
    if (between && between !== "unsure") return { answer: between, isGiven: false };
    return { answer: this.whole.has(first) && this.whole.has(second) ? "neither" : "", isGiven: false };
  }

  // One of each group that is near to a recommendation.
  nearTo(number) {
    const those = this.between.get(this.names[number]) || new Map();
    return [...those].filter(([, answer]) => answer === "near").map(([name]) => name);
  }

  // Answers that go against what follows from others: [{first, second, answer, through}], through being the shortest
  // chain of what is the same, from the one to the other.
  contradictions() {
    return this.answers
      .filter(({ first, second, answer }) => answer !== "same" && this.names[first] === this.names[second])
      .map((one) => ({ ...one, through: this.chain(one.first, one.second) }));
  }

  chain(first, second) {
    const beside = new Map();
    for (const one of this.answers) {
      if (one.answer !== "same") continue;
      for (const [a, b] of [[one.first, one.second], [one.second, one.first]]) {
        if (!beside.has(a)) beside.set(a, []);
        beside.get(a).push(b);
      }
    }
    const ways = [[first]];
    const seen = new Set([first]);
    for (const way of ways) {
      const last = way[way.length - 1];
      if (last === second) return way;
      for (const one of (beside.get(last) || []).sort((a, b) => a - b)) {
        if (seen.has(one)) continue;
        seen.add(one);
        ways.push([...way, one]);
      }
    }
    return [first, second];
  }

  // How many pairs are the same so far, of those that a filter wants either of.
  found(isWanted = () => true) {
    let found = 0;
    for (const members of this.groups.values()) {
      const others = members.filter((one) => !isWanted(one)).length;
      found += (members.length * (members.length - 1) - others * (others - 1)) / 2;
    }
    return found;
  }

  // What is likely left: {found, left: pairs still to be expected, share: of all that is likely missed, questions:
  // about how many are worth asking, isKnown: whether enough is answered to say so, isReasonable: to stop here, near: pairs
  // still to be expected that are near; null where nobody can tell}.
  left(questions = this.questions(), isWanted = () => true) {
    const isSame = chanceBy(fitted(this.known));
    const isNear = chanceBy(fitted(this.known.filter((one) => !one[1]).map(([value, , answer]) => [value, answer === "near"]), PRIOR_OF_NEAR));
    let left = 0;
    let near = 0;
    let open = 0;
    for (const { first, second, value, many } of questions) {
      if (!isWanted(first) && !isWanted(second)) continue;
      const same = many * isSame(value);
      left += same;
      near += (many - same) * isNear(value);
      open += 1;
    }
    const found = this.found(isWanted);
    const goal = REASONABLE * (found + left);
    const share = left ? left / (found + left) : 0;
    // A question is about two of the whole, or about one of a part and one of the rest; those within the part count once.
    const part = this.regions.filter((_, number) => isWanted(number)).length;
    const wanted = 2 * part - (part * part) / this.count;
    const worth = left > goal ? Math.min(open, Math.ceil(PACE * wanted * Math.log(left / goal))) : 0;
    // Who reads the whole reads the part: it cannot be longer.
    const most = part < this.count ? this.left(questions).questions : worth;
    const isKnown = this.known.length >= FEWEST_ANSWERS || !open;
    const isReasonable = isKnown && left <= goal;
    return { found, left, share, questions: Math.min(worth, most), isKnown, isReasonable, near: this.known.length < FEWEST_OF_NEAR ? null : near };
  }
}

// Start and slope of the logistic curve that tells best how likely a value is the same (Newton's method, with a belief in PRIOR, so that few answers do not lead astray).
function fitted(known, prior = PRIOR) {
  let { start, slope } = prior;
  for (let round = 0; round < 20; round += 1) {
    let [g0, g1] = [(prior.start - start) * prior.startWeight, (prior.slope - slope) * prior.slopeWeight];
    let [h00, h01, h11] = [prior.startWeight, 0, prior.slopeWeight];
    for (const [value, isSame] of known) {
      const chance = 1 / (1 + Math.exp(-(start + slope * value)));
      const weight = chance * (1 - chance);
      const miss = (isSame ? 1 : 0) - chance;
      g0 += miss;
      g1 += miss * value;
      h00 += weight;
      h01 += weight * value;
      h11 += weight * value * value;
    }
    const whole = h00 * h11 - h01 * h01;
    const [d0, d1] = [(h11 * g0 - h01 * g1) / whole, (h00 * g1 - h01 * g0) / whole];
    start += d0;
    slope += d1;
    if (Math.abs(d0) + Math.abs(d1) < 1e-6) break;
  }
  return [start, slope];
}

function chanceBy([start, slope]) {
  return (value) => 1 / (1 + Math.exp(-(start + slope * value)));
}

if (typeof module !== "undefined") module.exports = { Order, SETTINGS };
