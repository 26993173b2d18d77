import * as xlsx from '@e965/xlsx';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { Definition, FormGrant, RoleDefinition } from '@dougong/kernel/metadata';
import { identifier } from '../../src/database/sql-text.js';
import { recordTables } from '../../src/records/record-table.js';
import type { TestApp } from '../support/test-app.js';

/**
 * Secrets to look for: every text and every number of every form gets a value that nothing else in the installation has, and
 * every role hides all of them. Whatever answer still holds one of these values has leaked it.
 */
export interface Secret {
  readonly form: string;
  readonly path: string;
  /** Stands in every record of the form at this field. */
  readonly marker: string;
}

interface Planted extends Secret {
  readonly table: string;
  readonly column: string;
  readonly isText: boolean;
}

const FIRST_NUMBER = 61_830_011;

/** Markers end alike and differ before that, so none is a part of another. */
export function secretsOf(release: CompiledRelease): readonly Secret[] {
  return plantedIn(release);
}

/** Every number of a marker that stands somewhere in a text, those that lie over each other too. */
const NUMBERS = /(?=(6183\d{4}))/g;

/** Finds markers in texts. It looks for numbers once and for each marker only where its number is: answers are long and markers many. */
export function markerFinder(secrets: readonly Secret[]): (text: string) => readonly Secret[] {
  const byNumber = new Map(secrets.map((secret) => [/\d+/.exec(secret.marker)?.[0] ?? '', secret]));
  const unfindable = secrets.filter(({ marker }) => [...marker.matchAll(NUMBERS)].length !== 1);
  if (unfindable.length > 0 || byNumber.size !== secrets.length)
    throw new Error('every marker has a number of its own');
  return (text) => {
    const numbers = new Set(Array.from(text.matchAll(NUMBERS), ([, number = '']) => number));
    return [...numbers].flatMap((number) => {
      const secret = byNumber.get(number);
      return secret !== undefined && text.includes(secret.marker) ? [secret] : [];
    });
  };
}

function plantedIn(release: CompiledRelease): readonly Planted[] {
  const found = [...release.models.values()].flatMap((model) => {
    const { header, lines } = recordTables(model);
    return [
      ...model.fields.map((field) => ({ field, table: header.name })),
      ...model.lines.flatMap((line) => {
        const table = lines.find((each) => each.field === line.key)?.name ?? '';
        return line.fields.map((field) => ({ field, table }));
      }),
    ].flatMap(({ field, table }) => (isSecret(field) ? [{ form: model.key, field, table }] : []));
  });
  return found.map(({ form, field, table }, at) => {
    const number = String(FIRST_NUMBER + at * 3);
    const isText = field.type.sqlType === 'text';
    return {
      form,
      path: field.path,
      table,
      column: field.key,
      isText,
      marker: isText ? `QZ${number}ZQ` : number,
    };
  });
}

/** Days, choices, people and references look alike in many places; texts and numbers can be told apart. */
function isSecret({ type, schema, reference, user, key }: FieldModel): boolean {
  if (reference || user || 'enum' in schema || key === 'status') return false;
  return ['text', 'numeric', 'integer'].includes(type.sqlType) && type.kind !== 'choice';
}

/** Writes the markers into every record, beside the path of commands, and into the audit of each. */
export async function plant(engine: TestApp, release: CompiledRelease): Promise<void> {
  for (const { table, column, marker, isText } of plantedIn(release)) {
    // Keys stay apart, and every value still holds the marker.
    const value = isText ? `'${marker}-' || right(id::text, 12)` : marker;
    await engine.database.query(`UPDATE ${table} SET ${identifier(column)} = ${value}`);
  }
  for (const model of release.models.values()) await noteInAudit(engine, release, model);
}

async function noteInAudit(engine: TestApp, release: CompiledRelease, model: FormModel): Promise<void> {
  const changes = plantedIn(release)
    .filter(({ form, path }) => form === model.key && !path.includes('.'))
    .map(({ path, marker }) => ({ path: `/${path}`, old: marker, new: marker }));
  await engine.database.query(
    `INSERT INTO core.audit_entry (at, action, outcome, form, record_id, channel, changes)
       SELECT now(), 'update', 'done', $1, id, 'api', $2::jsonb FROM ${recordTables(model).header.name}`,
    [model.key, JSON.stringify(changes)],
  );
}

