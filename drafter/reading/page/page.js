// The page: shows the items, takes verdicts and notes, filters, keys, progress.

const byId = (id) => document.getElementById(id);
const SIGNS = { pending: "○", changed: "△", supported: "✓", "not supported": "✗", unsure: "?" };
const IN_WORDS = {
  pending: "Pending",
  changed: "Changed since signed",
  supported: "Supported",
  "not supported": "Not supported",
  unsure: "Unsure",
};
const AT_ONCE = 40; // clauses built before the browser may draw again

let current = -1;
let asked = []; // what to do as soon as there is a name
let isByKeys = false; // whether a filter is being chosen with the keyboard

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function reviewerName() {
  return byId("reviewer").value.replace(NOT_TAKEN, "").trim();
}

function say(text) {
  byId("said").textContent = text;
}

// Building

function build() {
  document.title = `Review of ${DATA.draft}`;
  byId("summary").textContent = DATA.summary;
  fillProblems(byId("document").querySelector("ul"), DATA.problems);
  byId("document").hidden = !DATA.problems.length;
  const faulty = items.filter(hasProblems).length;
  byId("show-problems").hidden = !faulty;
  byId("show-problems").textContent = faulty === 1 ? "Show the citation with problems" : `Show the ${faulty} citations with problems`;
  for (const [key, name] of DATA.regions) byId("region").append(new Option(name, key));
  const themes = new Set(DATA.clauses.map(themeOf));
  for (const theme of themes) byId("theme").append(new Option(shortened(theme), theme));
  buildFrom(0, null, "");
}

function themeOf(clause) {
  return clause.headings[clause.headings.length - 1] || "No heading";
}

function shortened(text) {
  return text.length > 70 ? text.slice(0, 69).trimEnd() + "…" : text;
}

function buildFrom(start, group, heading) {
  const part = document.createDocumentFragment();
  for (const clause of DATA.clauses.slice(start, start + AT_ONCE)) {
    const path = clause.headings.join(" › ") || "No heading";
    if (path !== heading) {
      group = make("section", "group");
      group.append(make("h2", "", themeOf(clause)));
      if (clause.headings.length > 1) group.append(make("p", "path", clause.headings.slice(0, -1).join(" › ")));
      heading = path;
      part.append(group);
    }
    group.append(clauseElement(clause));
  }
  byId("clauses").insertBefore(part, byId("nothing"));
  if (start + AT_ONCE < DATA.clauses.length) setTimeout(buildFrom, 0, start + AT_ONCE, group, heading);
  else goBack();
  filter();
}

function hasProblems(item) {
  return item.problems.length > 0 || item.clause.problems.length > 0;
}

// "1 error, 2 warnings"
function problemCounts(problems) {
  return ["error", "warning", "note"]
    .map((severity) => [problems.filter((problem) => problem.severity === severity).length, severity])
    .filter(([count]) => count)
    .map(([count, severity]) => `${count} ${severity}${count === 1 ? "" : "s"}`)
    .join(", ");
}

function badgeElement(problems) {
  const badge = make("span", "badge");
  badge.append(make("span", "sign", "⚠"), " ", problemCounts(problems));
  badge.firstChild.setAttribute("aria-hidden", "true");
  return badge;
}

function clauseElement(clause) {
  const article = make("article", "clause");
  const title = make("h3", "", clauseName(clause));
  title.append(" ", make("span", "opening", clause.opening));
  title.id = `clause-${items.find((item) => item.clause === clause).place}`;
  article.setAttribute("aria-labelledby", title.id);
  article.append(title);
  const all = [...clause.problems, ...itemsOf.get(clause).flatMap((item) => item.problems)];
  if (all.length) title.append(" ", badgeElement(all));
  if (clause.problems.length) {
    const list = make("ul", "problems");
    fillProblems(list, clause.problems);
    article.append(list);
  }
  for (const item of itemsOf.get(clause)) article.append(itemElement(item));
  clause.element = article;
  return article;
}

