/**
 * The titles that people may type instead of what they name: those that name one thing only. Written in one way
 * (NFC, without spaces around), because formulas are read so and a title may come from anywhere.
 * @param named title and field code (`qty`) or path (`lines.qty`)
 */
export function uniqueTitles(named: Iterable<readonly [string, string]>): Readonly<Record<string, string>> {
  const found = new Map<string, string | null>();
  for (const [title, path] of named) {
    const written = title.normalize('NFC').trim();
    found.set(written, found.has(written) ? null : path);
  }
  return Object.fromEntries([...found].filter((entry): entry is [string, string] => entry[1] !== null));
}
