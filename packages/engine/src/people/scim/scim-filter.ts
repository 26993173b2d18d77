import { ScimError } from './scim-error.js';

/** One comparison of a filter; all of them must hold. */
export interface ScimCondition {
  readonly attribute: string;
  readonly value: string;
}

/** SQL of each attribute that may be compared, by the placeholder of the value. */
export type FilterColumns = Readonly<Record<string, (value: string) => string>>;

const CONDITIONS_MAX = 5;
/** An attribute, perhaps with its schema before it or a choice of one among several behind it, `eq`, and a value. */
const EQUALS =
  /\s*(?:urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):)?([A-Za-z][A-Za-z0-9.]*(?:\[\s*type\s+eq\s+"work"\s*\]\.value)?)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*(and\s|$)/iy;

/**
 * Reads `userName eq "lin"`, also several with `and` between them. Providers look people up before they make them;
 * nothing else is needed, so nothing else is understood, and it says so.
 * @param columns attributes in their right spelling.
 */
export function readFilter(text: string | undefined, columns: FilterColumns): readonly ScimCondition[] {
  if (text === undefined || text.trim() === '') return [];
  const known = Object.keys(columns);
  const conditions: ScimCondition[] = [];
  let at = 0;
  do {
    EQUALS.lastIndex = at;
    const [whole = '', name = '', value = ''] = EQUALS.exec(text) ?? [];
    const attribute = known.find((each) => sameName(each, name));
    if (attribute === undefined || conditions.length === CONDITIONS_MAX) throw notUnderstood(known);
    conditions.push({ attribute, value: unquoted(value) });
    at += whole.length;
    if (at === text.length && /\band\s$/i.test(whole)) throw notUnderstood(known);
  } while (at < text.length);
  return conditions;
}

/** The conditions as SQL, and what its placeholders stand for. */
export function filterSql(
  conditions: readonly ScimCondition[],
  columns: FilterColumns,
): { readonly parts: readonly string[]; readonly values: readonly string[] } {
  return {
    parts: conditions.map(({ attribute }, at) => columns[attribute]?.(`$${at + 1}`) ?? 'false'),
    values: conditions.map(({ value }) => value),
  };
}

function sameName(one: string, other: string): boolean {
  const bare = (name: string) => name.toLowerCase().replaceAll(/\s+/g, '');
  return bare(one) === bare(other);
}

function notUnderstood(known: readonly string[]): ScimError {
  return new ScimError(
    400,
    `The filter is not understood. Write one of ${known.join(', ')}, then eq and a text in double quotes; join several with and.`,
    'invalidFilter',
  );
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text.startsWith('"') ? text : text.toLowerCase()));
  } catch {
    throw new ScimError(400, 'The text of the filter is no JSON string.', 'invalidFilter');
  }
}
