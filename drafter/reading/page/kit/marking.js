// Two texts side by side, with what differs marked.

// One of two texts, with what only this one has marked. Runs are its words, each with whether it is in italics.
function textElement(className, title, stretches, side, which, runs) {
  const element = make("div", className);
  const text = make("p", "text");
  let at = 0;
  for (const stretch of stretches.filter((one) => one[0] === "both" || one[0] === side)) {
    text.append(...(stretch[0] === "both" ? inRuns(stretch[which], runs, at) : mark(stretch, runs, at)));
    at += stretch[which].length;
  }
  element.append(make("h4", "", title), text);
  return element;
}

// A stretch that stands in one text only. Brackets and blanks in it stay as they are.
function mark([side, words], runs, at) {
  return pieces(words).flatMap(([piece, marked]) => {
    const shown = inRuns(piece, runs, at);
    at += piece.length;
    if (!marked) return shown;
    const element = make(side === "new" ? "ins" : "del");
    element.append(...shown);
    return [element];
  });
}

// Words that begin at a place in the text of some runs, with their italics.
function inRuns(words, runs, at) {
  if (!runs) return [words];
  let start = -at;
  return runs.flatMap(([run, isItalic]) => {
    const part = words.slice(Math.max(start, 0), Math.max(start + run.length, 0));
    start += run.length;
    return part ? [isItalic ? make("em", "", part) : part] : [];
  });
}
