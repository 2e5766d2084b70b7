const longestLine = 88;

/** A text as Python writes it: JSON's escapes are Python's, and characters beyond its planes stay as they are. */
const quoted = (text: string): string => JSON.stringify(text);

/** A value as Python text; names between commas that are too long for a line become a joined list, wrapped. */
export function textOrList(value: string, indent: number): string {
  const names = value.split(',');
  if (names.length < 2 || value.length < longestLine - indent) return quoted(value);
  const inner = ' '.repeat(indent + 4);
  const lines: string[] = [];
  let line = inner;
  for (const name of names) {
    const word = `${quoted(name)},`;
    if (line.length + word.length + 1 > longestLine && line !== inner) {
      lines.push(line.trimEnd());
      line = inner;
    }
    line += `${word} `;
  }
  return `",".join([\n${[...lines, line.trimEnd()].join('\n')}\n${' '.repeat(indent)}])`;
}
