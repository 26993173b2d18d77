import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { findDefinition } from '@dougong/kernel/commands';
import type { Localized } from '@dougong/kernel/foundation';
import { DEFINITION_SCHEMAS, KEY_PATTERN } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind } from '@dougong/kernel/metadata';
import { Database } from '../database/database.js';
import { noRight, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { InForce } from '../records/in-force.js';
import { badQuery } from '../records/query-refusal.js';
import { grantOf } from '../records/form-grant.js';
import { tablesInView } from './tables-in-view.js';

export interface DefinitionEntry {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly title: Localized;
  /** The release that it is read from. */
  readonly version: number;
  /** The whole of it, where that was asked for. */
  readonly definition?: Definition;
}

/** Which definitions are listed, and how much of each. */
export interface ListOptions {
  readonly kind?: string;
  readonly full?: boolean;
}

const KEY = new RegExp(KEY_PATTERN);

const OF_RELEASE = `
  SELECT d.value AS definition
    FROM core.release r, jsonb_array_elements(r.definitions) d
   WHERE r.number = $1 AND d.value ->> 'kind' = $2 AND d.value ->> 'key' = $3`;

const HAS_TASK = `
  SELECT EXISTS (SELECT 1 FROM core.task WHERE assignee = $1 AND state = 'open' AND form = $2)
      OR EXISTS (SELECT 1 FROM core.task WHERE done_by = $1 AND state = 'done' AND form = $2) AS found`;

/** Definitions as user interfaces read them: designers all, others what belongs to the forms that they work with. */
@Injectable()
export class DefinitionReader {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
  ) {}

  async list(subject: Subject, { kind, full }: ListOptions = {}): Promise<readonly DefinitionEntry[]> {
    return this.inForce.read(async ({ release }) => {
      const view = viewOf(release, subject);
      const shown = release.definitions.filter(
        (each) => (kind === undefined || each.kind === kind) && isShown(release, subject, view, each),
      );
      const entries = shown.map((definition) => ({
        ...headOf(definition, release.number),
        ...(full === true ? { definition } : {}),
      }));
      return { value: entries };
    });
  }

  /** One definition of the release in force, or of an earlier one that a running instance follows. */
  async read(subject: Subject, kind: string, key: string, number?: string): Promise<Definition> {
    if (!Object.hasOwn(DEFINITION_SCHEMAS, kind) || !KEY.test(key)) throw notFound();
    return this.inForce.read(async ({ release }) => {
      const found = await this.find(release, kind as DefinitionKind, key, number);
      if (!found) throw notFound();
      const isOpen =
        isShown(release, subject, viewOf(release, subject), found) || (await this.isAtWork(subject, found));
      if (!isOpen) throw noRight({ kind, key });
      return { value: found };
    });
  }

  private async find(
    release: CompiledRelease,
    kind: DefinitionKind,
    key: string,
    number: string | undefined,
  ): Promise<Definition | undefined> {
    if (number === undefined || number === String(release.number)) return findDefinition(release, kind, key);
    if (!/^\d{1,9}$/.test(number)) throw badQuery('bad_parameter', ['release'], { name: 'release' });
    const { rows } = await this.database.query<{ definition: Definition }>(OF_RELEASE, [number, kind, key]);
    return rows[0]?.definition;
  }

  /** Whoever has a task on a record of a form needs the form to do it, whatever his roles say. */
  private async isAtWork(subject: Subject, definition: Definition): Promise<boolean> {
    const form = formBehind(definition);
    if (form === undefined) return false;
    const { rows } = await this.database.query<{ found: boolean }>(HAS_TASK, [subject.id, form]);
    return rows[0]?.found ?? false;
  }
}

function headOf({ kind, key, title }: Definition, version: number): DefinitionEntry {
  return { kind, key, title, version };
}

/** The forms that a subject works with, and those that they refer to. */
function formsInView(release: CompiledRelease, subject: Subject): ReadonlySet<string> {
  const used = [...release.models.values()].filter(({ key }) =>
    ['read', 'create'].some((action) => grantOf(release, subject, key, action).allowed),
  );
  const referred = used.flatMap(({ fields, lines }) =>
    [...fields, ...lines.flatMap((line) => line.fields)].flatMap(({ reference }) => reference?.form ?? []),
  );
  return new Set([...used.map(({ key }) => key), ...referred]);
}

interface View {
  readonly forms: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
}

function viewOf(release: CompiledRelease, subject: Subject): View {
  const forms = formsInView(release, subject);
  return { forms, tables: tablesInView(release, forms) };
}

function isShown(
  release: CompiledRelease,
  subject: Subject,
  { forms, tables }: View,
  definition: Definition,
): boolean {
  if (release.access.hasRight(kernelSubject(subject), 'design')) return true;
  // Screens compute what the server computes, so whoever works with forms reads the formulas that these call.
  // They also tell by which hours a task is due.
  // Fields take their choices from lists.
  if (['formula', 'calendar', 'choice-list'].includes(definition.kind)) return forms.size > 0;
  if (definition.kind === 'decision-table') return tables.has(definition.key);
  if (definition.kind === 'register')
    return release.access.canReadRegister(kernelSubject(subject), definition.key);
  if (definition.kind === 'reconciliation')
    return release.access.hasRight(kernelSubject(subject), 'reconcile');
  const form = formBehind(definition);
  return form !== undefined && forms.has(form);
}

/** The form that decides who reads a definition; the kinds that only designers read have none. */
function formBehind(definition: Definition): string | undefined {
  if (definition.kind === 'form') return definition.key;
  return definition.kind === 'flow' ? definition.form : undefined;
}
