import { createHash } from 'node:crypto';

/**
 * The only places where text becomes SQL. Identifiers come from published definitions, whose keys are checked
 * against a pattern at publish and once more here; values never become text, they are always parameters.
 */

const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;

/** Quotes an identifier. Throws on anything that a published key cannot be: that would be a bug, not input. */
export function identifier(name: string): string {
  if (!IDENTIFIER.test(name)) throw new Error(`not an SQL identifier: ${JSON.stringify(name)}`);
  return `"${name}"`;
}

/** A published key as a text of SQL. */
export function keyText(key: string): string {
  return `'${identifier(key).slice(1, -1)}'`;
}

/** A constant as a text of SQL, for the few statements that take no parameters: conditions of indexes. */
export function literal(value: unknown): string {
  const text = typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text.includes('\0')) throw new Error('not an SQL constant');
  // With standard_conforming_strings, which every supported server has on, nothing else than the quote means anything.
  return `'${text.replaceAll("'", "''")}'`;
}

/** Hands out `$1, $2 ...` and keeps the values in the same order. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and gives its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Adds a value that PostgreSQL reads as jsonb. */
  json(value: unknown): string {
    return `${this.add(JSON.stringify(value))}::jsonb`;
  }
}

const STATEMENT_NAMES_MAX = 5000;
const statementNames = new Map<string, string>();

/** Name under which a connection prepares this text once; equal texts have equal names. */
export function statementName(text: string): string {
  let name = statementNames.get(text);
  if (name === undefined) {
    if (statementNames.size >= STATEMENT_NAMES_MAX) statementNames.clear();
    name = `d${createHash('sha1').update(text).digest('base64url')}`;
    statementNames.set(text, name);
  }
  return name;
}
