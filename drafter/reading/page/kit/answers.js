// What one person has answered: in this browser, and in files. Every page on which several people judge has it. What
// its answers are about stands in PAGE, which each of them has:
//   decides        readers between whom it decides; none on a page on which one reads
//   stem           what its files are called: “reading”
//   key(one)       what an answer is about, as a text
//   isKnown(one), hasLapsed(one)   whether the texts of an answer are here; whether they have changed since
//   conclude()     is called after each change
//   parse(text), dump(reading)     a file: {reader, matrix, decides, read, answers, problems} and what else it holds
//   later(before, now)             the later of two answers to one question
//   whyNot(reading)                why a file cannot be taken; nothing where it can
//   gone           about what answers may be that is not here any more
//   facts(), take(found), join(reading)   what else there is to keep, to take out, and to take from a file; may be missing

const KIND = PAGE.decides.length ? "decision" : "answer";

let answers = new Map(); // key → the answer, in the order in which they were given
let read = new Set(); // what has been gone through
let unsaved = 0; // acts since the last file
let keepsProgress = keepsAnything();
let isPassing = false; // whether the notice says only where one went on
let done = []; // what can be taken back
const ACTS_KEPT = 20; // of these, when the page is closed

// Answers that count: their texts stand as they were read.
function standing() {
  return [...answers.values()].filter((one) => PAGE.isKnown(one) && !PAGE.hasLapsed(one));
}

function lapsed() {
  return [...answers.values()].filter((one) => PAGE.isKnown(one) && PAGE.hasLapsed(one));
}

function now() {
  return new Date().toISOString().slice(0, 19) + "Z";
}

function facts() {
  return PAGE.facts ? PAGE.facts() : {};
}

// What is done can be taken back. Of each act it is known what it was (said), where one was (where), and what there was
// before: answers ([key, answer, place]) and what was marked as read or not any more, or all of it (before).
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
  PAGE.conclude();
  keep();
}

// Puts answers ([key, answer]) in place of those to the same questions, or takes them away (null), and marks what has
// been gone through, or takes that from it. What is answered anew is the latest.
function change(given, said, where, ids = [], isRead = true) {
  takeIn();
  const places = [...answers.keys()];
  const was = given.map(([key]) => [key, answers.get(key) || null, places.indexOf(key)]);
  const changed = ids.filter((id) => read.has(id) !== isRead);
  act({ said, where, was, changed, isRead }, () => {
    for (const [key, one] of given) {
      answers.delete(key);
      if (one) answers.set(key, one);
    }
    setRead(changed, isRead);
  });
}

function setRead(ids, isRead) {
  for (const id of ids) {
    if (isRead) read.add(id);
    else read.delete(id);
  }
}

// What was taken back, with the answers that are gone by that (undone: [key, answer]): what was written on them is to wait
// for another. Null where there is nothing.
function undo() {
  takeIn();
  const one = done.pop();
  if (!one) return null;
  const had = one.before ? [] : one.was.map(([key]) => [key, answers.get(key)]);
  if (one.before) {
    ({ answers, read } = one.before);
    if (PAGE.take) PAGE.take(one.before);
  } else {
    const keys = new Set(one.was.map(([key]) => key));
    const others = [...answers].filter(([key]) => !keys.has(key));
    for (const [key, was, place] of one.was.filter((each) => each[1]).sort((a, b) => a[2] - b[2])) others.splice(place, 0, [key, was]);
    answers = new Map(others);
    setRead(one.changed, !one.isRead);
  }
  finish();
  return { ...one, undone: had.filter(([key, given]) => given && !answers.has(key)) };
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
    const key = PAGE.key(one);
    const own = answers.get(key);
    if (own && own.at >= one.at) continue;
    answers.delete(key);
    answers.set(key, one);
  }
  setRead(theirs.read, true);
}

function keep() {
  if (!signer.name) return;
  const acts = done.slice(done.findLastIndex((one) => one.before) + 1).slice(-ACTS_KEPT);
  const kept = JSON.stringify({ answers: [...answers.values()], read: [...read], unsaved, acts, ...facts() });
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
  if (PAGE.take) PAGE.take(found);
  answers = new Map(found.answers.map((one) => [PAGE.key(one), one]));
  read = new Set(found.read);
  unsaved = found.unsaved;
  done = found.acts || [];
  PAGE.conclude();
  return answers.size;
}

// Files

function fileName() {
  const plain = signer.name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase();
  return `${PAGE.stem}-${plain || "name"}.yaml`;
}

function save() {
  if (!signer.has()) return;
  const reading = { reader: signer.name, matrix: DATA.matrix, decides: PAGE.decides.length ? whomItDecides() : [], read: [...read], answers: [...answers.values()] };
  saveFile(fileName(), PAGE.dump(reading));
  unsaved = 0;
  keep();
  showProgress();
  say(`${fileName()} is in your downloads: put it beside the matrix.`);
}

// Why a file cannot be taken; nothing where it can.
function whyNot(reading) {
  if (Boolean(reading.decides.length) !== Boolean(PAGE.decides.length)) {
    return reading.decides.length ? "It decides between readings: load it in the page for that." : "It is a reading, and here decisions are made.";
  }
  const same = (one, other) => one.replace(/\s+/g, " ").toLowerCase() === other.replace(/\s+/g, " ").toLowerCase();
  if (signer.name && reading.reader && !same(signer.name, reading.reader)) {
    return `It is ${reading.reader}’s, and you are ${signer.name}: nobody’s answers may come under another’s name.`;
  }
  return PAGE.whyNot(reading);
}

async function load(field) {
  const file = await openFile(field, PAGE.parse);
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
  act({ said: file.name, before: { answers: new Map(answers), read: new Set(read), ...facts() } }, () => {
    if (PAGE.join) PAGE.join(reading);
    for (const one of reading.answers) {
      const key = PAGE.key(one);
      const own = answers.get(key);
      const last = own ? PAGE.later(own, one) : one;
      if (!own) added += 1;
      else if (last !== own && JSON.stringify(last) !== JSON.stringify(own)) changed += 1;
      answers.set(key, last);
    }
    setRead(reading.read, true);
  });
  refresh();
  const told = [`${counted(added, KIND)} added, ${changed} replaced by later ones.`];
  const unknown = reading.answers.filter((one) => !PAGE.isKnown(one)).length;
  if (unknown) told.push(`${counted(unknown, "is", "are")} about ${PAGE.gone}; they stay in the file.`);
  const old = lapsed().length;
  if (old) told.push(`${counted(old, KIND)} to texts that have changed since: you are asked again.`);
  if (reading.problems.length) told.push(`Left out: ${reading.problems.slice(0, 5).join(" ")}${reading.problems.length > 5 ? " …" : ""}`);
  notice(`${file.name}: ${told.join(" ")}`);
}
