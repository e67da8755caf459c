// Which themes are read: all, those of a section, one, or several; and where one was when the page was closed.

const SECTION = "section:";
const SEVERAL = "several:";
const several = new Set();
let wanted = null; // themes; null: all
let isReturning = false; // to where one was

function isWanted(number) {
  return !wanted || items[number].themes.some((theme) => wanted.has(theme));
}

function themesOfSection(title) {
  return DATA.themes.filter((one) => one[2] === title).map(([id]) => id);
}

function chooseThemes() {
  const { value } = byId("theme");
  byId("several").hidden = value !== SEVERAL;
  if (value === SEVERAL) wanted = several.size ? several : null;
  else if (value.startsWith(SECTION)) wanted = new Set(themesOfSection(value.slice(SECTION.length)));
  else wanted = value ? new Set([value]) : null;
}

// The themes that are read, for the file; none for the whole matrix.
PAGE.themes = () => DATA.themes.map(([id]) => id).filter((id) => wanted && wanted.has(id));

// Takes those of a file, where the reader has chosen none.
PAGE.choose = (ids) => {
  const known = DATA.themes.filter(([id]) => ids.includes(id));
  if (byId("theme").value || !known.length) return;
  const section = known[0][2];
  const isWhole = section && known.every((one) => one[2] === section) && known.length === themesOfSection(section).length;
  const value = known.length === 1 ? known[0][0] : isWhole ? SECTION + section : SEVERAL;
  if (value === SEVERAL) chooseSeveral(known.map(([id]) => id));
  byId("theme").value = value;
  chooseThemes();
  [asked, isChosen] = [-1, false];
};

function chooseSeveral(ids) {
  several.clear();
  for (const id of ids) if (themeTitles.has(id)) several.add(id);
  for (const box of byId("several").querySelectorAll("input")) box.checked = several.has(box.value);
}

// What is read, in words.
function scope() {
  const { value } = byId("theme");
  if (!wanted) return "the whole matrix";
  if (value.startsWith(SECTION)) return `the section “${shortened(value.slice(SECTION.length))}”`;
  const titles = [...wanted].map((id) => themeTitles.get(id) || "No theme");
  return wanted.size === 1 ? `“${shortened(titles[0])}”` : `${wanted.size} themes (${shortened(titles.join("; "))})`;
}

// Adds whole sections and several themes to the list of themes.
function buildFilter(change) {
  const list = byId("theme");
  addWholeSections(SECTION);
  list.options[0].after(new Option("Several themes …", SEVERAL));
  for (const [id, title] of DATA.themes) {
    const label = make("label", "choice");
    const box = make("input");
    box.type = "checkbox";
    box.value = id;
    box.addEventListener("change", () => {
      if (box.checked) several.add(id);
      else several.delete(id);
      change();
    });
    label.append(box, " ", makeWords("span", "", title || "No theme"));
    byId("several").append(label);
  }
  list.addEventListener("change", change);
}

// A theme in which something is answered or done, and nothing likely is open, has a tick and how many answers.
function markThemes() {
  const open = new Set(questions.filter((one) => one.value >= order.likelyFrom).flatMap((one) => [...items[one.first].themes, ...items[one.second].themes]));
  const counts = new Map();
  for (const one of standing()) {
    const themes = new Set([one.first, one.second].flatMap((id) => items[numberOf.get(id)].themes));
    for (const theme of themes) counts.set(theme, (counts.get(theme) || 0) + 1);
  }
  const done = new Set(items.filter((item) => read.has(item.id)).flatMap((item) => item.themes));
  for (const [id, title] of DATA.themes) {
    const isThrough = !open.has(id) && (counts.has(id) || done.has(id));
    const told = `${isThrough ? `✓ ${counts.get(id) || 0} ` : ""}`;
    for (const option of byId("theme").options) if (option.value === id) option.text = `${told}${shortened(title) || "No theme"}`;
    for (const box of byId("several").querySelectorAll("input")) if (box.value === id) box.nextElementSibling.textContent = `${told}${title || "No theme"}`;
  }
}

function placeOf(name) {
  return `${storeOf(name)}:place`;
}

// Where one is, what one reads, and notes that wait for their answer.
function keepPlace() {
  if (!signer.name) return;
  const place = { top: items[asked].id, isChosen, theme: byId("theme").value, several: [...several], drafts: [...drafts] };
  putAway(placeOf(signer.name), JSON.stringify(place));
}

function takePlace(name) {
  let place = null;
  try {
    place = JSON.parse(takeOut(placeOf(name)) || "null");
  } catch {
    return;
  }
  isReturning = asked >= 0; // who writes a new name stays where they are
  if (!place) return;
  chooseSeveral(place.several);
  byId("theme").value = place.theme;
  if (byId("theme").selectedIndex < 0) byId("theme").value = "";
  chooseThemes();
  drafts.clear();
  for (const [key, text] of place.drafts) drafts.set(key, text);
  if (numberOf.has(place.top)) [asked, isChosen, isReturning] = [numberOf.get(place.top), Boolean(place.isChosen), true];
}
