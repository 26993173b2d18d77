/** Dimensions as the query of a register says them. */
export function registerFilter(where: Readonly<Record<string, string>>): string {
  return Object.entries(where)
    .map(([dimension, value]) => `&filter[${encodeURIComponent(dimension)}]=${encodeURIComponent(value)}`)
    .join('');
}

/** Rows asked for at once; what a scenario makes is far less. */
export const ROWS_MAX = 200;
