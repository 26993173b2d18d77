import pg from 'pg';

/**
 * How values of PostgreSQL become values of ours. Set on our pool only, never on the driver's global table.
 * Decimals, 64-bit integers and dates stay text; instants become RFC 3339 in UTC.
 */

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const UTC_INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/** Gives an instant as `2026-11-22T08:30:00.000Z`, whatever the time zone of the connection. */
export function instantText(text: string): string {
  const match = UTC_INSTANT.exec(text);
  if (match) return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`;
  const withOffset = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  const instant = new Date(withOffset);
  return Number.isNaN(instant.getTime()) ? text : instant.toISOString();
}

function keepText(text: string): string {
  return text;
}

/** The `types` option of a pool. */
export const wireTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return keepText;
    if (oid === TIMESTAMPTZ) return instantText;
    return pg.types.getTypeParser(oid, format) as typeof keepText;
  },
} as pg.CustomTypesConfig;
