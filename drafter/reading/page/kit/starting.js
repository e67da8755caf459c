// Whose answers they are, and how a page begins.

let readerBefore = "";

// What is kept under another name stays there; under a new one it goes on only when that person says that it is theirs.
// There one goes on where one was.
function takeName(goThere = () => {}) {
  const { name } = signer;
  if (!name || name === readerBefore) return;
  const had = { answers, read, unsaved };
  const count = resume(name);
  goThere(name);
  const isOther = readerBefore && had.answers.size && !count;
  byId("whose").hidden = !isOther;
  byId("whose-words").textContent = `${counted(had.answers.size, KIND)} stay under ${readerBefore}; under ${name} there are none yet.`;
  byId("mine").onclick = () => {
    ({ answers, read, unsaved } = had);
    byId("whose").hidden = true;
    PAGE.conclude();
    keep();
    refresh();
  };
  readerBefore = name;
  keepName(); // and no answers: there is nothing to write over what is kept with
  const [top, card] = [byId("top")?.textContent, currentCard()];
  refresh();
  const same = card && byId("top").textContent === top && cardOf(card.dataset.number, "candidates");
  if (same) makeCurrent(same, false);
  isPassing = Boolean(count);
  if (count) notice(`Continued where ${name} left off in this browser: ${counted(count, KIND)}.`);
}

// Lists themes, has the page build itself, takes what is kept under the name that was last given, and shows where one is.
function start(themes, build, settle) {
  beginWith(() => startNow(themes, build, settle));
}

// Adds to the list of themes, above those of a section, all of it: the closed list shows which.
function addWholeSections(sign) {
  for (const group of byId("theme").querySelectorAll("optgroup")) group.prepend(makeOption(`All of: ${shortened(group.label)}`, sign + group.label));
}

// An entry in the document's words.
function makeOption(text, value) {
  const option = new Option(text, value);
  option.lang = "";
  return option;
}

function startNow(themes, build = () => {}, settle = () => {}) {
  let group = null;
  for (const [id, title, section] of DATA.themes.filter(([one]) => themes.has(one))) {
    if (section && (!group || group.label !== section)) {
      group = make("optgroup");
      group.label = section;
      byId("theme").append(group);
    }
    (section ? group : byId("theme")).append(makeOption(shortened(title) || "No theme", id));
  }
  byId("save").addEventListener("click", save);
  byId("load").addEventListener("change", () => load(byId("load")));
  guardAgainstClosing(() => !keepsProgress && unsaved);
  // Two windows would write over one another.
  addEventListener("storage", (event) => {
    if (event.key === storeOf(signer.name)) notice("This goes on in another window. Close one of the two, and load this page anew.");
  });
  PAGE.conclude();
  build();
  byId("reader").value = takeOut("drafter-review");
  if (keepsProgress) signer.taken();
  else notice("This browser keeps nothing for this page: save to a file before you close it.");
  if (!readerBefore) refresh();
  settle();
  document.documentElement.dataset.ready = "yes";
}
