/** A path of the API from words that came from outside, none of which can leave its place. */
export function address(
  words: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const path = words.map((word) => encodeURIComponent(word)).join('/');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
