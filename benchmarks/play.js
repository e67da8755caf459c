// Plays readers through the order of questions; run by benchmarks/matching.py --reading.
// Takes JSON from standard input: {order: path of order.js, regions, orders: {name: {pairs, settings}}, readers:
// {name: {same: [[numbers]], near: [[number, number]]}}}; prints {name of order: {reader: figures}}.

const { readFileSync } = require("fs");

const given = JSON.parse(readFileSync(0, "utf-8"));
const { Order, SETTINGS } = require(given.order);
const GOALS = [0.9, 0.97, 1];

function play({ pairs, settings }, { same, near }) {
  const order = new Order(given.regions, pairs, { ...SETTINGS, ...settings });
  const groupOf = new Map(same.flatMap((members, group) => members.map((one) => [one, group])));
  const isNear = new Set(near.map(([one, other]) => order.keyOf(one, other)));
  const total = same.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const answers = [];
  const asked = [];
  let stop = null;
  let top = -1;
  let [run, longest] = [0, 0]; // of answers that brought no pair, the longest before 97 % of the pairs
  const times = [];
  while (asked.length < GOALS.length || (!stop && settings.refused === undefined)) {
    const start = performance.now();
    const questions = order.questions();
    const next = order.next(top, questions);
    if (!next) break;
    if (!stop) {
      const left = order.left(questions);
      if (left.isReasonable) stop = { asked: answers.length, share: order.found() / total };
    }
    top = next.first;
    const { first, second } = next;
    const isSame = groupOf.has(first) && groupOf.get(first) === groupOf.get(second);
    answers.push({ first, second, answer: isSame ? "same" : isNear.has(order.keyOf(first, second)) ? "near" : "neither" });
    order.replay(answers);
    times.push(performance.now() - start);
    if (asked.length < 2 && isSame) [run, longest] = [0, Math.max(run, longest)];
    else run += 1;
    while (asked.length < GOALS.length && order.found() >= GOALS[asked.length] * total) asked.push(answers.length);
    if (given.most && answers.length >= given.most) break;
  }
  times.sort((one, other) => one - other);
  return { asked, stop, longest, usual: times[Math.floor(times.length / 2)], slowest: times[times.length - 1] };
}

const result = {};
for (const [name, order] of Object.entries(given.orders)) {
  result[name] = {};
  for (const [reader, reading] of Object.entries(given.readers)) result[name][reader] = play(order, reading);
}
console.log(JSON.stringify(result));
