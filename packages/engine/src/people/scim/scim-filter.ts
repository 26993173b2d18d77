import { ScimError } from './scim-error.js';

export interface ScimFilter {
  readonly attribute: string;
  readonly value: string;
}

const EQUALS = /^\s*([A-Za-z][A-Za-z0-9.]*)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i;

/**
 * Reads `userName eq "lin"`. Providers look people up before they make them; nothing else is needed, so nothing else is
 * understood, and it says so.
 * @param known attributes in their right spelling.
 */
export function readFilter(text: string | undefined, known: readonly string[]): ScimFilter | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const [, name = '', quoted = ''] = EQUALS.exec(text) ?? [];
  const attribute = known.find((each) => each.toLowerCase() === name.toLowerCase());
  if (attribute === undefined)
    throw new ScimError(
      400,
      `The filter is not understood. Write one of ${known.join(', ')}, then eq and a text in double quotes.`,
      'invalidFilter',
    );
  return { attribute, value: unquoted(quoted) };
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new ScimError(400, 'The text of the filter is no JSON string.', 'invalidFilter');
  }
}