const itemsOf = new Map(DATA.clauses.map((clause) => [clause, []]));
for (const item of items) itemsOf.get(item.clause).push(item);

function clauseName(clause) {
  const what = clause.guidance ? "Guidance" : "Clause";
  return clause.label ? `${what} ${clause.label}` : `${what} without a number`;
}

function fillProblems(list, problems) {
  for (const problem of problems) {
    const line = make("li", problem.severity);
    line.append(make("strong", "", `${problem.severity[0].toUpperCase()}${problem.severity.slice(1)}: `));
    line.append(problem.message + ". ", make("span", "hint", problem.hint));
    for (const text of problem.texts) {
      const shown = make("details");
      shown.append(make("summary", "", text.title), make("p", "", text.text));
      line.append(shown);
    }
    list.append(line);
  }
}

function itemElement(item) {
  const element = make("section", "item");
  element.tabIndex = -1;
  element.dataset.place = item.place;
  element.id = `item-${item.place}`;
  const badge = make("p", "standing");
  const texts = make("div", "texts");
  const stretches = item.text ? differences(item.text, item.wording) : [["both", item.wording, ""]];
  texts.append(textElement("wording", wordingTitle(item), stretches, "new", 1));
  texts.append(item.text ? sourceElement(item, stretches) : nothingElement(item));
  element.append(badge, texts);
  item.differs = stretches.some(([side, words]) => side !== "both" && isMarked(words));
  if (areDifferent(stretches)) texts.before(make("p", "apart", "Different text: these two have few words in common."));
  if (item.problems.length) {
    const list = make("ul", "problems");
    fillProblems(list, item.problems);
    element.append(list);
  }
  element.append(make("div", "since"), make("div", "conflict"), verdictElement(item));
  item.element = element;
  update(item);
  return element;
}

function wordingTitle(item) {
  const what = item.clause.guidance ? "Guidance" : "Clause";
  return item.label ? `${what} ${item.label}` : `${what} as it stands`;
}

// One of two texts, with what only this one has marked.
function textElement(className, title, stretches, side, which) {
  const element = make("div", className);
  const text = make("p", "text");
  for (const stretch of stretches) {
    if (stretch[0] === "both") text.append(stretch[which]);
    else if (stretch[0] === side) text.append(...mark(stretch));
  }
  element.append(make("h4", "", title), text);
  return element;
}

// A stretch that stands in one text only. Brackets and blanks in it stay as they are.
function mark([side, words]) {
  return pieces(words).map(([piece, marked]) => (marked ? make(side === "new" ? "ins" : "del", "", piece) : piece));
}

function sourceElement(item, stretches) {
  const element = textElement("source", item.name, stretches, "old", 2);
  element.querySelector("h4").append(...footnotesOf(item));
  for (const other of item.others) {
    element.append(make("p", "other", "Under another theme the source has it as: " + other));
  }
  return element;
}

// Where a footnote leads to no one paragraph: what it says, and the paragraphs that may be meant.
function nothingElement(item) {
  const element = make("div", "source nothing");
  if (item.source === DATA.no_source) {
    element.append(make("h4", "", "No source"), make("p", "text", "This paragraph has no footnote."));
    return element;
  }
  const title = make("h4", "", item.missing ? "No such paragraph" : item.meant.length ? "Which paragraph?" : "No paragraph");
  title.append(...footnotesOf(item));
  const said = item.source.slice(DATA.footnote.length);
  element.append(title, make("p", "text", `The footnote says: “${said}”`));
  if (item.missing) element.append(make("p", "missing", item.missing[0].toUpperCase() + item.missing.slice(1) + "."));
  for (const { title: name, text } of item.meant) {
    element.append(make("h4", "", name), make("p", "text", text));
  }
  return element;
}

function footnotesOf(item) {
  if (!item.footnotes.length) return [];
  const words = item.footnotes.length > 1 ? "footnotes " : "footnote ";
  return [" ", make("span", "footnotes", words + item.footnotes.join(", "))];
}

