// The page: takes verdicts and notes, goes through them, filters, files, keys.

const signer = new Signer(byId("reviewer"), "Write your name first: verdicts and notes are signed with it.", keep);
let current = -1;
let isByKeys = false; // whether a filter is being chosen with the keyboard

// Verdicts and notes

function give(item, verdict) {
  makeCurrent(item, false);
  if (!signer.has()) return false;
  const note = item.entry && standingOf(item) !== "changed" ? item.entry.note : "";
  sign(item, verdict, note, signer.name);
  update(item);
  showProgress();
  say(verdict ? `${spoken(item)}: ${verdict}.` : `${spoken(item)}: verdict taken back.`);
  return true;
}

function takeNote(item, field) {
  const note = written(field);
  const before = item.entry ? item.entry.note : "";
  if (note === before) return;
  if (!signer.has(() => takeNote(item, field))) return;
  sign(item, item.entry ? item.entry.verdict : "", note, signer.name);
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
  // The verdicts are what counts; that they are not kept is said elsewhere.
  putAway(STORE + ":view", JSON.stringify(view));
}

function goBack() {
  let view = {};
  try {
    view = JSON.parse(takeOut(STORE + ":view") || "{}");
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
  saveFile("review.yaml", fileText());
  markSaved();
  showProgress();
  say("review.yaml is in your downloads: put it beside the draft.");
}

async function loadFile(field) {
  const file = await openFile(field, parseReview);
  if (!file) return;
  const counts = load(file.content, file.name);
  refresh();
  const { draft } = file.content;
  const other = draft && draft !== DATA.draft ? ` It was made for ${draft}.` : "";
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
      else if (signer.has()) note.focus();
    }),
  s: save,
  "?": showKeys,
};

function onCurrent(act) {
  const item = items[current];
  if (item && item.element && !item.element.hidden) return act(item);
  go(1);
  return false;
}

function giveAndGo(verdict) {
  onCurrent((item) => {
    if (!give(item, verdict)) return;
    const said = byId("said").textContent;
    goToOpen();
    if (!byId("said").textContent) say(said);
  });
}

listenToKeys(KEYS, signer, () => {
  if (items[current]) makeCurrent(items[current]);
});

byId("clauses").addEventListener("focusin", (event) => {
  const element = event.target.closest(".item");
  if (element) makeCurrent(items[Number(element.dataset.place)], false);
});
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
byId("previous").addEventListener("click", () => go(-1));
byId("next").addEventListener("click", () => go(1));
byId("show-different").addEventListener("click", () => showOnly("different"));
byId("take-theirs").addEventListener("click", () => decideAll(true));
byId("keep-mine").addEventListener("click", () => decideAll(false));
byId("save").addEventListener("click", save);
byId("load").addEventListener("change", () => loadFile(byId("load")));
guardAgainstClosing(() => !keepsProgress && unsavedCount());

beginWith(() => {
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
});
