// The page on which one person reads: a recommendation, and those that may say the same.

const AT_ONCE = 8; // candidates below the recommendation
const MOST_HITS = 20;
const USUAL_PACE = 15; // seconds an answer, until the reader's own is known
const LONGEST_PAUSE = 180;

const signer = new Signer(byId("reader"), "Write your name first: answers are kept under it.", takeName);
let questions = [];
let asked = -1;
let forced = -1; // a candidate that is to be looked at, whatever is known of it
const drafts = new Map(); // notes that wait for their answer

// What is asked

function isWanted(number) {
  const theme = byId("theme").value;
  return !theme || items[number].themes.includes(theme);
}

// What is asked again, as a text has changed since.
function askAgain() {
  return lapsed().filter((one) => isWanted(numberOf.get(one.first)) || isWanted(numberOf.get(one.second)));
}

function chooseNext() {
  forced = -1;
  const [again] = askAgain();
  if (again) {
    [asked, forced] = [numberOf.get(again.first), numberOf.get(again.second)];
    return;
  }
  const next = order.next(asked, questions, isWanted);
  if (next && !(asked >= 0 && order.names[next.first] === order.names[asked])) asked = next.first;
  if (!next) asked = asked >= 0 && isWanted(asked) ? asked : items.findIndex((_, number) => isWanted(number));
}

function candidates() {
  const found = order.around(asked, questions).map((one) => one.other).filter((number) => number !== forced);
  return (forced >= 0 ? [forced, ...found] : found).slice(0, AT_ONCE);
}

// What is shown

function showTop() {
  const item = items[asked];
  const element = byId("top");
  const text = make("div", "text-of");
  text.append(make("p", "text", item.text));
  element.replaceChildren(...nameElement("h3", item), text);
  const others = order.membersOf(asked).filter((number) => number !== asked);
  if (others.length) {
    element.append(make("p", "said-so", "The same so far:"));
    element.append(listOf(others));
  }
  if (read.has(item.id)) element.append(make("p", "said-so", "✓ Done: what is not answered is neither."));
  byId("done").firstChild.textContent = read.has(item.id) ? "Not done" : "Done";
}

function listOf(numbers) {
  const list = make("ul", "with");
  for (const number of numbers) {
    const line = make("li");
    line.append(nameButton(number, lookAt), ` ${items[number].text}`);
    list.append(line);
  }
  return list;
}

function candidateElement(number, where) {
  const item = items[number];
  const given = givenTo(asked, number);
  const element = make("article", "candidate");
  element.tabIndex = -1;
  element.dataset.number = number;
  element.append(...nameElement("h3", item));
  element.setAttribute("aria-label", `${item.name}, beside ${items[asked].name}`);
  if (given && hasLapsed(given)) {
    element.append(make("p", "changed-since", `A text has changed since you said: ${given.answer}${given.note ? ` (${given.note})` : ""}. Answer again.`));
  } else {
    element.append(saidElement(asked, number));
  }
  element.append(textBeside(item, items[asked], "new"));
  const others = order.membersOf(number).filter((one) => one !== number && order.names[one] !== order.names[asked]);
  if (others.length) {
    const more = make("details");
    more.append(make("summary", "", `With ${others.length === 1 ? "another" : `${others.length} others`} that you called the same`), listOf(others));
    element.append(more);
  }
  const judging = make("div", "judging");
  const counts = given && !hasLapsed(given) ? given.answer : "";
  judging.append(answerButtons(`Answer on ${item.name}`, counts, (answer) => give(number, answer === counts ? "" : answer)));
  const key = keyOf(items[asked].id, item.id);
  const note = drafts.get(key) || (given ? given.note : "");
  judging.append(
    noteField(`note-${where}-${number}`, note, (text) => {
      if (counts && text !== given.note) {
        drafts.delete(key);
        put(asked, number, counts, text);
        showProgress();
        say("Note kept.");
      } else if (text) drafts.set(key, text);
      else drafts.delete(key);
    }),
  );
  element.append(judging);
  return element;
}

function shownCandidates() {
  return [...document.querySelectorAll(".candidate")].filter((one) => one.checkVisibility());
}

