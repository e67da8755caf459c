// The text in its order, with which regions stand behind each paragraph so far; and how far the reading is.

const USUAL_PACE = 60; // seconds a list, until the reader's own is known

let doneAt = []; // when lists were gone through

function showOutline() {
  if (!byId("outline").open) return;
  const whole = byId("outline-list");
  whole.replaceChildren();
  let under = [];
  let list = null;
  paragraphs.forEach((one, at) => {
    one.headings.forEach((heading, depth) => {
      if (under[depth] === heading && under.slice(0, depth).every((above, deep) => above === one.headings[deep])) return;
      whole.append(makeWords(depth ? "h4" : "h3", "", heading));
      list = null;
    });
    under = one.headings;
    if (!list) whole.append((list = make("ul", "with")));
    list.append(outlineLine(one, at));
  });
}

function outlineLine(one, at) {
  const line = make("li");
  const links = linksIn.get(at) || [];
  const behind = (answer) => new Set(links.filter((link) => link.answer === answer).flatMap((link) => items[numberOf.get(link.recommendation)].regions));
  const full = behind("full");
  const part = [...behind("part")].filter((key) => !full.has(key));
  const named = (keys) => DATA.regions.filter(([key]) => keys.includes(key)).map(([, name]) => name).join(", ");
  const told = [full.size && `in full ${named([...full])}`, part.length && `in part ${named(part)}`].filter(Boolean).join("; ");
  const button = makeButton("link", one.name, () => look(at, WAYS.paragraph));
  if (way === WAYS.paragraph && at === asked) button.setAttribute("aria-current", "true");
  line.append(button, " ", makeWords("span", "", one.opening), " ");
  const count = full.size + part.length;
  line.append(make("span", "behind", count ? `${count} of ${DATA.regions.length}: ${told}` : wholeNow.has(at) ? "nobody" : "nobody so far"));
  if (wholeNow.has(at)) line.append(" ", makeSign("✓"), make("span", "unseen", "gone through"));
  return line;
}

function showProgress() {
  const all = [...way.all.keys()].filter(way.isWanted);
  const open = openHere().length;
  const again = askAgain().length;
  const links = [...linksIn.values()].reduce((sum, one) => sum + one.length, 0);
  byId("bar").max = Math.max(1, all.length);
  byId("bar").value = all.length - open;
  const parts = [`${all.length - open} of ${counted(all.length, way.one)} gone through`, counted(links, "link")];
  if (again) parts.push(`${again} asked again, as texts have changed`);
  const other = paragraphs.length - passed.size;
  if (other) parts.push(`${counted(other, "paragraph")} of the text changed since: read ${other === 1 ? "it" : "them"} by paragraph`);
  if (open) parts.push(`${counted(open, "list")} left (${inTime(open * paceOf(doneAt, USUAL_PACE))})`);
  if (unsaved) parts.push("not all saved to a file yet");
  if (!keepsProgress) parts.push("this browser keeps nothing: save before you close the page");
  byId("progress").textContent = parts.join("; ");
  byId("through").hidden = Boolean(open || again);
  byId("through-words").textContent = open || again ? "" : throughInWords();
  byId("go-round").textContent = way === WAYS.paragraph ? "Go through the recommendations" : "Go through the paragraphs";
  byId("go-round").hidden = WAYS[way.other].all.every((_, number) => WAYS[way.other].isDone(number));
}

function throughInWords() {
  const through = `All of ${scope()} is gone through by ${way.one}.`;
  const isOther = WAYS[way.other].all.some((_, number) => !WAYS[way.other].isDone(number));
  return isOther ? `${through} What the lists did not show is found the other way round.` : `${through} Both ways are done: save the trace.`;
}