function verdictElement(item) {
  const element = make("div", "judging");
  const group = make("div", "verdicts");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", `Verdict on ${spoken(item)}`);
  VERDICTS.forEach((verdict, place) => {
    const button = make("button", "verdict", IN_WORDS[verdict]);
    button.type = "button";
    button.dataset.verdict = verdict;
    button.setAttribute("aria-keyshortcuts", String(place + 1));
    button.addEventListener("click", () => give(item, item.entry && item.entry.verdict === verdict && !isOpen(item) ? "" : verdict));
    group.append(button);
  });
  const label = make("label", "note-label", "Note");
  const note = make("textarea");
  note.rows = 1;
  note.id = `note-${item.place}`;
  label.htmlFor = note.id;
  note.addEventListener("change", () => takeNote(item, note));
  note.addEventListener("input", () => fit(note));
  element.append(group, make("p", "signature"), label, note, make("p", "note-in-print"));
  return element;
}

function fit(note) {
  note.rows = Math.min(8, Math.max(1, note.value.split("\n").length, Math.ceil(note.value.length / 70)));
}

function spoken(item) {
  const source = item.name || (item.source === DATA.no_source ? "no source" : "an unclear footnote");
  return `${wordingTitle(item)}, ${source}`;
}

// Showing how an item stands

function update(item) {
  const standing = standingOf(item);
  const element = item.element;
  if (!element) return;
  element.dataset.standing = standing;
  element.setAttribute("aria-label", `${spoken(item)}: ${IN_WORDS[standing]}`);
  const badge = element.querySelector(".standing");
  badge.replaceChildren(make("span", "sign", SIGNS[standing]), " ", IN_WORDS[standing]);
  badge.firstChild.setAttribute("aria-hidden", "true");
  if (item.problems.length) badge.append(" ", badgeElement(item.problems));
  const entry = item.entry || { verdict: "", by: "", on: "", note: "" };
  for (const button of element.querySelectorAll(".verdict")) {
    const isGiven = button.dataset.verdict === entry.verdict && standing !== "changed";
    button.setAttribute("aria-pressed", String(isGiven));
  }
  const signed = entry.verdict ? `${IN_WORDS[entry.verdict]}: ${entry.by}, ${entry.on}` : "";
  element.querySelector(".signature").textContent = standing === "changed" ? "" : signed;
  const note = element.querySelector("textarea");
  if (document.activeElement !== note) note.value = entry.note;
  fit(note);
  note.disabled = standing === "changed";
  element.querySelector(".note-in-print").textContent = `Note: ${entry.note}`;
  showSince(element.querySelector(".since"), item, standing, signed);
  showConflict(element.querySelector(".conflict"), item);
}

function showSince(element, item, standing, signed) {
  element.replaceChildren();
  if (standing !== "changed") return;
  element.append(make("p", "", `Signed for other texts (${signed}). What has changed since:`));
  for (const [title, before, now] of [
    ["Clause", item.entry.wording, item.wording],
    ["Source", item.entry.text, item.text],
  ]) {
    const stretches = differences(before, now);
    if (!stretches.some(([side, words]) => side !== "both" && isMarked(words))) continue;
    const text = make("p", "text", `${title}: `);
    for (const [side, words] of stretches) {
      if (side === "both") text.append(words);
      else text.append(...mark([side, words]));
    }
    element.append(text);
  }
  if (item.entry.note) element.append(make("p", "", `Note then: ${item.entry.note}`));
  element.append(make("p", "", "Give a verdict again to sign it as it stands now."));
}

