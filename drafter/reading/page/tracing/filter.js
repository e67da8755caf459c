// What is read: all recommendations, those of a section, a theme or a region; or all paragraphs, or those under a heading. Several
// readers take different parts.

const SECTION = "section:";
const REGION_ONLY = "region:";
const TEXT = "text:";
let wantedThemes = null; // null: all
let wantedRegion = "";
let wantedHeading = "";

const isWantedItem = (item) =>
  (!wantedThemes || item.themes.some((theme) => wantedThemes.has(theme))) && (!wantedRegion || item.regions.includes(wantedRegion));
const isWantedParagraph = (one) => !wantedHeading || (one.headings[0] || PREAMBLE) === wantedHeading;
const PREAMBLE = "The preamble, and what stands under no heading";

function buildParts(change) {
  const list = byId("theme");
  addWholeSections(SECTION);
  const regions = make("optgroup");
  regions.label = `By ${REGION}`;
  for (const [key, name] of DATA.regions) regions.append(makeOption(shortened(name), REGION_ONLY + key));
  list.append(regions);
  const group = make("optgroup");
  group.label = `The other way round: ${DATA.text}`;
  group.append(new Option("All paragraphs of the text", TEXT));
  const headings = new Set(paragraphs.map((one) => one.headings[0] || PREAMBLE));
  if (headings.size > 1) for (const heading of headings) group.append(makeOption(shortened(heading), TEXT + heading));
  list.append(group);
  list.addEventListener("change", change);
}

// Takes the part that is chosen: in which way it is read.
function choosePart() {
  const { value } = byId("theme");
  const isText = value.startsWith(TEXT);
  const themes = value.startsWith(SECTION) ? DATA.themes.filter((one) => one[2] === value.slice(SECTION.length)).map(([id]) => id) : [value];
  const isRegion = value.startsWith(REGION_ONLY);
  if (isText) wantedHeading = value.slice(TEXT.length);
  else {
    wantedRegion = isRegion ? value.slice(REGION_ONLY.length) : "";
    wantedThemes = value && !isRegion ? new Set(themes) : null;
  }
  return isText ? WAYS.paragraph : WAYS.recommendation;
}

// What is read, in words.
function scope() {
  if (way === WAYS.paragraph) return wantedHeading ? `“${shortened(wantedHeading)}”` : "the whole text";
  if (wantedRegion) return DATA.regions.find(([key]) => key === wantedRegion)[1];
  const { value } = byId("theme");
  if (value.startsWith(SECTION)) return `the section “${shortened(value.slice(SECTION.length))}”`;
  return wantedThemes ? `“${shortened(themeTitles.get(value) || "No theme")}”` : "the whole matrix";
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
