import { Injectable } from '@nestjs/common';
import { isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { modelOf } from '@dougong/kernel/commands';
import type { WireValue } from '@dougong/kernel/expression';
import { valueText } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { identifier, keyText, statementName } from '../database/sql-text.js';
import type { Subject } from '../identity/subject.js';
import type { DirectorySnapshot } from '../people/directory.js';
import { grantOf } from './form-grant.js';
import { hiddenBySight, isShownByRole, ownSightSql, sightRows } from './own-sight.js';
import type { OwnSight, SightRows } from './own-sight.js';
import { labelSql, pairSql } from './reference-labels.js';
import type { LabelPair, NamingPlace, WantedLabels } from './reference-labels.js';
import { recordTables } from './record-table.js';

/** One field that decides, ready to be shown. */
export interface Fact {
  readonly field: string;
  readonly title: Localized;
  /** A name instead of an id where the field names somebody or something. */
  readonly value: WireValue;
  /** Kind of the field; `money` for amounts. */
  readonly format: string;
  readonly scale?: number;
  /** What a choice is called. */
  readonly text?: Localized;
}

/** What an inbox or the audit says about a record without opening it. */
export interface RecordDigest {
  readonly code: string | null;
  readonly title: string | null;
  readonly status: string;
  readonly facts: readonly Fact[];
}

interface Place {
  readonly release: CompiledRelease;
  readonly people: DirectorySnapshot;
  readonly subject: Subject;
}

type Row = Readonly<Record<string, unknown>>;

const LABEL = 'LABEL';
const SIGHT = 'SIGHT';

/** Reads many records shortly: those of one form in one statement, all forms in one round trip. */
@Injectable()
export class RecordDigests {
  /** Digests by `form/id`; records that are gone are missing. */
  async read(
    session: SqlSession,
    place: Place,
    wanted: WantedLabels,
  ): Promise<ReadonlyMap<string, RecordDigest>> {
    const forms = [...wanted.ids].filter(([form]) => place.release.models.has(form));
    const read = forms.map(([form, ids]) =>
      digestsOf(session, place, modelOf(place.release, form), [...ids]),
    );
    return new Map((await Promise.all(read)).flat());
  }
}

async function digestsOf(
  session: SqlSession,
  place: Place,
  model: FormModel,
  ids: readonly string[],
): Promise<(readonly [string, RecordDigest])[]> {
  const { release, subject } = place;
  const facts = factsOf(place, model);
  const { header } = recordTables(model);
  const naming = { release, subject, me: '$2::uuid' };
  const columns = [
    'x.id',
    'x.status',
    'x.created_by',
    `${pairSql(naming, model.key, 'x')} AS "${LABEL}"`,
    `${ownSightSql(naming.me, keyText(model.key), 'x.id')} AS "${SIGHT}"`,
    ...facts.map((field) => `${factSql(naming, field)} AS ${identifier(field.key)}`),
  ];
  const text = `SELECT ${columns.join(', ')} FROM ${header.name} x WHERE x.id = ANY($1::uuid[])`;
  const { rows } = await session.prepared(statementName(text), text, [ids, subject.id]);
  const grant = grantOf(release, subject, model.key, 'read');
  const scope = grant.allowed ? sightRows(grant.rows) : 'assigned';
  return rows.map((row: Row) => {
    const shown = factsShown(facts, row, scope, subject);
    return [`${model.key}/${String(row['id'])}`, digestOf(place, shown, row)] as const;
  });
}

/** Without the facts that nodes hide on this record. */
function factsShown(
  facts: readonly FieldModel[],
  row: Row,
  scope: SightRows,
  { id }: Subject,
): readonly FieldModel[] {
  const byRole = isShownByRole(scope, row['created_by'] === id);
  const hidden = hiddenBySight(row[SIGHT] as OwnSight, byRole);
  return facts.filter(({ key }) => !isPathHidden(hidden, key));
}

function factsOf({ release, subject }: Place, model: FormModel): readonly FieldModel[] {
  const { hidden } = grantOf(release, subject, model.key, 'read');
  return (model.definition.ui.facts ?? []).flatMap((key) => {
    const field = model.field(key);
    return field && !isPathHidden(hidden, key) ? [field] : [];
  });
}

function factSql(naming: NamingPlace, field: FieldModel): string {
  const column = `x.${identifier(field.key)}`;
  return field.reference ? labelSql(naming, field.reference.form, column) : column;
}

function digestOf(place: Place, facts: readonly FieldModel[], row: Row): RecordDigest {
  const [code, title] = row[LABEL] as LabelPair;
  const status = String(row['status']);
  return { code, title, status, facts: facts.map((field) => factOf(place, field, row[field.key])) };
}

function factOf({ people }: Place, field: FieldModel, value: unknown): Fact {
  const { key, title, scale, schema } = field;
  const isMoney = 'x-money' in schema && schema['x-money'] === true;
  const text = choiceTitle(people, field, value);
  return {
    field: key,
    title,
    value: shownValue(people, field, value),
    format: isMoney ? 'money' : field.type.kind,
    ...(scale === undefined ? {} : { scale }),
    ...(text ? { text } : {}),
  };
}

function shownValue(people: DirectorySnapshot, { reference, user }: FieldModel, value: unknown): WireValue {
  if (value === null || value === undefined) return null;
  if (reference) return (value as LabelPair)[1] ?? (value as LabelPair)[0];
  return user ? (people.nameOf(String(value)) ?? null) : (value as WireValue);
}

function choiceTitle(people: DirectorySnapshot, field: FieldModel, value: unknown): Localized | undefined {
  const isWorded = 'enum' in field.schema || (typeof value === 'object' && value !== null);
  if (!isWorded || value === null || value === undefined) return undefined;
  const nameOf = (what: string, id: string) => (what === 'user' ? people.nameOf(id) : undefined);
  const say = (language: Language) => valueText(field, value as WireValue, { language, holder: {}, nameOf });
  return { 'zh-CN': say('zh-CN'), en: say('en') };
}
