// A quote's lines for a narrower column, as the printed deliverable sets them: only white space changes.
// Lines that end only at the paper's edge are joined; a short line, or one before a list item, stays a line.
// The same rules as `reflow` in pipelines/render/printing.py, so that the row reads here as it will print.

const SHORT_LINE = 0.6;
const LIST_ITEM = /^\s*(?:[-–—•*·▪◦]\s|\(?\d{1,2}[.)]\s|\(?[A-Za-z][.)]\s|[QA]:\s)/;
const MARGIN = /^(?:\d{1,2}:\d\d(?::\d\d)? )?(\d{1,2})\s\S/;

export function reflow(quote) {
  const lines = quote.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map((line) => line.split(/\s+/).filter(Boolean).join(" ")).filter(Boolean);
  if (lines.length < 2 || numbered(lines)) return lines.join("\n");
  const edge = SHORT_LINE * Math.max(...lines.map((line) => line.length));
  const joined = [lines[0]];
  for (let n = 1; n < lines.length; n += 1) {
    const begun = n === 1 && /^\p{Ll}/u.test(lines[n]);
    if ((lines[n - 1].length < edge && !begun) || LIST_ITEM.test(`${lines[n]} `)) joined.push(lines[n]);
    else joined[joined.length - 1] += ` ${lines[n]}`;
  }
  return joined.join("\n");
}

// A transcript's lines are cited by the numbers in its margin: they stay lines.
function numbered(lines) {
  const numbers = lines.map((line) => Number(MARGIN.exec(line)?.[1]));
  return numbers.every((number, at) => number && (at === 0 || number === numbers[at - 1] + 1));
}
