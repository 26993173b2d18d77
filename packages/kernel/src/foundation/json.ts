/** A JSON object: what is no list, no text, number or truth value, and not null. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Tells whether a JSON value is an object. */
export function isJsonRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The one text of a JSON value (RFC 8785): keys in the order of their UTF-16 units, no white space, numbers in their
 * shortest form. Equal values have equal texts, byte for byte. Members that are `undefined` are left out, as JSON does.
 * @throws TypeError for what JSON cannot say: numbers that are not finite, functions, symbols.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`;
  if (isJsonRecord(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} is no JSON number`);
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`a ${typeof value} is no JSON value`);
  return text;
}

/** Whether two JSON values are the same; the order of an object's keys says nothing. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, at) => sameJson(each, other[at]))
    );
  if (!isJsonRecord(one) || !isJsonRecord(other)) return false;
  const keys = said(one);
  return (
    keys.length === said(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  );
}

function said(record: JsonRecord): readonly string[] {
  return Object.keys(record).filter((key) => record[key] !== undefined);
}
