import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';
import type { MenuDefinition, MenuEntry } from '@dougong/kernel/metadata';
import { HEAD } from '../commands/record-query.js';
import { Database } from '../database/database.js';
import type { DatabaseUsage, SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { administers } from '../flows/flow-rights.js';
import type { Subject } from '../identity/subject.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import { grantOf } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import type { SeenHead } from '../records/in-force.js';
import { OPEN_TASKS } from '../tasks/task-query.js';

export interface FormEntry {
  readonly key: string;
  readonly title: Localized;
  readonly usage: string;
  readonly can: {
    readonly read: boolean;
    readonly create: boolean;
    readonly update: boolean;
    readonly delete: boolean;
    /** Bring files in. */
    readonly import: boolean;
    /** Take records out as files. */
    readonly export: boolean;
    /** Give out links to the progress of records; only where the form offers it. */
    readonly print: boolean;
    readonly share: boolean;
    /** Actions of the lifecycle. */
    readonly actions: readonly string[];
  };
  /** Fields that are never shown to this subject. */
  readonly hidden: readonly string[];
  /** Fields of which the subject is shown the ends. */
  readonly masked: readonly string[];
}

export interface FlowEntry {
  readonly key: string;
  readonly title: Localized;
  readonly form: string;
  readonly can: {
    /** See its figures, over the records that the subject may see. */
    readonly read: boolean;
    /** Look after its instances. */
    readonly administer: boolean;
  };
}

export interface ApplicationView {
  readonly application: { readonly key: string; readonly title: Localized; readonly version: string } | null;
  readonly release: { readonly number: number };
  readonly menu: MenuDefinition['sections'];
  readonly forms: readonly FormEntry[];
  readonly registers: readonly { readonly key: string; readonly title: Localized }[];
  readonly flows: readonly FlowEntry[];
  readonly taskCount: number;
}

interface FirstPageRow extends SeenHead {
  readonly application: ApplicationView['application'];
  readonly tasks: number;
  readonly [column: string]: unknown;
}

/** An application is called after the template that was installed first; later ones extend it. */
const FIRST_PAGE = `
  SELECT ${HEAD}, ${OPEN_TASKS} AS tasks,
    (SELECT jsonb_build_object('key', a.key, 'version', a.version, 'title', a.files -> 'manifest' -> 'title')
       FROM core.installed_template a ORDER BY a.installed_at, a.key LIMIT 1) AS application`;

/** What a user interface needs before its first page: the menu, what may be done, how much is waiting. */
@Injectable()
export class ApplicationViews {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
  ) {}

  view(subject: Subject, usage?: DatabaseUsage): Promise<ApplicationView> {
    return this.inForce.read(async ({ release }) => {
      const row = await this.database.withSession((session) => firstPage(session, subject), usage);
      return { head: row, value: viewOf(release, subject, row) };
    });
  }
}

async function firstPage(session: SqlSession, subject: Subject): Promise<FirstPageRow> {
  const { rows } = await session.prepared<FirstPageRow>(statementName(FIRST_PAGE), FIRST_PAGE, [subject.id]);
  return rows[0] as FirstPageRow;
}

function viewOf(
  release: CompiledRelease,
  subject: Subject,
  { application, tasks }: FirstPageRow,
): ApplicationView {
  const forms = [...release.models.values()].map((model) => formEntry(release, subject, model));
  const registers = [...release.registers.values()].filter(({ key }) =>
    release.access.canReadRegister(kernelSubject(subject), key),
  );
  return {
    application,
    release: { number: release.number },
    menu: menuOf(release, subject),
    forms: forms.filter(({ can }) => can.read || can.create || can.update || can.actions.length > 0),
    registers: registers.map(({ key, title }) => ({ key, title })),
    flows: flowEntries(release, subject),
    taskCount: tasks,
  };
}

function formEntry(release: CompiledRelease, subject: Subject, model: FormModel): FormEntry {
  const can = (action: string) => grantOf(release, subject, model.key, action).allowed;
  const { hidden, masked } = grantOf(release, subject, model.key, 'read');
  return {
    key: model.key,
    title: model.title,
    usage: model.definition.usage,
    can: {
      read: can('read'),
      create: can('create'),
      update: can('update'),
      delete: can('delete'),
      import: can('import'),
      export: can('read') && can('export'),
      print: can('read') && can('print'),
      share: model.definition.progress !== undefined && can('read') && can('share'),
      actions: [...model.lifecycle.actions.keys()].filter(can),
    },
    hidden: [...hidden].filter((path) => !masked.has(path)),
    masked: [...masked.keys()],
  };
}

/** Flows that the subject has to do with. */
function flowEntries(release: CompiledRelease, subject: Subject): FlowEntry[] {
  const entries = [...release.flows.values()].map(({ key, definition }) => {
    const administer = administers(subject, definition);
    const read = administer || grantOf(release, subject, definition.form, 'read').allowed;
    return { key, title: definition.title, form: definition.form, can: { read, administer } };
  });
  return entries.filter(({ can }) => can.read);
}

/** The menu without what the subject may not open, and without sections that are empty then. */
function menuOf(release: CompiledRelease, subject: Subject): MenuDefinition['sections'] {
  return release.menus
    .flatMap((menu) => menu.sections)
    .map((section) => ({
      ...section,
      entries: section.entries.filter((entry) => mayOpen(release, subject, entry)),
    }))
    .filter((section) => section.entries.length > 0);
}

function mayOpen(release: CompiledRelease, subject: Subject, entry: MenuEntry): boolean {
  if ('form' in entry) return grantOf(release, subject, entry.form, 'read').allowed;
  if ('register' in entry) return release.access.canReadRegister(kernelSubject(subject), entry.register);
  return release.access.hasRight(kernelSubject(subject), 'vouchers');
}