function makeCurrent(element, scroll = true) {
  for (const one of document.querySelectorAll(".candidate.current")) one.classList.remove("current");
  if (!element) return;
  element.classList.add("current");
  // Of the recommendation at the top it is marked what this one does not have.
  const other = items[Number(element.dataset.number)];
  byId("top").querySelector(".text-of").replaceWith(textBeside(items[asked], other, "old"));
  if (scroll) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }
}

function showCandidates() {
  const shown = candidates();
  byId("candidates").replaceChildren(...shown.map((number) => candidateElement(number, "c")));
  byId("nothing").hidden = shown.length > 0;
  byId("nothing").textContent = questions.length ? "Nothing is open about this one. Next question: p." : "Everything is answered, or follows.";
}

function showAnswered() {
  const own = order.membersOf(asked);
  const numbers = new Set();
  for (const one of standing()) {
    const [first, second] = [numberOf.get(one.first), numberOf.get(one.second)];
    if (first === asked || second === asked) numbers.add(first === asked ? second : first);
  }
  for (const number of own) if (number !== asked) numbers.add(number);
  byId("answered-count").textContent = `(${numbers.size})`;
  if (byId("answered").open) byId("answered-list").replaceChildren(...[...numbers].map((number) => candidateElement(number, "a")));
}

function showHits() {
  const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length
    ? items.flatMap((item, number) => {
        const all = `${item.id} ${item.name} ${item.text}`.toLowerCase();
        return number !== asked && words.every((word) => all.includes(word)) ? [number] : [];
      })
    : [];
  byId("hits").textContent = words.length ? `${counted(found.length, "recommendation")} with these words${found.length > MOST_HITS ? `; the first ${MOST_HITS} are shown` : ""}.` : "";
  byId("found").replaceChildren(...found.slice(0, MOST_HITS).map((number) => candidateElement(number, "f")));
}

function showOverview() {
  byId("groups-count").textContent = `(${order.groups.size})`;
  const theme = byId("theme").value || items[asked].themes[0];
  if (byId("grid").open) byId("grid-table").replaceChildren(gridElement(theme, asked, lookAt));
  if (byId("groups").open) byId("groups-list").replaceChildren(groupsElement(lookAt));
}

// Seconds an answer takes this reader, pauses left out.
function pace() {
  const times = [...answers.values()].map((one) => Date.parse(one.at)).filter(Boolean).sort((one, other) => one - other).slice(-50);
  const gaps = times.slice(1).map((time, place) => (time - times[place]) / 1000).filter((gap) => gap <= LONGEST_PAUSE).sort((one, other) => one - other);
  return gaps.length < 5 ? USUAL_PACE : Math.max(1, gaps[Math.floor(gaps.length / 2)]);
}

