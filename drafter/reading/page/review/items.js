// The items as they are shown, each with how it stands.

const SIGNS = { pending: "○", changed: "△", supported: "✓", "not supported": "✗", unsure: "?" };
const IN_WORDS = {
  pending: "Pending",
  changed: "Changed since signed",
  supported: "Supported",
  "not supported": "Not supported",
  unsure: "Unsure",
};
const AT_ONCE = 40; // clauses built before the browser may draw again

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
  badge.append(makeSign("⚠"), " ", problemCounts(problems));
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
  texts.append(textElement("wording", wordingTitle(item), stretches, "new", 1, item.runs));
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

function sourceElement(item, stretches) {
  const element = textElement("source", item.name, stretches, "old", 2);
  element.querySelector("h4").append(...footnotesOf(item));
  for (const other of item.others) {
    element.append(make("p", "other", "Under another theme the source has it as: " + other));
  }
  // The report itself, against the clause as the matrix's copy of it above.
  for (const { title, text } of item.in_report) {
    if (text) element.append(...textElement("", title, differences(text, item.wording), "old", 2).childNodes);
    else element.append(make("p", "missing", title + "."));
  }
  for (const place of item.stands) {
    element.append(make("p", "other", "In the document: " + place));
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
  badge.replaceChildren(makeSign(SIGNS[standing]), " ", IN_WORDS[standing]);
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
