import { Injectable } from '@nestjs/common';
import type { ConflictChoices } from '@dougong/kernel/metadata';
import { composeTemplates } from '@dougong/kernel/templates';
import { Database } from '../database/database.js';
import { notFound, Refusal } from '../http/refusal.js';
import { UNWATCHED } from '../jobs/long-work.js';
import type { LongWork } from '../jobs/long-work.js';
import { lockOutWarnings } from '../releases/lock-out.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { planMerge, refuseOpen } from './change-plan.js';
import type { PreferredSide } from './change-plan.js';
import { InstalledTemplates, layerOf } from './installed-templates.js';
import type { InstalledTemplate } from './installed-templates.js';
import { changedTemplates, TemplateChanges } from './template-changes.js';
import type { ChangedTemplate, ChangeSource, PlannedChange } from './template-changes.js';

/** A change of templates that was made. */
export interface TemplateChangeEntry {
  readonly id: string;
  readonly at: string;
  readonly by: string | null;
  readonly action: string;
  readonly templates: readonly ChangedTemplate[];
  readonly releaseBefore: number;
  readonly releaseAfter: number;
  /** The change that it took back; the one that took it back. */
  readonly reverts: string | null;
  readonly revertedBy: string | null;
  readonly [column: string]: unknown;
}

/** A change that was taken back, and the release in force afterwards. */
export interface RevertedChange extends PlannedChange {
  readonly release: number;
}

interface RevertibleChange extends TemplateChangeEntry {
  readonly installedBefore: readonly InstalledTemplate[];
}

const ENTRY = `
  c.id::text AS id, c.at, u.name AS by, c.action, c.templates, c.release_before AS "releaseBefore",
  c.release_after AS "releaseAfter", c.reverts::text AS reverts,
  (SELECT r.id::text FROM core.template_change r WHERE r.reverts = c.id) AS "revertedBy"`;

const LATEST = `
  SELECT ${ENTRY}, c.installed_before AS "installedBefore"
    FROM core.template_change c LEFT JOIN core.user_account u ON u.id = c.actor
   WHERE c.reverts IS NULL AND NOT EXISTS (SELECT FROM core.template_change r WHERE r.reverts = c.id)
   ORDER BY c.id DESC LIMIT 1`;

/** Takes changes of templates back, the last one first. */
@Injectable()
export class TemplateReverts {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly installed: InstalledTemplates,
    private readonly changes: TemplateChanges,
  ) {}

  /** The latest changes, newest first. */
  async history(limit: number): Promise<readonly TemplateChangeEntry[]> {
    const { rows } = await this.database.query<TemplateChangeEntry>(
      `SELECT ${ENTRY} FROM core.template_change c LEFT JOIN core.user_account u ON u.id = c.actor
        ORDER BY c.id DESC LIMIT $1`,
      [limit],
    );
    return rows;
  }

  /**
   * What taking the last change back would do: what it changed is as before, what was changed since by others stays. Nothing is
   * lost of the data: columns and tables stay.
   */
  async plan(choices?: ConflictChoices, prefer?: PreferredSide): Promise<PlannedChange> {
    return (await this.planned(choices, prefer)).plan;
  }

  async revert(
    source: ChangeSource,
    choices?: ConflictChoices,
    prefer?: PreferredSide,
    work: LongWork = UNWATCHED,
  ): Promise<RevertedChange> {
    await work.step({ code: 'comparing' });
    const { plan, before, last } = await this.planned(choices, prefer);
    refuseOpen(plan);
    const request = { before, after: last.installedBefore };
    const settle = (release: number): RevertedChange => ({ ...plan, release });
    return settle(await this.changes.publish(plan, request, source, { reverts: last.id, work, settle }));
  }

  private async planned(choices: ConflictChoices | undefined, prefer: PreferredSide | undefined) {
    const { rows } = await this.database.query<RevertibleChange>(LATEST);
    const last = rows[0];
    if (!last) throw notFound();
    const [before, current] = [await this.installed.read(), await this.releases.refresh()];
    if (last.releaseAfter > current.number) throw new Refusal(412, 'stale_templates');
    const [base, theirs] = [
      await this.releases.load(last.releaseAfter),
      await this.releases.load(last.releaseBefore),
    ];
    const merged = planMerge({
      base: base.definitions,
      mine: current.definitions,
      theirs: theirs.definitions,
      number: current.number + 1,
      choices,
      prefer,
    });
    const composed = composeTemplates(last.installedBefore.map(layerOf));
    const templates = changedTemplates({ before, after: last.installedBefore });
    const locked = await lockOutWarnings(this.database, current.definitions, merged.definitions);
    const findings = [...merged.findings, ...locked];
    const plan: PlannedChange = {
      ...merged,
      findings,
      composed,
      templates,
      action: 'revert',
      base: current.number,
    };
    return { plan, before, last };
  }
}
