// What one person has answered: in this browser, and in files. Both pages that read together use it.

const items = DATA.items;
const numberOf = new Map(items.map((item, number) => [item.id, number]));
const openings = new Map(items.map((item) => [item.id, item.opening]));
const triples = [];
for (let at = 0; at < DATA.pairs.length; at += 3) triples.push(DATA.pairs.slice(at, at + 3));
const order = new Order(items.map((item) => item.regions), triples);
const decides = DATA.readers || [];
const KIND = decides.length ? "decision" : "answer";

let answers = new Map(); // key of two ids → the answer, in the order in which they were given
let read = new Set(); // ids of which everything has been gone through
let unsaved = 0; // acts since the last file
let keepsProgress = keepsAnything();
let isPassing = false; // whether the notice says only where one went on
let done = []; // what can be taken back
const ACTS_KEPT = 20; // of these, when the page is closed

const keyOf = (first, second) => (first < second ? `${first} ${second}` : `${second} ${first}`);

function isKnown(one) {
  return numberOf.has(one.first) && numberOf.has(one.second);
}

// Whether a text has changed since it was read; of an answer that keeps none nobody can tell.
function hasLapsed(one) {
  return one.texts.length > 0 && [one.first, one.second].some((id, place) => items[numberOf.get(id)].mark !== one.texts[place]);
}

// Answers that count: their texts stand as they were read.
function standing() {
  return [...answers.values()].filter((one) => isKnown(one) && !hasLapsed(one));
}

function lapsed() {
  return [...answers.values()].filter((one) => isKnown(one) && hasLapsed(one));
}

// What follows is told anew after each act: nothing has to be taken back then.
function conclude() {
  const own = standing().map((one) => ({ first: numberOf.get(one.first), second: numberOf.get(one.second), answer: one.answer }));
  const agreed = (DATA.agreed || []).map(([first, second, answer]) => ({ first, second, answer }));
  const changed = new Set(lapsed().flatMap((one) => [one.first, one.second]));
  const whole = [...read].filter((id) => numberOf.has(id) && !changed.has(id)).map((id) => numberOf.get(id));
  order.replay([...agreed, ...own], whole);
}

function givenTo(first, second) {
  return answers.get(keyOf(items[first].id, items[second].id));
}

function now() {
  return new Date().toISOString().slice(0, 19) + "Z";
}

// What is done can be taken back. Of each act it is known what it was (said), where one was (where), and what there was
// before: the answer to a question (key, was, at), what was marked as read or not any more, or all of it (before).
function act(one, change) {
  takeIn();
  if (isPassing) notice(""); // where one went on has been read
  isPassing = false;
  done.push(one);
  change();
  finish();
}

function finish() {
  unsaved += 1;
  conclude();
  keep();
}

function put(first, second, answer, note, said, where) {
  const [one, other] = [items[first], items[second]];
  const key = keyOf(one.id, other.id);
  act({ said, where, key, was: answers.get(key) || null, at: [...answers.keys()].indexOf(key) }, () => {
    answers.delete(key); // what is answered anew is the latest
    if (answer) answers.set(key, { first: one.id, second: other.id, answer, at: now(), note, texts: [one.mark, other.mark] });
  });
}

// Marks recommendations as gone through, or takes that from them.
function markRead(ids, isRead, said, where) {
  const changed = ids.filter((id) => read.has(id) !== isRead);
  act({ said, where, changed, isRead }, () => changed.forEach((id) => (isRead ? read.add(id) : read.delete(id))));
}

// What was taken back; null where there is nothing.
function undo() {
  takeIn();
  const one = done.pop();
  if (!one) return null;
  if (one.key) {
    const others = [...answers].filter(([key]) => key !== one.key);
    if (one.was) others.splice(one.at, 0, [one.key, one.was]);
    answers = new Map(others);
  }
  for (const id of one.changed || []) {
    if (one.isRead) read.delete(id);
    else read.add(id);
  }
  if (one.before) ({ answers, read } = one.before);
  finish();
  return one;
}

// In this browser, under the matrix and the reader's name

function storeOf(name) {
  return `drafter-${KIND}s:${DATA.store}:${name.replace(/\s+/g, " ").toLowerCase()}`;
}

const inMemory = new Map(); // the same, for a browser that keeps nothing
let lastKept = ""; // what the browser had when this page last looked or wrote there

