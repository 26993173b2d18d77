import { Injectable } from '@nestjs/common';
import { isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { modelOf } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import { rowsOf } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { identifier, keyText, Parameters, statementName } from '../database/sql-text.js';
import { grantOf } from './form-grant.js';
import { namingPlace, pairSql } from './reference-labels.js';
import type { LabelPair, NamingPlace } from './reference-labels.js';
import { recordTables } from './record-table.js';
import { involvedSql, rowScopeSql } from './row-scope.js';
import { VisibleRecords } from './visible-record.js';
import type { RecordAddress, VisibleRecord } from './visible-record.js';

export interface Holder {
  readonly id: string;
  readonly name: string;
}

/** A document that this record names, or that names this record. */
export interface RelatedRecord {
  readonly form: string;
  readonly id: string;
  readonly code: string | null;
  readonly title: string | null;
  readonly status: string;
  readonly relation: 'refers_to' | 'referred_by';
  /** With whom it is now: those who have an open to-do on it. */
  readonly holders: readonly Holder[];
  /** The field that makes the relation, and the form that the other record belongs to, as people read them. */
  readonly fieldTitle: Localized;
  readonly formTitle: Localized;
}

interface Link {
  readonly model: FormModel;
  readonly field: FieldModel;
  readonly relation: RelatedRecord['relation'];
  /** SQL on the other record, which has the alias `x`. */
  readonly condition: (parameters: Parameters) => string;
}

interface RelatedRow {
  readonly link: number;
  readonly id: string;
  readonly status: string;
  readonly label: LabelPair;
  readonly holders: readonly string[] | null;
}

/** Copies ask for nothing. */
const HOLDERS = `SELECT jsonb_agg(DISTINCT t.assignee) FROM core.task t WHERE t.record_id = x.id AND t.state = 'open' AND t.kind <> 'cc'`;

/** More records of one kind than this are a list's business. */
const RELATED_PER_LINK_MAX = 20;

/** Documents before and after a record, as far as the subject may see them; all in one statement. */
@Injectable()
export class RelatedRecords {
  constructor(private readonly visible: VisibleRecords) {}

  related(address: RecordAddress): Promise<readonly RelatedRecord[]> {
    return this.visible.with(address, (seen, session) => relatedOf(seen, session));
  }
}

async function relatedOf(seen: VisibleRecord, session: SqlSession): Promise<readonly RelatedRecord[]> {
  const links = [...outgoing(seen), ...incoming(seen)];
  if (links.length === 0) return [];
  const parameters = new Parameters();
  const naming = namingPlace(seen.release, seen.subject, parameters);
  const text = links.map((link, at) => `(${linkSql(naming, link, at, parameters)})`).join(' UNION ALL ');
  const { rows } = await session.prepared<RelatedRow & Record<string, unknown>>(
    statementName(text),
    text,
    parameters.values,
  );
  return onceEach(rows.flatMap((row) => relatedRecord(seen, row, links[row.link])));
}

/** Reference fields of this record and its lines that name documents and are filled. */
function outgoing({ release, model, record, hidden }: VisibleRecord): Link[] {
  return allFields(model).flatMap((field): Link[] => {
    const target = targetOf(release, field);
    if (target?.definition.usage !== 'document' || isPathHidden(hidden, field.path)) return [];
    const ids = [...new Set(valuesOf(record, field))];
    if (ids.length === 0) return [];
    return [
      {
        model: target,
        field,
        relation: 'refers_to',
        condition: (parameters) => `x.id = ANY(${parameters.add(ids)}::uuid[])`,
      },
    ];
  });
}

/** Reference fields of documents that may name this record; in lines only those that are looked up by an index. */
function incoming({ release, subject, model, record }: VisibleRecord): Link[] {
  return [...release.models.values()].flatMap((other) => {
    if (other.definition.usage !== 'document') return [];
    const { hidden } = grantOf(release, subject, other.key, 'read');
    const fields = allFields(other).filter(
      ({ reference, line, indexed, path }) =>
        reference?.form === model.key && (line === undefined || indexed) && !isPathHidden(hidden, path),
    );
    return fields.map((field): Link => ({
      model: other,
      field,
      relation: 'referred_by',
      condition: (parameters) => namesSql(other, field, parameters.add(record.id)),
    }));
  });
}

function allFields({ fields, lines }: FormModel): readonly FieldModel[] {
  return [...fields, ...lines.flatMap((line) => line.fields)];
}

function valuesOf(record: RecordData, { key, line }: FieldModel): readonly string[] {
  const rows = line === undefined ? [record] : rowsOf(record, line);
  return rows.map((row) => row[key]).filter((value) => typeof value === 'string');
}

/** SQL: the other record names this one in a field of its header or of its lines. */
function namesSql(model: FormModel, { key, line }: FieldModel, id: string): string {
  const column = identifier(key);
  const lines = recordTables(model).lines.find(({ field }) => field === line);
  return lines
    ? `x.id IN (SELECT l.record_id FROM ${lines.name} l WHERE l.${column} = ${id}::uuid)`
    : `x.${column} = ${id}::uuid`;
}

function targetOf(release: CompiledRelease, { reference }: FieldModel): FormModel | undefined {
  return reference && modelOf(release, reference.form);
}

function linkSql(
  naming: NamingPlace,
  { model, condition }: Link,
  at: number,
  parameters: Parameters,
): string {
  const { header } = recordTables(model);
  const label = pairSql(naming, model.key, 'x');
  const conditions = [condition(parameters), ...visibleSql(naming, model, parameters)];
  return (
    `SELECT ${at} AS link, x.id, x.status, ${label} AS label, (${HOLDERS} AND t.form = ${keyText(model.key)}) AS holders ` +
    `FROM ${header.name} x ` +
    `WHERE ${conditions.join(' AND ')} ORDER BY x.created_at DESC LIMIT ${RELATED_PER_LINK_MAX}`
  );
}

/** SQL on the other record: a grant covers it, or the subject has or had a task on it. */
function visibleSql(
  { release, subject, me }: NamingPlace,
  model: FormModel,
  parameters: Parameters,
): readonly string[] {
  const grant = grantOf(release, subject, model.key, 'read');
  const scope = grant.allowed
    ? rowScopeSql(grant.rows, { release, subject, form: model.key, alias: 'x', parameters })
    : ['false'];
  if (scope.length === 0) return [];
  const involved = involvedSql(me, parameters.add(model.key), 'x.id');
  return [`(${scope.join(' AND ')} OR ${involved})`];
}

function relatedRecord(
  { people }: VisibleRecord,
  { id, status, label: [code, title], holders }: RelatedRow,
  link: Link | undefined,
): RelatedRecord[] {
  if (!link) return [];
  const { model, field, relation } = link;
  return [
    {
      form: model.key,
      id,
      code,
      title,
      status,
      relation,
      holders: (holders ?? []).map((user) => ({ id: user, name: people.nameOf(user) ?? '' })),
      fieldTitle: field.title,
      formTitle: model.title,
    },
  ];
}

/** Two documents that name each other are one relation. */
function onceEach(records: readonly RelatedRecord[]): readonly RelatedRecord[] {
  const seen = new Set<string>();
  return records.filter(({ form, id }) => !seen.has(`${form}/${id}`) && seen.add(`${form}/${id}`));
}