function showProgress() {
  const count = (wanted) => items.filter((item) => standingOf(item) === wanted).length;
  const open = items.filter(isOpen).length;
  const signed = items.length - open;
  const details = [
    [count("not supported"), "not supported"],
    [count("unsure"), "unsure"],
    [count("changed"), "changed since signed"],
    [gone.length, "signed, no longer in the draft"],
  ].filter(([number]) => number);
  const unsaved = unsavedCount();
  showConflicts();
  byId("bar").max = items.length || 1;
  byId("bar").value = signed;
  byId("progress").textContent =
    `${signed} of ${items.length} signed` +
    details.map(([number, what]) => `, ${number} ${what}`).join("") +
    (unsaved ? `; ${unsaved} not saved to a file yet` : "") +
    (keepsProgress ? "" : "; this browser keeps nothing: save before you close the page");
}

// Verdicts and notes

function hasName(act) {
  if (reviewerName()) return true;
  asked.push(act);
  byId("reviewer").setAttribute("aria-invalid", "true");
  byId("reviewer").focus();
  say("Write your name first: verdicts and notes are signed with it. Enter takes you back.");
  return false;
}

function takeName() {
  keep();
  if (!reviewerName() || !asked.length) return;
  const acts = asked;
  asked = [];
  say("");
  for (const act of acts) act();
}

function give(item, verdict, again = () => give(item, verdict)) {
  makeCurrent(item, false);
  if (!hasName(again)) return false;
  const note = item.entry && standingOf(item) !== "changed" ? item.entry.note : "";
  sign(item, verdict, note, reviewerName());
  update(item);
  showProgress();
  say(verdict ? `${spoken(item)}: ${verdict}.` : `${spoken(item)}: verdict taken back.`);
  return true;
}

function takeNote(item, field) {
  const note = field.value.replace(NOT_TAKEN, "").trim();
  const before = item.entry ? item.entry.note : "";
  if (note === before) return;
  if (!hasName(() => takeNote(item, field))) return;
  sign(item, item.entry ? item.entry.verdict : "", note, reviewerName());
  update(item);
  showProgress();
  say(`Note on ${spoken(item)} kept${item.entry && item.entry.verdict ? ", and the verdict is now signed by you" : ""}.`);
}

// Going through

function visible() {
  return items.filter((item) => item.element && !item.element.hidden && !item.clause.element.hidden);
}

function makeCurrent(item, scroll = true) {
  const before = items[current];
  if (before && before.element) before.element.classList.remove("current");
  current = item.place;
  item.element.classList.add("current");
  keepView();
  if (scroll) {
    item.element.focus({ preventScroll: true });
    item.element.scrollIntoView({ block: "start" });
  }
}

function go(step) {
  const there = visible();
  const next =
    step > 0 ? there.find((item) => item.place > current) : there.findLast((item) => item.place < current);
  say("");
  if (next) makeCurrent(next);
  else say(there.length ? `This is the ${step > 0 ? "last" : "first"} one here.` : "Nothing here with these filters.");
}

function goToOpen() {
  say("");
  const open = visible().filter(isOpen);
  const next = open.find((item) => item.place > current) || open[0];
  if (next && next.place !== current) {
    if (next.place < current) say("Back at the first that is pending.");
    makeCurrent(next);
  } else if (!open.length) {
    say(items.some(isOpen) ? "Nothing pending here with these filters." : "Everything is signed. Save review.yaml.");
  }
}

function filter() {
  const show = byId("show").value;
  const region = byId("region").value;
  const theme = byId("theme").value;
  let count = 0;
  for (const item of items) {
    if (!item.element) continue;
    const standing = standingOf(item);
    const isShown =
      (show === "all" ||
        standing === show ||
        (show === "open" && isOpen(item)) ||
        (show === "different" && conflicts.has(item.key)) ||
        (show === "differs" && item.differs) ||
        (show === "problems" && hasProblems(item))) &&
      (!region || item.region === region) &&
      (!theme || themeOf(item.clause) === theme);
    item.element.hidden = !isShown;
    if (isShown) count += 1;
  }
  for (const [clause, own] of itemsOf) {
    if (clause.element) clause.element.hidden = own.every((item) => item.element.hidden);
  }
  for (const group of document.querySelectorAll(".group")) {
    group.hidden = ![...group.querySelectorAll(".clause")].some((article) => !article.hidden);
  }
  byId("nothing").hidden = count > 0;
  return count;
}

