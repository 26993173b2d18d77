import type { Language } from '@dougong/kernel/foundation';
import { badQuery } from '../../records/query-refusal.js';
import { textParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';

/** What somebody wants to have exported. */
export interface ExportQuestion {
  readonly format: 'csv' | 'xlsx';
  /** How lines stand in the file: not at all, each on a row with its document, or each table on a sheet of its own. */
  readonly lines: 'none' | 'rows' | 'sheets';
  /** Whether records are named by their ids too. */
  readonly ids: boolean;
  /** Header fields in the order wanted; those of the form when left out. */
  readonly fields?: readonly string[];
  /** Filter, sort, search and list, as lists take them. */
  readonly list: RawQuery;
  readonly language: Language;
}

const OWN = new Set(['format', 'lines', 'ids', 'fields', 'job']);
const FIELDS_MAX = 200;

/** Reads the query of an export; what it does not know itself is the list's business. */
export function parseExportQuestion(query: RawQuery, language: Language): ExportQuestion {
  const format = wordParameter(query, 'format', ['csv', 'xlsx']) ?? 'xlsx';
  const lines = wordParameter(query, 'lines', ['none', 'rows', 'sheets']) ?? 'none';
  if (format === 'csv' && lines === 'sheets')
    throw badQuery('bad_parameter', ['lines'], { name: 'lines', expected: ['none', 'rows'] });
  const fields = textParameter(query, 'fields')?.split(',');
  if (fields && fields.length > FIELDS_MAX) throw badQuery('bad_parameter', ['fields'], { name: 'fields' });
  const list = Object.fromEntries(Object.entries(query).filter(([name]) => !OWN.has(name)));
  const ids = wordParameter(query, 'ids', ['true', 'false']) === 'true';
  return { format, lines, ids, ...(fields ? { fields } : {}), list, language };
}
