// What is read: all recommendations, those of a section or a theme; or all paragraphs, or those under a heading. Several
// readers take different parts.

const SECTION = "section:";
const TEXT = "text:";
let wantedThemes = null; // null: all
let wantedHeading = "";

const isWantedItem = (item) => !wantedThemes || item.themes.some((theme) => wantedThemes.has(theme));
const isWantedParagraph = (one) => !wantedHeading || (one.headings[0] || PREAMBLE) === wantedHeading;
const PREAMBLE = "The preamble, and what stands under no heading";

function buildParts(change) {
  const list = byId("theme");
  for (const group of list.querySelectorAll("optgroup")) group.prepend(new Option("All of this section", SECTION + group.label));
  const group = make("optgroup");
  group.label = `The other way round: ${DATA.text}`;
  group.append(new Option("All paragraphs of the text", TEXT));
  const headings = new Set(paragraphs.map((one) => one.headings[0] || PREAMBLE));
  if (headings.size > 1) for (const heading of headings) group.append(new Option(shortened(heading), TEXT + heading));
  list.append(group);
  list.addEventListener("change", change);
}

// Takes the part that is chosen: in which way it is read.
function choosePart() {
  const { value } = byId("theme");
  const isText = value.startsWith(TEXT);
  const themes = value.startsWith(SECTION) ? DATA.themes.filter((one) => one[2] === value.slice(SECTION.length)).map(([id]) => id) : [value];
  if (isText) wantedHeading = value.slice(TEXT.length);
  else wantedThemes = value ? new Set(themes) : null;
  return isText ? WAYS.paragraph : WAYS.recommendation;
}

// What is read, in words.
function scope() {
  if (way === WAYS.paragraph) return wantedHeading ? "this part of the text" : "the whole text";
  return !wantedThemes ? "the whole matrix" : wantedThemes.size === 1 ? "this theme" : "this section";
}

// Where one is, what one reads, and what is half written.

function placeStore(name) {
  return `${storeOf(name)}:place`;
}

function keepPlace() {
  if (!signer.name) return;
  const here = { way: way.one, top: way.all[asked].id, part: byId("theme").value, drafts: [...drafts], doneAt };
  putAway(placeStore(signer.name), JSON.stringify(here));
}

function takePlace(name) {
  let here = null;
  try {
    here = JSON.parse(takeOut(placeStore(name)) || "null");
  } catch {
    return;
  }
  if (!here) return;
  byId("theme").value = here.part;
  if (byId("theme").selectedIndex < 0) byId("theme").value = "";
  choosePart();
  drafts.clear();
  for (const [key, draft] of here.drafts) drafts.set(key, draft);
  doneAt = here.doneAt;
  const to = WAYS[here.way];
  const number = to.all.findIndex((one) => one.id === here.top);
  if (number >= 0) {
    turnTo(number, to);
    isReturning = true;
  }
}
