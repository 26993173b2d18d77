import { Injectable } from '@nestjs/common';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { LiveUses } from '../design/live-uses.js';
import { conversionsBetween, fieldPlace, impossibleConversions } from './conversions.js';
import type { Conversion } from './conversions.js';
import { desiredTables } from './desired-tables.js';
import type { OwnerConnection } from './owner-connection.js';
import { RemovedFields } from './removed-fields.js';
import type { TableObject } from './table-objects.js';
import { madeByPlan, neededObjects, planTables } from './table-plan.js';
import { readTableState } from './table-state.js';
import type { TableState } from './table-state.js';
import type { TablePlan } from './table-steps.js';
import { TableWork } from './table-work.js';

/** A plan, or why there can be none. */
export interface MadePlan {
  readonly plan: TablePlan;
  readonly findings: readonly ReleaseFinding[];
  /** What must be taken away when the publish fails: what it makes, and what it takes over from one that was interrupted. */
  readonly made: readonly TableObject[];
}

const NO_PLAN: TablePlan = { prepare: [], conversions: [], indexSwaps: [], finish: [] };

/** Works out what a publish must do to the tables. */
@Injectable()
export class PublishPlans {
  constructor(
    private readonly removed: RemovedFields,
    private readonly work: TableWork,
    private readonly live: LiveUses,
  ) {}

  /** Ends interrupted publishes first; what they made and this one needs is taken over. */
  async make(owner: OwnerConnection, before: CompiledRelease, after: CompiledRelease): Promise<MadePlan> {
    const impossible = [...impossibleConversions(before, after), ...(await this.removed.findings(after))];
    if (impossible.length > 0) return { plan: NO_PLAN, findings: impossible, made: [] };
    const conversions = conversionsBetween(before, after);
    const used = await this.live.findings(before, after, conversions);
    if (used.length > 0) return { plan: NO_PLAN, findings: used, made: [] };
    const ground = { before, after, conversions };
    const { takenOver } = await this.work.settle(owner, neededObjects(ground));
    const state = await readTableState(owner.client);
    const plan = planTables(ground, state);
    const findings = strangers(after, state, conversions);
    return { plan, findings, made: [...takenOver, ...madeByPlan(plan)] };
  }

  /** Within the switch. */
  async noteRemoved(
    session: SqlSession,
    before: CompiledRelease,
    after: CompiledRelease,
    actor: string | null,
  ): Promise<void> {
    await this.removed.note(session, before, after, actor);
  }
}

/** Columns that stand with another type than their field asks for, from before what is removed was kept account of. */
function strangers(
  after: CompiledRelease,
  { tables }: TableState,
  conversions: readonly Conversion[],
): readonly ReleaseFinding[] {
  const converted = new Set(conversions.map(({ table, to }) => `${table} ${to.key}`));
  return desiredTables(after).flatMap(({ table, form, columns }) =>
    columns.flatMap(({ name, type, field }) => {
      const present = tables.get(table)?.get(name);
      if (!field || present === undefined || present === type || converted.has(`${table} ${name}`)) return [];
      const found = issue('key_of_removed_data', fieldPlace(field), { field: field.path });
      return [{ ...found, definition: { kind: 'form' as const, key: form } }];
    }),
  );
}
