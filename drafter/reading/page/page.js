"use strict";
// The page of review, match and trace. Everything that comes from a document is only ever set as text.

const DATA = JSON.parse(document.getElementById("data").textContent);
const { inquiry, texts } = DATA;
const REFUSED = 0.02; // what each "not the same" speaks against a further question about the same recommendation
const ESCAPED = /[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ud800-\uf8ff\ufeff\ufff0-\uffff]/gu;
const PLAIN = new RegExp("^(?:[a-z]+-[a-z0-9-]+|" + inquiry.answers.map((one) => one.value).join("|") + ")$");

const $ = (id) => document.getElementById(id);
const questions = [];
const byKey = new Map();
const byItem = new Map();
const groups = new Map(); // id of the first thing → its element
let others = []; // answers in the reader's file to what is not asked here: written back as they are
let changed = new Map(); // what was answered in this browser: key → {entry, saved}
let undone = [];
let current = null;

const keyOf = (first, second) =>
  (inquiry.symmetric && second < first ? [second, first] : [first, second]).join("\n");

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

// Words that two texts share

const wordsOf = (text) => text.match(/\s*(?:[\p{L}\p{N}]+(?:[’'‑–-][\p{L}\p{N}]+)*|\S)/gu) || [];

// The words of two texts in one row: [word, where], where is "both", "one" or "other".
function compare(one, other) {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [left, right] = [a, b].map((words) => words.map((word) => word.trim().toLowerCase().replace(/’/g, "'")));
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const longest = Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
      length[i * width + j] = left[i] === right[j] ? length[(i + 1) * width + j + 1] + 1 : longest;
    }
  }
  const row = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && left[i] === right[j]) row.push(["both", a[i++], b[j++]]);
    else if (i < a.length && (j === b.length || length[(i + 1) * width + j] >= length[i * width + j + 1])) row.push(["one", a[i++], ""]);
    else row.push(["other", "", b[j++]]);
  }
  return row;
}

// A text from such a row, with marks around runs of words; tagOf names the mark of a place, or none.
function marked(row, column, tagOf) {
  const parts = [];
  for (const [place, cells] of row.entries()) {
    const word = column ? cells[column] : cells[1] || cells[2];
    if (!word) continue;
    const tag = tagOf(cells, place);
    const last = parts[parts.length - 1];
    if (last && last.tag === tag) {
      last.text += word;
      continue;
    }
    const bare = tag ? word.trimStart() : word; // blanks before a mark are not marked
    if (bare !== word) parts.push({ tag: "", text: word.slice(0, word.length - bare.length) });
    parts.push({ tag, text: bare });
  }
  return parts.map(({ tag, text }) => (tag ? element(tag, { textContent: text }) : text));
}

const hasLetters = (cells) => /[\p{L}\p{N}]/u.test(cells[1] || cells[2]);

// Which words of a row are in runs that both texts share, long enough to say something.
function sharedRuns(row) {
  const shared = new Set();
  let run = [];
  for (const [place, cells] of [...row.entries(), [row.length, ["end"]]]) {
    if (cells[0] === "both") {
      run.push(place);
    } else {
      if (run.filter((at) => row[at][1].trim().length > 3).length > 1) run.forEach((at) => shared.add(at));
      run = [];
    }
  }
  return shared;
}

function showTexts(question) {
  const row = compare(texts[question.a].text, texts[question.b].text);
  const shared = DATA.marks === "shared" ? sharedRuns(row) : null;
  const mark = (tag) => (cells, place) => {
    if (shared) return shared.has(place) ? "mark" : "";
    return cells[0] !== "both" && hasLetters(cells) ? tag : "";
  };
  question.left.replaceChildren(...marked(row, 1, mark("ins")));
  question.right.replaceChildren(...marked(row, 2, mark("del")));
}

// Answers

