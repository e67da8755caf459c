// What every page is made with: elements, what is said, names, what the browser keeps, files, keys.

const byId = (id) => document.getElementById(id);
const DATA = JSON.parse(byId("data").textContent);

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Words of a document: their language is not known, and the page's own is English (HTML, 3.2.6.2).
function makeWords(tag, className, text) {
  const element = make(tag, className, text);
  element.lang = "";
  return element;
}

function makeButton(className, text, act) {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

// A sign beside words that say the same: for the eye only.
function makeSign(sign) {
  const element = make("span", "sign", sign);
  element.setAttribute("aria-hidden", "true");
  return element;
}

// "1 verdict", "2 verdicts"
function counted(count, singular, plural) {
  return `${count} ${count === 1 ? singular : plural || singular + "s"}`;
}

function shortened(text) {
  return text.length > 70 ? text.slice(0, 69).trimEnd() + "…" : text;
}

const LONGEST_PAUSE = 180; // seconds

// Seconds that one thing after the other takes this reader, pauses left out; before much is known what is usual.
function paceOf(times, usual) {
  const last = times.filter(Boolean).sort((one, other) => one - other).slice(-50);
  const gaps = last.slice(1).map((time, place) => (time - last[place]) / 1000).filter((gap) => gap <= LONGEST_PAUSE).sort((one, other) => one - other);
  return gaps.length < 5 ? usual : Math.max(1, gaps[Math.floor(gaps.length / 2)]);
}

function inTime(seconds) {
  if (seconds < 90) return "a minute";
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${(minutes / 60).toFixed(1).replace(".0", "")} hours`;
}

// What was done, in the line for it; read out as soon as it stands there.
function say(text, isSeen = true) {
  byId("said").textContent = text;
  byId("said").classList.toggle("unseen", !isSeen);
}

// What must be read, and stays.
function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
  const { top, bottom } = byId("notice").getBoundingClientRect();
  say(text, top < 0 || bottom > innerHeight); // it need not be seen twice
}

// A text field that grows with what is written in it.
function fit(note) {
  note.rows = Math.min(8, Math.max(1, note.value.split("\n").length, Math.ceil(note.value.length / 70)));
}

// What somebody wrote, as it can stand in a file.
function written(field) {
  return field.value.replace(NOT_TAKEN, "").trim();
}

// Names: whoever does something signs it. What a key or a button asked for without a name is not done, and must be asked for
// again: by then one may look at something else. What somebody wrote is taken as soon as there is a name.

class Signer {
  constructor(field, reason, taken) {
    this.field = field;
    this.reason = reason;
    this.taken = taken;
    this.waiting = [];
    field.addEventListener("input", () => {
      if (this.name) field.removeAttribute("aria-invalid");
    });
    field.addEventListener("change", () => this.take());
  }

  get name() {
    const name = written(this.field);
    return /\p{L}/u.test(name.replace(/[\u115f\u1160\u3164\uffa0]/g, "")) ? name : ""; // seen by nobody, it is none
  }

  // later: takes what was written, which would be lost else.
  has(later = null) {
    if (this.name) return true;
    if (later) this.waiting.push(later);
    this.field.setAttribute("aria-invalid", "true");
    this.field.focus();
    say(`${this.reason} ${later ? "" : "Nothing was done yet. "}Enter takes you back${later ? "" : "; then ask again"}.`);
    return false;
  }

  take() {
    this.taken();
    if (!this.name) return;
    const acts = this.waiting;
    this.waiting = [];
    for (const act of acts) act();
  }
}

// What the browser keeps

// Chromium on a busy machine now and then gives a page that is opened from a file a storage that is empty and leads
// nowhere, without a word. So what is kept is put into a second one, too, and taken from there when the page opens and
// the second one has something later.
const STAMP = "drafter-kept-at";
const SECOND = "kept";
const LONGEST_WAIT = 5000; // milliseconds for the second one to open
const second = new Promise((done) => {
  try {
    const asked = indexedDB.open("drafter", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SECOND);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
  } catch {
    done(null); // it is forbidden, as to private windows of some browsers
  }
});

async function putIntoSecond(entries) {
  const opened = await second;
  try {
    const under = opened.transaction(SECOND, "readwrite");
    for (const [key, text] of entries) under.objectStore(SECOND).put(text, key);
    under.commit(); // not when the page hears that it was put: it may be closed by then
  } catch {
    // There is none, or it is full: what counts is the first.
  }
}

function answerOf(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

// Puts what the second one has into the first, where it is later.
async function takeFromSecond() {
  try {
    const opened = await Promise.race([second, new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
    const store = opened.transaction(SECOND).objectStore(SECOND);
    const [at, keys, texts] = await Promise.all([store.get(STAMP), store.getAllKeys(), store.getAll()].map(answerOf));
    if (Number(at) > Number(takeOut(STAMP))) keys.forEach((key, place) => localStorage.setItem(key, texts[place]));
  } catch {
    // There is none, or the first is full.
  }
}

// Begins when everything that is kept is at hand; until then nothing on the page answers.
async function beginWith(begin) {
  document.body.inert = true;
  await takeFromSecond();
  document.body.inert = false;
  begin();
}

// Whether it could be kept.
function putAway(key, text) {
  try {
    const at = String(Date.now());
    localStorage.setItem(key, text);
    localStorage.setItem(STAMP, at);
    putIntoSecond([[key, text], [STAMP, at]]);
    return true;
  } catch {
    return false;
  }
}

// What was kept; nothing where there is none, or where the browser keeps nothing.
function takeOut(key) {
  try {
    return localStorage.getItem(key) || "";
  } catch {
    return "";
  }
}

function keepsAnything() {
  try {
    localStorage.setItem("drafter-try", "yes");
    const isKept = takeOut("drafter-try") === "yes";
    localStorage.removeItem("drafter-try");
    return isKept;
  } catch {
    return false;
  }
}

// Where something can be lost with the page, the browser asks before it closes it.
function guardAgainstClosing(wouldLose) {
  addEventListener("beforeunload", (event) => {
    if (wouldLose()) event.preventDefault();
  });
}

// Files

function saveFile(name, text) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// Reads the file of a field: its name and what is in it; null where there is none or it is not taken.
async function openFile(field, parse) {
  const file = field.files[0];
  field.value = "";
  if (!file) return null;
  try {
    return { name: file.name, content: parse(await file.text()) };
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    notice(`${file.name} was not taken. ${problem.message}`);
    return null;
  }
}

// Keys

// A page's keys do nothing while one writes, or chooses in a list: there letters look for an entry. Escape leaves both, and
// Enter a list and the field for the name. Who chooses with the mouse has the keys back at once.
function listenToKeys(keys, signer, goBack) {
  let isByKeys = false;
  addEventListener("pointerdown", () => (isByKeys = false), true);
  addEventListener("keydown", () => (isByKeys = true), true);
  addEventListener("change", ({ target }) => {
    if (isByKeys || document.activeElement !== target || !target.matches("select")) return;
    target.blur();
    goBack();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("help").open || document.body.inert) return;
    const isList = event.target.matches("select");
    if (isList || event.target.matches("input:not([type=checkbox]), textarea")) {
      const isName = event.target === signer.field;
      if (isList && keys[event.key]) say("In a list, letters and figures choose: Esc leaves it, and keys answer again.");
      if (event.target.type === "file" && keys[event.key] && event.key !== "Escape") say("This field is for a file: Esc leaves it, and keys answer again.");
      if (event.key === "Escape" || (event.key === "Enter" && (isName || isList))) {
        event.preventDefault();
        event.target.blur();
        if (isName) signer.take();
        if (document.activeElement === document.body) goBack();
      }
      return;
    }
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act(event);
    }
  });
}

function showKeys() {
  byId("help").showModal();
}

byId("keys").addEventListener("click", showKeys);

// What is folded away on the screen is printed.
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details:not([open])")) {
    one.open = true;
    one.dataset.folded = "";
  }
});
addEventListener("afterprint", () => {
  for (const one of document.querySelectorAll("details[data-folded]")) {
    one.open = false;
    delete one.dataset.folded;
  }
});
