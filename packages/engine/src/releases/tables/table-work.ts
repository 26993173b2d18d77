import { Inject, Injectable } from '@nestjs/common';
import type { SqlSession } from '../../database/sql-session.js';
import type { Log } from '../../log.js';
import { LOG } from '../../ports.js';
import { fillLeft } from './fill-shadow.js';
import type { OwnerConnection } from './owner-connection.js';
import { fillRest, LEFT_MAX, notConverted, runStep } from './prepare-tables.js';
import { PublishRuns } from './publish-runs.js';
import type { OpenRun, PublishPhase, PublishProgress } from './publish-runs.js';
import { dropStatement, objectName } from './table-objects.js';
import type { TableObject } from './table-objects.js';
import { lockStatement, swapStatements } from './table-sql.js';
import type { TablePlan } from './table-steps.js';

/** Hears how far a publish has come. */
export type ProgressListener = (progress: PublishProgress) => void | Promise<void>;

/** A publish under way. */
export interface Underway {
  readonly owner: OwnerConnection;
  readonly run: string;
  readonly plan: TablePlan;
  readonly listen: ProgressListener;
}

/** Writers have left more to convert than the moment of the switch allows. */
export class TooMuchLeft extends Error {}

/** Nobody waits for the finishing, so it does not insist. */
const FINISH_ATTEMPTS_MAX = 5;

/** Carries out what a plan says about tables, and takes back or finishes what others left undone. */
@Injectable()
export class TableWork {
  constructor(
    private readonly runs: PublishRuns,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Everything before the switch; nobody sees anything of it. */
  async prepare({ owner, run, plan, listen }: Underway): Promise<void> {
    const stepsTotal = plan.prepare.length;
    for (const [stepsDone, step] of plan.prepare.entries()) {
      const tell = (done: number, total: number) =>
        this.tell(owner, listen, {
          run,
          phase: 'prepare',
          step: `${step.kind} ${step.table}`,
          done,
          total,
          stepsDone,
          stepsTotal,
        });
      await tell(0, 0);
      await runStep(owner, step, tell);
    }
  }

  /** Says that a phase begins. */
  async enter({ owner, run, plan, listen }: Underway, phase: PublishPhase): Promise<void> {
    const steps = plan.prepare.length;
    const progress = { run, phase, step: null, done: 0, total: 0, stepsDone: steps, stepsTotal: steps };
    if (phase === 'prepare' || phase === 'switch') await this.tell(owner, listen, progress);
    else await listen(progress);
  }

  /** Within the transaction of the switch: the last values are converted, then columns and indexes change their names. */
  async swap(session: SqlSession, { conversions, indexSwaps }: TablePlan): Promise<void> {
    const lock = lockStatement(conversions);
    if (lock === undefined) return;
    await session.query(lock);
    for (const conversion of conversions) {
      const result = await fillLeft(session, conversion, LEFT_MAX + 1);
      if (result.failed > 0) throw notConverted(conversion, [result]);
      if (result.rows > LEFT_MAX) throw new TooMuchLeft();
    }
    for (const statement of swapStatements(conversions, indexSwaps)) await session.query(statement);
  }

  /** Converts outside of the switch what was too much for it. */
  async fillRest({ owner, plan }: Underway): Promise<void> {
    for (const conversion of plan.conversions) await fillRest(owner, conversion);
  }

  /** Drops what the switch has left without use. What cannot be dropped now is dropped with the next publish or start. */
  async finish(owner: OwnerConnection, { id, outlived }: Pick<OpenRun, 'id' | 'outlived'>): Promise<boolean> {
    try {
      for (const object of outlived)
        await owner.alter(dropStatement(object), object.table, false, FINISH_ATTEMPTS_MAX);
      await this.runs.end(owner, id, 'done');
      return true;
    } catch (error) {
      this.log.warn({ error, publish: id }, 'what a publish has replaced is still to be dropped');
      return false;
    }
  }

  /**
   * Ends the publishes that did not come to their end: one that had switched is finished, of another one only what is needed now
   * stays and is taken over. Only for whoever holds the publish lock.
   */
  async settle(
    owner: OwnerConnection,
    needed: ReadonlySet<string>,
  ): Promise<{ readonly ended: number; readonly takenOver: readonly TableObject[] }> {
    const open = await this.runs.open(owner);
    const takenOver: TableObject[] = [];
    for (const run of open) {
      if (run.phase === 'finish') await this.finish(owner, run);
      else {
        await this.undo(owner, run, needed);
        await this.runs.end(owner, run.id, 'failed', 'interrupted');
        takenOver.push(...run.made.filter((object) => needed.has(objectName(object))));
      }
    }
    return { ended: open.length, takenOver };
  }

  /** Takes back what a publish has made, the last first; what somebody needs stays. */
  async undo(
    owner: OwnerConnection,
    { made }: Pick<OpenRun, 'made'>,
    needed: ReadonlySet<string> = new Set(),
  ): Promise<void> {
    const dropped = [...made].reverse().filter((object) => !needed.has(objectName(object)));
    for (const object of dropped)
      await owner.alter(dropStatement(object), object.table, object.kind === 'index');
  }

  private async tell(
    owner: OwnerConnection,
    listen: ProgressListener,
    progress: PublishProgress,
  ): Promise<void> {
    await this.runs.tell(owner, progress);
    await listen(progress);
  }
}
