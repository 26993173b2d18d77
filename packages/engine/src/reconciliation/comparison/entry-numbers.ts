/** The number of an entry is its document and line. Of a million numbers those that several entries have are found by their hashes. */

/** SQL of a hash of the number of the entry `alias`: equal numbers have equal hashes, others hardly ever. */
export function numberHash(alias: string): string {
  return `hashtextextended(${alias}.document, ${alias}.line)`;
}

/** SQL of the hashes (`hash`) that more than one row of a staged table has. */
export function repeatedNumbers(table: string): string {
  return `SELECT ${numberHash('n')} AS hash FROM ${table} n GROUP BY 1 HAVING count(*) > 1`;
}
