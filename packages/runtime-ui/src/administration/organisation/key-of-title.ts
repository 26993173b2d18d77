const KEY_LENGTH_MAX = 40;

/** A key made of an English name: lower case, words joined by underscores. */
export function keyOfTitle(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, KEY_LENGTH_MAX);
}
