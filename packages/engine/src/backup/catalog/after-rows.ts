import type { CatalogQuery } from './catalog-query.js';
import { notOfExtension, OF_OUR_SCHEMAS } from './catalog-query.js';

/** What is made when the rows are there: keys, indexes, references, triggers, rights of everybody. */

/** Those of partitions come with those of their table. */
function constraints(name: string, kinds: string): CatalogQuery {
  return {
    name,
    text: `
      SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS statement
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE ${OF_OUR_SCHEMAS} AND k.contype IN (${kinds}) AND k.conparentid = 0 ORDER BY c.oid::regclass::text, k.conname`,
  };
}

/** An index that was never finished is not made again. */
const INDEXES: CatalogQuery = {
  name: 'indexes',
  text: `
    SELECT CASE c.relkind WHEN 'I' THEN replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ') ELSE pg_get_indexdef(c.oid) END AS statement
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OF_OUR_SCHEMAS} AND NOT c.relispartition AND i.indisvalid
       AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
     ORDER BY c.oid::regclass::text`,
};

const STATISTICS: CatalogQuery = {
  name: 'statistics',
  text: `
    SELECT pg_get_statisticsobjdef(s.oid) AS statement FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
     WHERE ${OF_OUR_SCHEMAS} ORDER BY 1`,
};

const TRIGGERS: CatalogQuery = {
  name: 'triggers',
  text: `
    SELECT pg_get_triggerdef(t.oid) AS statement
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OF_OUR_SCHEMAS} AND NOT t.tgisinternal AND t.tgparentid = 0 ORDER BY c.oid::regclass::text, t.tgname`,
};

const TRIGGER_STATES: CatalogQuery = {
  name: 'states of triggers',
  text: `
    SELECT format('ALTER TABLE %s %s TRIGGER %I', c.oid::regclass,
             CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, t.tgname) AS statement
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OF_OUR_SCHEMAS} AND NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'O' ORDER BY 1`,
};

const ROW_SECURITY: CatalogQuery = {
  name: 'row security',
  text: `
    SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY', c.oid::regclass, CASE WHEN c.relforcerowsecurity THEN 'FORCE' ELSE 'ENABLE' END) AS statement
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OF_OUR_SCHEMAS} AND c.relrowsecurity ORDER BY 1`,
};

/** What the application's role may do is stated at every start; what everybody may not do any more has to be said here. */
const REVOKED: CatalogQuery = {
  name: 'functions closed to everybody',
  text: `
    SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', p.oid::regprocedure) AS statement
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${OF_OUR_SCHEMAS} AND p.prokind = 'f' AND p.proacl IS NOT NULL AND ${notOfExtension('pg_proc', 'p.oid')}
       AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE')
     ORDER BY 1`,
};

export const AFTER_ROWS: readonly CatalogQuery[] = [
  constraints('keys', `'p', 'u', 'x'`),
  INDEXES,
  STATISTICS,
  constraints('references', `'f'`),
  TRIGGERS,
  TRIGGER_STATES,
  ROW_SECURITY,
  REVOKED,
];