/** A record in each form that has none, so that there is something to look at. */
export async function fillForms(engine: TestApp, release: CompiledRelease, maker: string): Promise<void> {
  for (const model of release.models.values()) {
    const { header, lines } = recordTables(model);
    await engine.database.query(
      `INSERT INTO ${header.name} (id, version, status, created_at, created_by, updated_at, updated_by)
         SELECT gen_random_uuid(), 1, $1, now(), $2, now(), $2 WHERE NOT EXISTS (SELECT 1 FROM ${header.name})`,
      [model.lifecycle.initial, maker],
    );
    for (const line of lines)
      await engine.database.query(
        `INSERT INTO ${line.name} (id, record_id, line_no)
           SELECT gen_random_uuid(), r.id, 1 FROM ${header.name} r
            WHERE NOT EXISTS (SELECT 1 FROM ${line.name}) LIMIT 1`,
      );
  }
}

export type Concealment = 'hidden' | 'masked';

/** The release with every role seeing nothing of the secrets, and one role that sees everything. */
export function blinded(release: CompiledRelease, how: Concealment): readonly Definition[] {
  const secrets = secretsOf(release);
  const others = release.definitions.filter(({ kind, key }) => kind !== 'role' || key !== ALL_SEEING.key);
  return [
    ...others.map((each) => (each.kind === 'role' ? blind(each, release, secrets, how) : each)),
    ALL_SEEING,
  ];
}

/** Grants for every form become one for each, because fields belong to forms. */
function blind(
  role: RoleDefinition,
  release: CompiledRelease,
  secrets: readonly Secret[],
  how: Concealment,
): RoleDefinition {
  const forms = role.forms.flatMap((grant) =>
    grant.form === '*' ? [...release.models.keys()].map((form) => ({ ...grant, form })) : [grant],
  );
  return { ...role, forms: forms.map((grant) => ({ ...grant, ...concealed(grant, release, secrets, how) })) };
}

function concealed(
  { form }: FormGrant,
  release: CompiledRelease,
  secrets: readonly Secret[],
  how: Concealment,
): Pick<FormGrant, 'hidden' | 'masked'> {
  const own = secrets.filter((secret) => secret.form === form).map(({ path }) => path);
  const model = release.models.get(form);
  const isText = (path: string) => model?.field(path)?.type.sqlType === 'text';
  const masked = how === 'masked' ? own.filter(isText) : [];
  return {
    hidden: own.filter((path) => !masked.includes(path)),
    ...(masked.length === 0 ? {} : { masked: masked.map((field) => ({ field, first: 2 })) }),
  };
}

export const ALL_SEEING: RoleDefinition = {
  kind: 'role',
  format: 1,
  key: 'all_seeing',
  title: { 'zh-CN': '全见', en: 'All-seeing' },
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
  system: ['design', 'administer', 'audit', 'vouchers', 'costing', 'reconcile'],
};

/** What an answer says, whatever it is packed in. */
export function spoken(payload: Buffer, type: string): string {
  if (!type.includes('spreadsheetml')) return payload.toString('utf8');
  const { SheetNames, Sheets } = xlsx.read(payload);
  return SheetNames.map((name) => xlsx.utils.sheet_to_csv(Sheets[name] as xlsx.WorkSheet)).join('\n');
}

export interface RouteParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly required: readonly string[];
}

type Description = Readonly<
  Record<string, Readonly<Record<string, { readonly parameters?: readonly RouteParameter[] }>>>
>;

/** Every route that the description of the API knows. */
export async function routesOf(engine: TestApp): Promise<readonly Route[]> {
  const { body } = await engine.request<{ paths: Description }>('GET', '/api/openapi.json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      required: parameters.filter((each) => each.in === 'query' && each.required).map(({ name }) => name),
    })),
  );
}