function inTime(seconds) {
  if (seconds < 90) return "a minute";
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${(minutes / 60).toFixed(1).replace(".0", "")} hours`;
}

function showProgress() {
  const count = standing().filter((one) => isWanted(numberOf.get(one.first)) || isWanted(numberOf.get(one.second))).length;
  const left = order.left(questions, isWanted);
  const again = askAgain().length;
  const open = left.questions + again;
  byId("bar").max = Math.max(1, count + open);
  byId("bar").value = count;
  const parts = [`${counted(count, "answer")}, ${counted(left.found, "pair")} the same`];
  if (again) parts.push(`${again} asked again, as texts have changed`);
  if (open) parts.push(`about ${counted(open, "question")} left (${inTime(open * pace())})`);
  const missed = Math.round(left.left);
  if (left.isKnown && open) parts.push(`stopping now would miss about ${missed} of ${Math.round(left.found + left.left)} pairs`);
  if (unsaved) parts.push("not all saved to a file yet");
  if (!keepsProgress) parts.push("this browser keeps nothing: save before you close the page");
  byId("progress").textContent = parts.join("; ");
  const rest = items.filter((item, number) => isWanted(number) && !read.has(item.id)).length;
  byId("stopping").hidden = !(left.isReasonable && !again && rest);
  byId("stopping-words").textContent =
    (missed ? `About ${missed} of ${Math.round(left.found + left.left)} pairs may be missed, so few that stopping is reasonable. ` : "Hardly a pair is likely to be missed. ") +
    "What you have not answered counts as neither once you say that you are through.";
}

function refresh(isSame = false) {
  questions = order.questions();
  if (!isSame) chooseNext();
  show();
}

function show() {
  showTop();
  showCandidates();
  showAnswered();
  if (byId("words").value) showHits();
  showOverview();
  showAgainst(look);
  showProgress();
  if (!document.querySelector(".candidate.current")) makeCurrent(shownCandidates()[0], false);
}

// Brings the question into view, with the keys on its first candidate.
function ask() {
  const [first] = shownCandidates();
  byId("top-title").scrollIntoView({ block: "start" });
  if (first) makeCurrent(first);
}

// What is done

function give(number, answer) {
  if (!signer.has(() => give(number, answer))) return;
  const key = keyOf(items[asked].id, items[number].id);
  const before = givenTo(asked, number);
  const note = drafts.has(key) ? drafts.get(key) : before ? before.note : "";
  drafts.delete(key);
  const [one, other] = [items[asked].name, items[number].name];
  put(asked, number, answer, note);
  // With what was found by words, or answered before, one goes on where one was.
  const isAside = Boolean(document.activeElement.closest("#found, #answered"));
  const stays = asked;
  refresh(isAside);
  if (!isAside) ask();
  const moved = stays === asked ? "" : ` Next: ${items[asked].name}.`;
  say(answer ? `${one} and ${other}: ${answer}.${moved}` : `${one} and ${other}: answer taken back.`);
}

function lookAt(number) {
  [asked, forced] = [number, -1];
  show();
  ask();
}

function look(one, other) {
  [asked, forced] = [one, other];
  show();
  ask();
}

function goOn() {
  asked = -1;
  refresh();
  ask();
  say(`Next: ${items[asked].name}.`);
}

function toggleDone() {
  if (!signer.has(toggleDone)) return;
  const { name, id } = items[asked];
  const isDone = read.has(id);
  act(() => {
    for (const number of order.membersOf(asked)) {
      if (isDone) read.delete(items[number].id);
      else read.add(items[number].id);
    }
  });
  refresh(isDone);
  ask();
  say(isDone ? `${name} is not done any more.` : `${name}: done. What is not answered is neither.`);
}

function markAllDone() {
  if (!signer.has(markAllDone)) return;
  act(() => items.forEach((item, number) => isWanted(number) && read.add(item.id)));
  refresh();
  say("Everything is marked as gone through. Save the reading.");
}

function takeBack() {
  if (!undo()) {
    say("There is nothing to undo.");
    return;
  }
  refresh(true);
  ask();
  say("Taken back.");
}

function step(by) {
  const all = shownCandidates();
  const place = all.findIndex((one) => one.classList.contains("current"));
  const next = all[place + by];
  say(next ? "" : `This is the ${by > 0 ? "last" : "first"} one here.`);
  if (next) makeCurrent(next);
}

function onCurrent(act) {
  const current = document.querySelector(".candidate.current");
  if (current && current.checkVisibility()) act(Number(current.dataset.number), current);
  else ask();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => onCurrent((_, element) => element.querySelector("textarea").focus()),
  p: goOn,
  r: toggleDone,
  s: save,
  z: takeBack,
  "/": () => byId("words").focus(),
  "?": showKeys,
};
ANSWERS.forEach((answer, place) => (KEYS[place + 1] = () => onCurrent((number) => give(number, answer))));
listenToKeys(KEYS, signer, () => {
  const current = document.querySelector(".candidate.current");
  if (current) makeCurrent(current);
  else ask();
});

byId("question").addEventListener("focusin", (event) => {
  const element = event.target.closest(".candidate");
  if (element) makeCurrent(element, false);
});
byId("theme").addEventListener("change", () => {
  asked = -1;
  refresh();
});
byId("words").addEventListener("input", showHits);
for (const id of ["answered", "grid", "groups"]) {
  byId(id).addEventListener("toggle", () => {
    showAnswered();
    showOverview();
  });
}
byId("next").addEventListener("click", goOn);
byId("done").addEventListener("click", toggleDone);
byId("all-done").addEventListener("click", markAllDone);
byId("undo").addEventListener("click", takeBack);

byId("summary").textContent = `${counted(items.length, "recommendation")} of ${counted(DATA.regions.length, "region")}. Which of them say the same?`;
start(new Set(DATA.themes.map(([id]) => id)));