function applyFilter() {
  const count = filter();
  current = -1;
  for (const item of items) if (item.element) item.element.classList.remove("current");
  const [first] = visible();
  if (first) makeCurrent(first, !isByKeys);
  // Who chooses with the keyboard stays in the list, to choose on.
  if (first && isByKeys) first.element.scrollIntoView({ block: "start" });
  keepView();
  say(count === 1 ? "1 citation shown." : `${count} citations shown.`);
}

function showOnly(what) {
  for (const id of ["region", "theme"]) byId(id).value = "";
  byId("show").value = what;
  isByKeys = false;
  applyFilter();
}

// Where one was, and what one looked at

const FILTERS = ["show", "region", "theme"];

function keepView() {
  const item = items[current];
  const view = { place: item ? item.key : "", blind: byId("blind").checked };
  for (const id of FILTERS) view[id] = byId(id).value;
  try {
    localStorage.setItem(STORE + ":view", JSON.stringify(view));
  } catch {
    // The verdicts are what counts; that they are not kept is said elsewhere.
  }
}

function goBack() {
  let view = {};
  try {
    view = JSON.parse(localStorage.getItem(STORE + ":view") || "{}");
  } catch {
    // As on the first visit.
  }
  for (const id of FILTERS) {
    if ([...byId(id).options].some((option) => option.value === view[id])) byId(id).value = view[id];
  }
  byId("blind").checked = Boolean(view.blind);
  hideFound();
  filter();
  const item = itemByKey.get(view.place);
  if (item && visible().includes(item)) {
    makeCurrent(item, false);
    item.element.scrollIntoView({ block: "start" });
  }
  document.documentElement.dataset.ready = "yes";
}

// To read without being led by what drafter has found.
function hideFound() {
  document.body.classList.toggle("blind", byId("blind").checked);
}

// Files

function save() {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([fileText()], { type: "application/yaml" }));
  link.download = "review.yaml";
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  markSaved();
  showProgress();
  say("review.yaml is in your downloads: put it beside the draft.");
}

async function loadFile(field) {
  const file = field.files[0];
  field.value = "";
  if (!file) return;
  let review;
  try {
    review = parseReview(await file.text());
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    notice(`${file.name} was not taken. ${problem.message}`);
    return;
  }
  const counts = load(review, file.name);
  refresh();
  const other = review.draft && review.draft !== DATA.draft ? ` It was made for ${review.draft}.` : "";
  notice(`${file.name}: ${counts.added} added, ${counts.replaced} replaced, ${counts.different} different.${other}`);
}

// What a file says otherwise, each beside its citation, and all of them at once.
function showConflicts() {
  byId("deciding").hidden = !conflicts.size;
  byId("different").textContent =
    conflicts.size === 1
      ? "1 verdict or note is another in the file. Yours stays until you decide."
      : `${conflicts.size} verdicts or notes are others in the file. Yours stay until you decide.`;
}

function showConflict(element, item) {
  const found = conflicts.get(item.key);
  element.replaceChildren();
  if (!found) return;
  const { verdict, by, on, note } = found.entry;
  const signed = verdict ? `${IN_WORDS[verdict]}: ${by}, ${on}.` : "No verdict.";
  const mine = item.entry ? "" : " You have taken yours back.";
  element.append(make("p", "", `In ${found.file}: ${signed}${note ? ` Note: ${note}` : ""}${mine}`));
  for (const [words, takeTheirs] of [["Take this one", true], ["Keep mine", false]]) {
    const button = make("button", "", words);
    button.type = "button";
    button.addEventListener("click", () => {
      decide(item, takeTheirs);
      makeCurrent(item);
      update(item);
      showProgress();
      say(`${spoken(item)}: ${takeTheirs ? "the file’s was taken" : "yours was kept"}.`);
    });
    element.append(button, " ");
  }
}