const significant = (text) => text.normalize("NFC").split(/\s+/).join(" ").replace(/^[\s[]+/, "").replace(/[\s.;,:[\]]+$/, "");
const isLapsed = (question) => {
  const { entry } = question;
  if (!entry || !entry.answer || !inquiry.signs) return false;
  return significant(entry.words) !== significant(texts[question.a].text) || significant(entry.text) !== significant(texts[question.b].text);
};
const isOpen = (question) => !question.entry || !question.entry.answer || isLapsed(question);
const differs = (question) => new Set(question.others.map((one) => one.answer)).size > 1;
const reader = () => $("reader").value.trim();

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function answer(question, value, note = question.note.value.trim()) {
  if (!reader()) {
    say("Write your name first: your answers are saved under it.");
    $("reader").setAttribute("aria-invalid", "true");
    return $("reader").focus();
  }
  undone.push([question, question.entry]);
  const entry = value || note ? { answer: value, note } : null;
  if (entry && inquiry.signs) Object.assign(entry, { on: today(), words: texts[question.a].text, text: texts[question.b].text });
  put(question, entry);
  return undefined;
}

function put(question, entry) {
  question.entry = entry;
  changed.set(question.key, { entry, saved: false, base: cameWith(question.key) });
  keep();
  update(question);
  if (DATA.adaptive) askNext();
  count();
}

function undo() {
  const last = undone.pop();
  if (!last) return say("Nothing to undo.");
  put(...last);
  go(last[0]);
  return say("Undone.");
}

// What the browser keeps for each reader

const storeName = () => `drafter:${inquiry.name}:${DATA.subject}:${reader()}`;

function keep() {
  try {
    localStorage.setItem(storeName(), JSON.stringify([...changed]));
    localStorage.setItem("drafter:reader", reader());
  } catch {
    say("This browser keeps nothing of this page: save your answers before you close it.");
  }
}

function kept(name, otherwise) {
  try {
    return localStorage.getItem(name) ?? otherwise;
  } catch {
    return otherwise;
  }
}

const given = new Map(Object.entries(DATA.answers).flatMap(([first, entries]) => entries.map((entry) => [keyOf(first, entry.second), entry])));
const cameWith = (key) => JSON.stringify(given.get(key) || null);

// The answers of the file that came with the page, then what this browser has kept and the file lacks.
function resume() {
  others = [];
  undone = [];
  changed = new Map(reader() ? JSON.parse(kept(storeName(), "[]")) : []);
  for (const question of questions) question.entry = null;
  for (const [first, entries] of Object.entries(DATA.answers)) {
    for (const entry of entries) {
      const question = byKey.get(keyOf(first, entry.second)) || ask(first, entry.second);
      if (question) question.entry = entry;
      else others.push([first, entry]);
    }
  }
  for (const [key, { entry, saved, base }] of changed) {
    const question = byKey.get(key) || ask(...key.split("\n"));
    // A file that was made of other answers since has the last word on what was saved.
    if (question && (!saved || base === cameWith(key))) question.entry = entry;
  }
  questions.filter((question) => question.item).forEach(update);
}

// The file

const quoted = (text) => (PLAIN.test(text) ? text : JSON.stringify(text).replace(ESCAPED, (one) => "\\u" + one.charCodeAt(0).toString(16).padStart(4, "0")));

function fileText() {
  const lines = [`# ${DATA.comment}`, `${inquiry.name}: ${quoted(DATA.subject)}`, `by: ${quoted(reader())}`];
  const byFirst = new Map();
  const add = (first, second, entry) => {
    if (!byFirst.has(first)) byFirst.set(first, []);
    const fields = { [inquiry.second]: second, [inquiry.answer]: entry.answer };
    for (const name of ["on", "note", "words", "text"]) if (entry[name]) fields[name] = entry[name];
    byFirst.get(first).push(Object.entries(fields).map(([name, value]) => `${name}: ${quoted(value)}`));
  };
  for (const { first, second, entry } of questions) if (entry && entry.answer) add(first, second, entry);
  for (const [first, entry] of others) add(first, entry.second, entry);
  lines.push(byFirst.size ? `${inquiry.top}:` : `${inquiry.top}: {}`);
  for (const [first, entries] of byFirst) {
    if (inquiry.signs) lines.push(`  ${quoted(first)}:`, ...entries.map((fields) => `    - ${fields.join("\n      ")}`));
    else lines.push(`  ${quoted(first)}: [${entries.map((fields) => `{${fields.join(", ")}}`).join(", ")}]`);
  }
  return lines.join("\n") + "\n";
}

function save() {
  if (!reader()) return answer(questions[0], "");
  const name = reader().normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const file = `${inquiry.name}-${name || "answers"}.yaml`;
  const link = element("a", { download: file, href: URL.createObjectURL(new Blob([fileText()], { type: "application/yaml" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  for (const record of changed.values()) record.saved = true;
  keep();
  count();
  $("command").textContent = DATA.command.replace("@@", file);
  return say(`Saved ${file}. Next: ${$("command").textContent}`);
}

// Questions

function ask(first, second, more = {}) {
  const [a, b] = [more.a ?? first, more.b ?? (DATA.second_texts || "") + second];
  if (!texts[a] || !texts[b] || byKey.has(keyOf(first, second))) return byKey.get(keyOf(first, second)) || null;
  const question = { notes: [], ...more, first, second, a, b, key: keyOf(first, second), entry: null };
  question.others = DATA.others.map((one) => ({ by: one.by, ...one.answers[question.key] })).filter((one) => one.answer);
  questions.push(question);
  byKey.set(question.key, question);
  if (groups.has(first) && !DATA.adaptive) show(question);
  return question;
}

// Of the pairs that nothing is known about the likeliest: the same as one is the same as all of its group.
function likeliest() {
  const group = new Map();
  const find = (id) => {
    let name = id;
    while (group.has(name)) name = group.get(name);
    return name;
  };
  const answered = questions.filter((question) => question.entry && question.entry.answer);
  const [same, apart] = [true, false].map((is) => answered.filter(({ entry }) => (entry.answer === inquiry.answers[0].value) === is));
  for (const { first, second } of same) if (find(first) !== find(second)) group.set(find(first), find(second));
  const refused = new Map();
  const known = new Set();
  for (const { first, second } of apart) {
    known.add(keyOf(find(first), find(second)));
    for (const name of [find(first), find(second)]) refused.set(name, (refused.get(name) || 0) + REFUSED);
  }
  let best = null;
  let most = -Infinity;
  for (const question of questions) {
    const [one, other] = [find(question.first), find(question.second)];
    const value = question.score - (refused.get(one) || 0) - (refused.get(other) || 0);
    if (value > most && one !== other && !known.has(keyOf(one, other)) && isOpen(question)) [best, most] = [question, value];
  }
  return best;
}

function askNext() {
  const waiting = questions.find((question) => question.item && isOpen(question));
  const question = waiting || likeliest();
  if (question && !question.item) show(question);
  return question;
}

function groupOf(question) {
  const place = DATA.adaptive ? question.key : question.first;
  if (groups.has(place)) return groups.get(place);
  const { heading = "", title = "", opening = "", notes = [] } = DATA.groups[question.first] || {};
  if (heading && heading !== groupOf.heading && !DATA.adaptive) {
    groupOf.heading = heading;
    $("questions").append(element("h2", { textContent: heading }));
  }
  const made = element("section", { className: "group" });
  if (title) made.append(element("h3", {}, title + " ", element("span", { className: "opening", textContent: opening })));
  made.append(...notes.map((note) => element("p", { className: "found", textContent: note })));
  if (DATA.more) made.append(anotherParagraph(question.first));
  $("questions").append(made);
  groups.set(place, made);
  return made;
}

// A field with which a reader asks about a paragraph that was not proposed.
function anotherParagraph(first) {
  const field = element("input", { size: 8 });
  field.setAttribute("list", "seconds");
  const button = element("button", { type: "button", textContent: "Show it" });
  button.onclick = () => {
    const question = ask(first, field.value.trim());
    if (question) go(question);
    else say(`There is no ${inquiry.second} ${field.value}.`);
  };
  return element("p", { className: "more" }, element("label", {}, DATA.more + " ", field), " ", button);
}

function show(question) {
  const side = (id) => {
    const { name, notes = [] } = texts[id];
    const text = element("div", { className: "text" });
    const more = notes.map((note) => element("p", { className: "note", textContent: note }));
    return [element("div", {}, element("h4", { textContent: name }), text, ...more), text];
  };
  const [[left, leftText], [right, rightText]] = [side(question.a), side(question.b)];
  question.left = leftText;
  question.right = rightText;
  question.state = element("p", { className: "state" });
  question.since = element("div", { className: "since" });
  question.buttons = inquiry.answers.map(({ value, label }, place) => {
    const button = element("button", { type: "button", textContent: label });
    button.setAttribute("aria-keyshortcuts", String(place + 1));
    button.onclick = () => answer(question, question.entry && question.entry.answer === value && !isLapsed(question) ? "" : value);
    return button;
  });
  const answers = element("div", { className: "answers" }, ...question.buttons);
  answers.setAttribute("role", "group");
  answers.setAttribute("aria-label", "Answer");
  question.note = element("textarea", { rows: 1, maxLength: 4000 });
  question.note.onchange = () => answer(question, (question.entry && question.entry.answer) || "");
  const note = element("label", { className: "note-field" }, "Note ", question.note);
  const said = question.others.map((one) => element("p", { className: "other", textContent: `${one.by}: ${one.answer}${one.note ? ` (${one.note})` : ""}` }));
  const notes = question.notes.map((words) => element("p", { className: "note", textContent: words }));
  question.item = element("article", { className: "item", tabIndex: -1 },
    question.state, element("div", { className: "texts" }, left, right), ...notes, ...said, question.since, element("div", { className: "judging" }, answers, note));
  byItem.set(question.item, question);
  question.item.setAttribute("aria-label", `${texts[question.a].name} and ${texts[question.b].name}`);
  question.item.addEventListener("focusin", () => setCurrent(question));
  question.item.addEventListener("pointerdown", () => setCurrent(question));
  const group = groupOf(question);
  group.insertBefore(question.item, DATA.more ? group.lastChild : null);
  showTexts(question);
  update(question);
}

function update(question) {
  if (!question.item) return;
  const { entry } = question;
  const value = entry ? entry.answer : "";
  const { label } = inquiry.answers.find((one) => one.value === value) || { label: "Not answered" };
  const lapsed = isLapsed(question);
  question.state.textContent = lapsed ? `Changed since it was signed: ${label} (${entry.on})` : label + (entry && entry.on && value ? ` (${entry.on})` : "");
  question.item.dataset.answer = lapsed ? "lapsed" : value || "open";
  question.buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(!lapsed && inquiry.answers[place].value === value)));
  question.note.value = (entry && entry.note) || "";
  question.since.replaceChildren();
  if (!lapsed) return;
  for (const [name, before, text] of [["The words", entry.words, texts[question.a].text], ["The source", entry.text, texts[question.b].text]]) {
    if (significant(before) === significant(text)) continue;
    const row = compare(before, text);
    const parts = marked(row, 0, (cells) => ({ one: "del", other: "ins" })[cells[0]] || "");
    question.since.append(element("p", {}, element("strong", { textContent: `${name} now: ` }), ...parts));
  }
}

// Going through

function visible(question) {
  const [show, heading, words] = [$("show").value, $("heading").value, $("words").value.trim().toLowerCase()];
  const state = { open: isOpen, lapsed: isLapsed, differ: differs }[show] || ((one) => !show || (!isOpen(one) && one.entry.answer === show));
  const group = DATA.groups[question.first] || {};
  return question === current && show === "open" ? true : state(question)
    && (!heading || (group.heading || "") === heading)
    && (!words || (texts[question.a].text + "\n" + texts[question.b].text).toLowerCase().includes(words));
}

function filter() {
  let any = false;
  for (const question of questions.filter((one) => one.item)) {
    question.item.hidden = !visible(question);
    any = any || !question.item.hidden;
  }
  for (const group of groups.values()) group.hidden = ![...group.querySelectorAll(".item")].some((item) => !item.hidden);
  for (const heading of document.querySelectorAll("main h2")) {
    let next = heading.nextElementSibling;
    while (next && next.tagName === "SECTION" && next.hidden) next = next.nextElementSibling;
    heading.hidden = !next || next.tagName !== "SECTION";
  }
  $("nothing").hidden = any;
}

const shown = () => {
  const items = [...document.querySelectorAll(".item")].filter((item) => !item.hidden);
  return items.map((item) => byItem.get(item));
};

function setCurrent(question) {
  if (current === question) return;
  if (current) current.item.classList.remove("current");
  current = question;
  current.item.classList.add("current");
}

function go(question) {
  if (!question) return;
  if (!question.item) show(question);
  question.item.hidden = groupOf(question).hidden = false;
  setCurrent(question);
  question.item.focus({ preventScroll: true });
  question.item.scrollIntoView({ block: "nearest" });
}

function step(by, wanted = () => true) {
  const list = shown();
  const from = list.indexOf(current);
  const rest = by > 0 ? list.slice(from + 1) : list.slice(0, Math.max(from, 0)).reverse();
  const next = rest.find(wanted) || (wanted === isOpen && list.find((one) => isOpen(one) && one !== current));
  if (next) go(next);
  else say(wanted === isOpen ? "Everything shown here is answered." : "There is no further question here.");
}

function say(words) {
  $("message").textContent = words;
}

function count() {
  const asked = DATA.adaptive ? questions.filter((question) => question.item) : questions;
  const done = asked.filter((question) => !isOpen(question)).length;
  const unsaved = [...changed.values()].filter((record) => !record.saved).length;
  const lapsed = questions.filter(isLapsed).length;
  $("bar").max = DATA.adaptive ? DATA.reasonable : questions.length;
  $("bar").value = done;
  const of = DATA.adaptive ? `${done} of about ${DATA.reasonable} answered` : `${done} of ${questions.length} answered`;
  $("count").textContent = of + (lapsed ? `, ${lapsed} changed since signed` : "") + (unsaved ? `, ${unsaved} not saved` : "");
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  const field = event.target.closest("input, textarea, select");
  if (field) {
    if (event.key === "Escape" && current) go(current);
    return;
  }
  const place = Number(event.key);
  const actions = {
    j: () => step(1), k: () => step(-1), p: () => step(1, isOpen), u: undo, s: save,
    n: () => current && current.note.focus(), 0: () => current && answer(current, ""), "?": () => $("help").showModal(),
  };
  if (place >= 1 && place <= inquiry.answers.length && current) {
    answer(current, inquiry.answers[place - 1].value);
    if (!isOpen(current)) step(1, isOpen);
  } else if (Object.hasOwn(actions, event.key)) {
    actions[event.key]();
  } else {
    return;
  }
  event.preventDefault();
}

function start() {
  $("about").textContent = DATA.about;
  $("legend").append(...DATA.legend.map(([tag, textContent]) => (tag ? element(tag, { textContent }) : textContent)));
  $("command").textContent = DATA.command.replace("@@", `${inquiry.name}-….yaml`);
  $("reader").value = DATA.by || kept("drafter:reader", "");
  $("reader").readOnly = Boolean(DATA.by);
  for (const [place, { label, means }] of inquiry.answers.entries()) {
    const key = element("dt", {}, element("kbd", { textContent: String(place + 1) }));
    $("help").querySelector("dl").append(element("div", {}, key, element("dd", { textContent: `${label}${means ? `: ${means}` : ""}` })));
  }
  const options = [...inquiry.answers.map(({ value, label }) => [value, label])];
  if (inquiry.signs) options.push(["lapsed", "Changed since signed"]);
  if (DATA.others.length) options.push(["differ", "Readers differ"]);
  $("show").append(...options.map(([value, textContent]) => element("option", { value, textContent })));
  const headings = [...new Set(Object.values(DATA.groups).map((group) => group.heading || ""))].filter(Boolean);
  $("heading").append(...headings.map((value) => element("option", { value, textContent: value })));
  $("heading").closest(".field").hidden = headings.length < 2 || DATA.adaptive;
  if (DATA.more) document.body.append(element("datalist", { id: "seconds" }, ...DATA.seconds.map((value) => element("option", { value }))));
  for (const { f, s, ...more } of DATA.questions) ask(f, s, more);
  resume();
  if (DATA.adaptive) questions.filter((question) => question.entry && question.entry.answer).forEach(show);
  else questions.forEach(show);
  if (DATA.adaptive) go(askNext());
  filter();
  count();
  for (const id of ["show", "heading"]) $(id).onchange = filter;
  $("words").oninput = filter;
  $("reader").onchange = () => {
    $("reader").removeAttribute("aria-invalid");
    if (!DATA.by) resume();
    filter();
    count();
  };
  $("previous").onclick = () => step(-1);
  $("next").onclick = () => step(1);
  $("undo").onclick = undo;
  $("save").onclick = save;
  $("keys").onclick = () => $("help").showModal();
  document.addEventListener("keydown", press);
  window.addEventListener("beforeunload", (event) => {
    if (!kept("drafter:reader", "") && [...changed.values()].some((record) => !record.saved)) event.preventDefault();
  });
}

start();
