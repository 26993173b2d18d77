import { Injectable } from '@nestjs/common';
import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { SqlSession } from '../database/sql-session.js';
import { identifier, keyText, Parameters, statementName } from '../database/sql-text.js';
import type { Subject } from '../identity/subject.js';
import { namingOf } from './form-grant.js';
import { isOpenTo } from './own-sight.js';
import { recordTables } from './record-table.js';

/** What people call a record. */
export interface ReferenceLabel {
  readonly code?: string;
  readonly title?: string;
}

/** form -> id -> label, beside the ids that a page shows. */
export type References = Readonly<Record<string, Readonly<Record<string, ReferenceLabel>>>>;

/** Code and title as SQL gives them. */
export type LabelPair = readonly [code: string | null, title: string | null];

/** In whose eyes a record is named. */
export interface NamingPlace {
  readonly release: CompiledRelease;
  readonly subject: Subject;
  /** SQL expression of the subject's id. */
  readonly me: string;
}

/** Names records in the eyes of the subject, whose id becomes a parameter once it is asked for. */
export function namingPlace(release: CompiledRelease, subject: Subject, parameters: Parameters): NamingPlace {
  let me: string | undefined;
  return {
    release,
    subject,
    get me() {
      me ??= `${parameters.add(subject.id)}::uuid`;
      return me;
    },
  };
}

/** SQL: the label of the record that this expression names, as a JSON pair. */
export function labelSql(naming: NamingPlace, form: string, id: string): string {
  const { header } = recordTables(modelOf(naming.release, form));
  return `(SELECT ${pairSql(naming, form, 'named')} FROM ${header.name} named WHERE named.id = ${id})`;
}

/** SQL: code and title of the row with this alias, as a JSON pair. */
export function pairSql(naming: NamingPlace, form: string, alias: string): string {
  const { release, subject } = naming;
  const model = modelOf(release, form);
  const { code, title } = namingOf(release, subject, model);
  const part = (key: string | undefined) => {
    if (key === undefined) return 'NULL';
    const name = `${alias}.${identifier(key)}::text`;
    // Flows run on documents; nobody works at a node of anything else.
    if (model.definition.usage !== 'document') return name;
    return `CASE WHEN ${isOpenTo(naming.me, keyText(form), keyText(key), alias, 'all')} THEN ${name} END`;
  };
  return `jsonb_build_array(${part(code)}, ${part(title)})`;
}

export function labelOf([code, title]: LabelPair): ReferenceLabel {
  return { ...(code === null ? {} : { code }), ...(title === null ? {} : { title }) };
}

/** Collects ids by form. */
export class WantedLabels {
  readonly ids = new Map<string, Set<string>>();

  add(form: string, id: unknown): void {
    if (typeof id !== 'string' || id === '') return;
    const known = this.ids.get(form) ?? new Set<string>();
    this.ids.set(form, known.add(id));
  }
}

/** Reads what records are called, those of all forms in one statement. */
@Injectable()
export class LabelReader {
  async read(
    session: SqlSession,
    release: CompiledRelease,
    subject: Subject,
    wanted: WantedLabels,
  ): Promise<References> {
    const forms = [...wanted.ids].filter(([form]) => release.models.has(form));
    if (forms.length === 0) return {};
    const parameters = new Parameters();
    const naming = namingPlace(release, subject, parameters);
    const columns = forms.map(([form, ids], at) => {
      const { header } = recordTables(modelOf(release, form));
      const pair = pairSql(naming, form, 'x');
      const among = `${parameters.add([...ids])}::uuid[]`;
      return `(SELECT jsonb_object_agg(x.id, ${pair}) FROM ${header.name} x WHERE x.id = ANY(${among})) AS "f${at}"`;
    });
    const text = `SELECT ${columns.join(', ')}`;
    const { rows } = await session.prepared<Record<string, Record<string, LabelPair> | null>>(
      statementName(text),
      text,
      parameters.values,
    );
    return Object.fromEntries(forms.map(([form], at) => [form, labelsOf(rows[0]?.[`f${at}`])]));
  }
}

function labelsOf(
  pairs: Readonly<Record<string, LabelPair>> | null | undefined,
): Record<string, ReferenceLabel> {
  return Object.fromEntries(Object.entries(pairs ?? {}).map(([id, pair]) => [id, labelOf(pair)]));
}