function decideAll(takeTheirs) {
  for (const key of [...conflicts.keys()]) decide(itemByKey.get(key), takeTheirs);
  refresh();
  say(takeTheirs ? "The file’s were taken." : "Yours were kept.");
}

function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
  say(text);
}

function refresh() {
  items.forEach(update);
  filter();
  showProgress();
}

// Keys

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  p: goToOpen,
  1: () => giveAndGo(VERDICTS[0]),
  2: () => giveAndGo(VERDICTS[1]),
  3: () => giveAndGo(VERDICTS[2]),
  0: () => onCurrent((item) => give(item, "")),
  n: () =>
    onCurrent((item) => {
      const note = item.element.querySelector("textarea");
      if (note.disabled) say("Give a verdict first: this one was signed for other texts.");
      else if (hasName(() => note.focus())) note.focus();
    }),
  s: save,
  "?": () => byId("help").showModal(),
};

function onCurrent(act) {
  const item = items[current];
  if (item && item.element && !item.element.hidden) return act(item);
  go(1);
  return false;
}

function giveAndGo(verdict) {
  onCurrent((item) => {
    const giveIt = () => {
      if (!give(item, verdict, giveIt)) return;
      const said = byId("said").textContent;
      goToOpen();
      if (!byId("said").textContent) say(said);
    };
    giveIt();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("help").open) return;
  // A list takes arrows; its letters are the page's keys, as everywhere.
  const isField = event.target.matches("input:not([type=checkbox]), textarea");
  if (isField || (event.key === "Escape" && event.target.matches("select"))) {
    if (event.key === "Escape" || (event.key === "Enter" && event.target.id === "reviewer")) {
      event.preventDefault();
      event.target.blur();
      if (event.target.id === "reviewer") takeName();
      if (event.target.id === "reviewer" && asked.length) return;
      if (items[current] && document.activeElement === document.body) makeCurrent(items[current]);
    }
    return;
  }
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

byId("clauses").addEventListener("focusin", (event) => {
  const element = event.target.closest(".item");
  if (element) makeCurrent(items[Number(element.dataset.place)], false);
});
byId("reviewer").addEventListener("input", () => {
  if (reviewerName()) byId("reviewer").removeAttribute("aria-invalid");
});
byId("reviewer").addEventListener("change", takeName);
for (const id of FILTERS) {
  byId(id).addEventListener("change", applyFilter);
  byId(id).addEventListener("keydown", () => (isByKeys = true));
  byId(id).addEventListener("pointerdown", () => (isByKeys = false));
  byId(id).addEventListener("blur", () => (isByKeys = false));
}
byId("blind").addEventListener("change", () => {
  hideFound();
  keepView();
});
byId("show-problems").addEventListener("click", () => showOnly("problems"));
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
byId("previous").addEventListener("click", () => go(-1));
byId("next").addEventListener("click", () => go(1));
byId("show-different").addEventListener("click", () => showOnly("different"));
byId("take-theirs").addEventListener("click", () => decideAll(true));
byId("keep-mine").addEventListener("click", () => decideAll(false));
byId("save").addEventListener("click", save);
byId("keys").addEventListener("click", () => byId("help").showModal());
byId("load").addEventListener("change", () => loadFile(byId("load")));
addEventListener("beforeunload", (event) => {
  if (!keepsProgress && unsavedCount()) event.preventDefault();
});

takeEntries(DATA.review.entries);
const found = kept();
if (found) {
  byId("reviewer").value = found.reviewer;
  const count = resume(found);
  if (count) notice(`Continued where you left off in this browser: ${count === 1 ? "1 verdict or note" : `${count} verdicts and notes`}.`);
} else {
  notice("This browser keeps nothing for this page: save review.yaml before you close it.");
}
build();
showProgress();
