import { Inject, Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import type { ConflictChoices } from '@dougong/kernel/metadata';
import { recordTables } from '../records/record-table.js';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { LISTEN_URL } from '../database/database-listener.js';
import { identifier } from '../database/sql-text.js';
import { notFound, Refusal } from '../http/refusal.js';
import { UNWATCHED } from '../jobs/long-work.js';
import type { LongWork } from '../jobs/long-work.js';
import { refusalOf } from '../releases/publisher.js';
import { OwnerConnection } from '../releases/tables/owner-connection.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { hasErrors, refuseOpen } from './change-plan.js';
import { InstalledTemplates } from './installed-templates.js';
import { TemplateChanges } from './template-changes.js';
import type { ChangeRequest, ChangeSource, PlannedChange } from './template-changes.js';

export interface RemovalOptions {
  /** What becomes of definitions that were changed here: removed too, unless kept by choice. */
  readonly choices?: ConflictChoices | undefined;
  /** `keep` leaves the records where they are; `purge` empties their tables. */
  readonly data: 'keep' | 'purge';
}

/** A form that goes, with what people have entered. */
export interface RemovedForm {
  readonly key: string;
  readonly title: Localized;
  readonly records: number;
  /** Whether documents of it stand in the ledger: those cannot be purged. */
  readonly posted: boolean;
}

export interface PlannedRemoval extends PlannedChange {
  /** Installed templates that stand on it; while there are some it cannot be removed. */
  readonly dependants: readonly string[];
  readonly forms: readonly RemovedForm[];
}

/** How long emptying waits for those who are reading or writing there. */
const PURGE_LOCK_MS = 10_000;

/** A removal that was carried out. */
export interface DoneRemoval extends PlannedRemoval {
  /** The release in force afterwards. */
  readonly release: number;
  /** The tables that are emptied after it. */
  readonly purge: readonly string[];
}

/** Takes a template away, after telling what goes with it. */
@Injectable()
export class TemplateRemoval {
  constructor(
    private readonly installed: InstalledTemplates,
    private readonly changes: TemplateChanges,
    private readonly releases: ReleaseRegistry,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
  ) {}

  /** What removing would take away, who still needs it; `findings` name what refers to what goes. Writes nothing. */
  async plan(key: string, { choices }: RemovalOptions): Promise<PlannedRemoval> {
    const { plan, dependants } = await this.planned(key, choices);
    return { ...plan, dependants, forms: await this.removedForms(plan) };
  }

  /** Removes a template; refused while others stand on it or refer to what it defines. */
  async remove(
    key: string,
    options: RemovalOptions,
    source: ChangeSource,
    work: LongWork = UNWATCHED,
  ): Promise<DoneRemoval> {
    await work.step({ code: 'comparing' });
    const { plan, request, dependants } = await this.planned(key, options.choices);
    if (dependants.length > 0)
      throw new Refusal(409, 'template_needed', [], { params: { template: key, templates: dependants } });
    if (hasErrors(plan)) throw refusalOf(plan.findings);
    refuseOpen(plan);
    const forms = await this.removedForms(plan);
    if (options.data === 'purge') refusePosted(forms);
    const tables = options.data === 'purge' ? await this.tablesOf(forms) : [];
    const settle = (release: number): DoneRemoval => ({ ...plan, dependants, forms, release, purge: tables });
    const release = await this.changes.publish(plan, request, source, { work, settle });
    await this.purge(key, tables, source);
    return settle(release);
  }

  private async planned(
    key: string,
    choices: ConflictChoices | undefined,
  ): Promise<{ plan: PlannedChange; request: ChangeRequest; dependants: readonly string[] }> {
    const before = await this.installed.read();
    if (!before.some((row) => row.key === key)) throw notFound();
    const dependants = before
      .filter(({ files }) => files.manifest.dependencies?.some((each) => each.key === key))
      .map((row) => row.key);
    const gone = new Set([key, ...dependants]);
    const after = before.filter((row) => !gone.has(row.key));
    const request: ChangeRequest = { action: 'uninstall', before, after, choices, prefer: 'theirs' };
    return { plan: await this.changes.plan(request), request, dependants };
  }

  private async removedForms({ changes }: PlannedChange): Promise<readonly RemovedForm[]> {
    const { models } = await this.releases.current();
    const keys = changes
      .filter((each) => each.kind === 'form' && each.change === 'removed')
      .map(({ key }) => key);
    const posted = await this.postedForms(keys);
    return Promise.all(
      keys.map(async (key) => {
        const { rows } = await this.database.query<{ records: number }>(
          `SELECT count(*)::integer AS records FROM data.${identifier(key)}`,
        );
        const title = models.get(key)?.definition.title ?? { 'zh-CN': key, en: key };
        return { key, title, records: rows[0]?.records ?? 0, posted: posted.has(key) };
      }),
    );
  }

  private async postedForms(forms: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.query<{ form: string }>(
      `SELECT f.form FROM unnest($1::text[]) f(form)
        WHERE EXISTS (SELECT FROM ledger.posting p WHERE p.source_type = f.form)`,
      [forms],
    );
    return new Set(rows.map(({ form }) => form));
  }

  private async tablesOf(forms: readonly RemovedForm[]): Promise<readonly string[]> {
    const { models } = await this.releases.current();
    return forms.flatMap(({ key }) => {
      const model = models.get(key);
      if (!model) return [];
      const { header, lines } = recordTables(model);
      return [header, ...lines].map(({ name }) => name);
    });
  }

  /** Empties the tables of forms that went, for good; doing so again changes nothing. They belong to their owner, and only he may. The tables
   *  themselves stay, as those of every removed form. */
  async purge(key: string, tables: readonly string[], source: ChangeSource): Promise<void> {
    if (tables.length === 0) return;
    const owner = await OwnerConnection.open(this.ownerUrl);
    try {
      await owner.transaction(PURGE_LOCK_MS, async (session) => {
        await session.query(`TRUNCATE ${tables.join(', ')}`);
        await session.query('DELETE FROM core.seed_ref WHERE template = $1', [key]);
        const { actor, ...rest } = source;
        const changes = tables.map((table) => ({ path: `/table/${table}` }));
        await this.audit.write(session, {
          ...rest,
          actor,
          action: 'template:purge',
          outcome: 'done',
          changes,
        });
      });
    } finally {
      await owner.close();
    }
  }
}

/** What stands in the ledger must stay explicable. */
function refusePosted(forms: readonly RemovedForm[]): void {
  const posted = forms.filter((form) => form.posted);
  if (posted.length === 0) return;
  throw new Refusal(
    409,
    'template_data_posted',
    posted.map(({ key, title, records }) =>
      issue('form_posted', `/form/${key}`, { form: title, count: records }),
    ),
  );
}