// Another window, or one that closed a moment ago and whose writing came late, may have kept more since. It is taken in
// before anything is done, so that nothing is written over it.
function takeIn() {
  const there = signer.name ? takeOut(storeOf(signer.name)) : "";
  if (!there || there === lastKept) return;
  lastKept = there;
  const theirs = keptUnder(signer.name) || { answers: [], read: [] };
  for (const one of theirs.answers) {
    const key = keyOf(one.first, one.second);
    const own = answers.get(key);
    if (own && own.at >= one.at) continue;
    answers.delete(key);
    answers.set(key, one);
  }
  for (const id of theirs.read) read.add(id);
}

function keep() {
  if (!signer.name) return;
  const recent = done.slice(done.findLastIndex((one) => one.before) + 1).slice(-ACTS_KEPT);
  const kept = JSON.stringify({ answers: [...answers.values()], read: [...read], unsaved, done: recent });
  inMemory.set(storeOf(signer.name), kept);
  keepsProgress = putAway(storeOf(signer.name), kept);
  lastKept = takeOut(storeOf(signer.name));
  keepName();
}

function keepName() {
  keepsProgress = putAway("drafter-review", signer.name) && keepsProgress;
}

function keptUnder(name) {
  const [there, here] = [takeOut(storeOf(name)), inMemory.get(storeOf(name))];
  try {
    return JSON.parse((keepsProgress ? there || here : here || there) || "null");
  } catch {
    return null;
  }
}

// Takes what is kept under a name in place of what the page has: how many answers.
function resume(name) {
  const found = keptUnder(name) || { answers: [], read: [], unsaved: 0 };
  lastKept = takeOut(storeOf(name));
  answers = new Map(found.answers.map((one) => [keyOf(one.first, one.second), one]));
  read = new Set(found.read);
  unsaved = found.unsaved;
  done = found.done || [];
  conclude();
  return answers.size;
}

// Files

function fileName() {
  const plain = signer.name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase();
  return `${decides.length ? "decisions" : "reading"}-${plain || "name"}.yaml`;
}

function fileText() {
  const reading = { reader: signer.name, matrix: DATA.matrix, decides, read: [...read], answers: [...answers.values()] };
  return dumpReading(DATA.header, reading, openings);
}

function save() {
  if (!signer.has(save)) return;
  saveFile(fileName(), fileText());
  unsaved = 0;
  keep();
  refresh();
  say(`${fileName()} is in your downloads: put it beside the matrix.`);
}

// Why a file cannot be taken; nothing where it can.
function whyNot(reading) {
  if (Boolean(reading.decides.length) !== Boolean(decides.length)) {
    return reading.decides.length ? "It decides between readings: load it in the page for that." : "It is a reading, and here decisions are made.";
  }
  const same = (one, other) => one.replace(/\s+/g, " ").toLowerCase() === other.replace(/\s+/g, " ").toLowerCase();
  if (signer.name && reading.reader && !same(signer.name, reading.reader)) {
    return `It is ${reading.reader}’s, and you are ${signer.name}: nobody’s answers may come under another’s name.`;
  }
  const known = reading.answers.filter(isKnown).length;
  if (reading.matrix !== DATA.matrix && (!known || known < reading.answers.length / 2)) return `It is a reading of ${reading.matrix}.`;
  return "";
}

async function load(field) {
  const file = await openFile(field, parseReading);
  if (!file) return;
  const reading = file.content;
  const why = whyNot(reading);
  if (why) {
    notice(`${file.name} was not taken. ${why}`);
    return;
  }
  if (!signer.name && reading.reader) {
    signer.field.value = reading.reader;
    signer.taken();
  }
  let [added, changed] = [0, 0];
  act({ said: file.name, before: { answers: new Map(answers), read: new Set(read) } }, () => {
    for (const one of reading.answers) {
      const key = keyOf(one.first, one.second);
      const own = answers.get(key);
      const last = own ? laterOf(own, one) : one;
      if (!own) added += 1;
      else if (last !== own && JSON.stringify(last) !== JSON.stringify(own)) changed += 1;
      answers.set(key, last);
    }
    for (const id of reading.read) read.add(id);
  });
  refresh();
  const told = [`${counted(added, KIND)} added, ${changed} replaced by later ones.`];
  const unknown = reading.answers.filter((one) => !isKnown(one)).length;
  if (unknown) told.push(`${counted(unknown, "is", "are")} about recommendations that this matrix does not have; they stay in the file.`);
  const old = lapsed().length;
  if (old) told.push(`${counted(old, KIND)} to texts that have changed since: you are asked again.`);
  if (reading.problems.length) told.push(`Left out: ${reading.problems.slice(0, 5).join(" ")}${reading.problems.length > 5 ? " …" : ""}`);
  notice(`${file.name}: ${told.join(" ")}`);
}
