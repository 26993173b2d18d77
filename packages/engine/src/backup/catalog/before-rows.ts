import type { CatalogQuery } from './catalog-query.js';
import { notOfExtension, OF_OUR_SCHEMAS } from './catalog-query.js';

/** What must stand before rows come: schemas, types, sequences, functions, tables, checks, partitions, views. */

const SCHEMAS: CatalogQuery = {
  name: 'schemas',
  text: `SELECT format('CREATE SCHEMA IF NOT EXISTS %I', n.nspname) AS statement FROM pg_namespace n WHERE n.nspname = ANY ($1) ORDER BY n.nspname`,
};

/** Others may need rights that the owner of a database does not have; whoever made them there has to make them here. */
const EXTENSIONS: CatalogQuery = {
  name: 'extensions',
  text: `
    SELECT format('CREATE EXTENSION IF NOT EXISTS %I', e.extname) AS statement
      FROM pg_extension e JOIN pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion
     WHERE v.trusted AND e.extname <> 'plpgsql' ORDER BY e.extname`,
};

const ENUMS: CatalogQuery = {
  name: 'enums',
  text: `
    SELECT format('CREATE TYPE %s AS ENUM (%s)', format_type(t.oid, NULL), string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)) AS statement
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_enum e ON e.enumtypid = t.oid
     WHERE ${OF_OUR_SCHEMAS} AND ${notOfExtension('pg_type', 't.oid')} GROUP BY t.oid ORDER BY 1`,
};

const COMPOSITES: CatalogQuery = {
  name: 'composites',
  text: `
    SELECT format('CREATE TYPE %s AS (%s)', format_type(t.oid, NULL),
             string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)) AS statement
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE ${OF_OUR_SCHEMAS} GROUP BY t.oid ORDER BY t.oid`,
};

const SEQUENCE_SETTINGS = `format('AS %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s',
  format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)`;

/** Sequences of identity columns come with their columns. */
const SEQUENCES: CatalogQuery = {
  name: 'sequences',
  text: `
    SELECT format('CREATE SEQUENCE %s %s', c.oid::regclass, ${SEQUENCE_SETTINGS}) AS statement
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
     WHERE ${OF_OUR_SCHEMAS} AND NOT EXISTS (
       SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
     ORDER BY c.oid::regclass::text`,
};

/** A function whose arguments or answer are rows of a table needs the table. */
const NEEDS_RELATION = `EXISTS (
  SELECT FROM pg_depend d JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid
    JOIN pg_class r ON r.oid = t.typrelid AND r.relkind IN ('r', 'p', 'v')
   WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid)`;

function functions(name: string, condition: string): CatalogQuery {
  return {
    name,
    text: `
      SELECT pg_get_functiondef(p.oid) AS statement FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE ${OF_OUR_SCHEMAS} AND p.prokind IN ('f', 'p') AND ${condition} AND ${notOfExtension('pg_proc', 'p.oid')}
       ORDER BY p.oid::regprocedure::text`,
  };
}

const IDENTITY = `(
  SELECT format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s)',
           CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.seqrelid::regclass, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache)
    FROM pg_sequence s WHERE s.seqrelid = pg_get_serial_sequence(c.oid::regclass::text, a.attname)::regclass)`;

/** A partition takes its identity from the table that it becomes a part of. */
const COLUMN = `format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
  || CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN (
       SELECT format(' COLLATE %I.%I', cn.nspname, co.collname) FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation)
     ELSE '' END
  || CASE
       WHEN a.attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%s)%s', pg_get_expr(d.adbin, d.adrelid), CASE a.attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END)
       WHEN a.attidentity <> '' AND NOT c.relispartition THEN ${IDENTITY}
       WHEN d.adbin IS NOT NULL THEN format(' DEFAULT %s', pg_get_expr(d.adbin, d.adrelid))
       ELSE '' END
  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END`;

const TABLES: CatalogQuery = {
  name: 'tables',
  text: `
    SELECT format('CREATE %sTABLE %s (%s)%s%s', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, c.oid::regclass,
             string_agg(${COLUMN}, ', ' ORDER BY a.attnum),
             CASE c.relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
             CASE WHEN c.reloptions IS NULL THEN '' ELSE format(' WITH (%s)', array_to_string(c.reloptions, ', ')) END) AS statement
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE ${OF_OUR_SCHEMAS} AND c.relkind IN ('r', 'p')
     GROUP BY c.oid, c.relpersistence, c.relkind, c.reloptions ORDER BY c.oid::regclass::text`,
};

const OWNED_SEQUENCES: CatalogQuery = {
  name: 'owned sequences',
  text: `
    SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', c.oid::regclass, d.refobjid::regclass, a.attname) AS statement
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a' AND d.refobjsubid > 0
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE ${OF_OUR_SCHEMAS} AND c.relkind = 'S' ORDER BY 1`,
};

/** Where values of a column lie when they are large, if that was said of it. */
const STORAGE: CatalogQuery = {
  name: 'storage',
  text: `
    SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET STORAGE %s', c.oid::regclass, a.attname,
             CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END) AS statement
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OF_OUR_SCHEMAS} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attstorage <> t.typstorage
     ORDER BY 1`,
};

/** A partition must have the checks of its table before it can become one. */
const CHECKS: CatalogQuery = {
  name: 'checks',
  text: `
    SELECT format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS statement
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OF_OUR_SCHEMAS} AND k.contype = 'c' AND c.relkind IN ('r', 'p') ORDER BY c.oid::regclass::text, k.conname`,
};

const PARTITIONS: CatalogQuery = {
  name: 'partitions',
  text: `
    SELECT format('ALTER TABLE ONLY %s ATTACH PARTITION %s %s', i.inhparent::regclass, c.oid::regclass, pg_get_expr(c.relpartbound, c.oid)) AS statement
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits i ON i.inhrelid = c.oid
     WHERE ${OF_OUR_SCHEMAS} AND c.relispartition AND c.relkind IN ('r', 'p') ORDER BY 1`,
};

const VIEWS: CatalogQuery = {
  name: 'views',
  text: `
    SELECT format('CREATE VIEW %s%s AS %s', c.oid::regclass,
             CASE WHEN c.reloptions IS NULL THEN '' ELSE format(' WITH (%s)', array_to_string(c.reloptions, ', ')) END, pg_get_viewdef(c.oid)) AS statement
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OF_OUR_SCHEMAS} AND c.relkind = 'v' ORDER BY c.oid`,
};

export const BEFORE_ROWS: readonly CatalogQuery[] = [
  SCHEMAS,
  EXTENSIONS,
  ENUMS,
  COMPOSITES,
  SEQUENCES,
  functions('functions', `NOT ${NEEDS_RELATION}`),
  TABLES,
  OWNED_SEQUENCES,
  STORAGE,
  CHECKS,
  PARTITIONS,
  functions('functions of rows', NEEDS_RELATION),
  VIEWS,
];
