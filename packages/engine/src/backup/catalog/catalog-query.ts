/** One question to the catalogue of PostgreSQL; each row is a statement that makes something again. */
export interface CatalogQuery {
  readonly name: string;
  /** Takes the names of the schemas as its parameter, and answers with the column `statement`. */
  readonly text: string;
}

/** Where the schema of a row is called `n`. */
export const OF_OUR_SCHEMAS = 'n.nspname = ANY ($1)';

/** What an extension brought comes again with the extension. */
export function notOfExtension(catalog: string, id: string): string {
  return `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${id} AND e.deptype = 'e')`;
}
