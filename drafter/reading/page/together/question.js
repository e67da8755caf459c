// The question: a recommendation at the top, and cards below it.

function showTop() {
  const item = items[asked];
  const element = byId("top");
  const text = make("div", "text-of");
  text.append(makeWords("p", "text", item.text));
  element.replaceChildren(...nameElement("h3", item), text);
  const others = order.membersOf(asked).filter((number) => number !== asked);
  if (others.length) {
    element.append(make("p", "said-so", "The same so far:"));
    element.append(listOf(others));
  }
  const isDone = isGoneThrough(item.id);
  const forWhat = read.has(item.id) ? "" : " for the same";
  if (isDone) element.append(make("p", "said-so", `✓ Done${forWhat}: nothing more is asked about it.`));
  byId("done").firstChild.textContent = isDone ? "Not done" : "Done";
}

function listOf(numbers) {
  const list = make("ul", "with");
  for (const number of numbers) {
    const line = make("li");
    line.append(nameButton(number, lookAt), " ", makeWords("span", "", items[number].text));
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
  if (where === "f") element.append(makeButton("", "To the top", () => bringUp(number)));
  element.setAttribute("aria-label", `${item.name}, beside ${items[asked].name}`);
  if (given && PAGE.hasLapsed(given)) {
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
  const counts = given && !PAGE.hasLapsed(given) ? given.answer : "";
  judging.append(answerButtons(`Answer on ${item.name}`, counts, (answer) => give(number, answer === counts ? "" : answer)));
  const key = keyOf(items[asked].id, item.id);
  const note = drafts.get(key) || (given ? given.note : "");
  judging.append(
    noteField(`note-${where}-${number}`, note, (text) => {
      if (counts && text !== given.note) {
        drafts.delete(key);
        keepPlace();
        put(asked, number, counts, text, `the note on ${item.name}`, whereOne(number));
        showProgress();
        say("Note kept.");
      } else if (text) drafts.set(key, text);
      else drafts.delete(key);
    }),
  );
  // What is half written is kept, too.
  judging.querySelector("textarea").addEventListener("input", (event) => {
    drafts.set(key, written(event.target));
    keepPlace();
  });
  element.append(judging);
  return element;
}

function makeCurrent(element, scroll = true) {
  // Of the recommendation at the top it is marked what this one does not have.
  setCurrent(element, scroll, (number) => byId("top").querySelector(".text-of").replaceWith(textBeside(items[asked], items[number], "old")));
}

function showCandidates() {
  const shown = candidates();
  byId("candidates").replaceChildren(...shown.map((number) => candidateElement(number, "c")));
  byId("nothing").hidden = shown.length > 0;
  byId("nothing").textContent = openHere().length
    ? "Nothing is open about this one. p goes on to the next question."
    : questions.length
      ? "Nothing is open in what you read here. Choose more at the top of the page, or save."
      : "Everything is answered, or follows.";
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
