import { Injectable } from '@nestjs/common';
import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease, Effects } from '@dougong/kernel/commands';
import { OpenLedger } from '@dougong/kernel/registers';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { LedgerPeriods } from '../registers/ledger-periods.js';
import type { DayFaults, EnteredPeriods } from '../registers/ledger-periods.js';
import { LedgerStore } from '../registers/ledger-store.js';
import type { PreparedLedger } from '../registers/ledger-store.js';
import {
  LIMIT_ROUNDS_MAX,
  recordsAtHand,
  recordsOfLimits,
  sidesOf,
  watchedBalances,
} from '../rules/occasions/threshold-sides.js';
import type { BalanceSide, Watched } from '../rules/occasions/threshold-sides.js';
import type { CommandRun } from './command-run.js';
import { CommandWriter } from './command-writer.js';
import type { CommandOutcome, Posted } from './command-writer.js';
import { RunFacts } from './run-facts.js';
import { daysOf, postingsInOpenPeriods, refuseClosedElsewhere, settleOrRefuse } from './settlement.js';

/** A command that was decided: what is left to do is to settle and to write it. */
export interface DecidedCommand {
  readonly run: CommandRun;
  readonly effects: Effects;
}

/** A command whose postings are settled. */
export interface SettledCommand extends DecidedCommand {
  readonly posted: Posted;
}

/** The ledger under lock, for commands that post together, and what speaks against their days. */
export interface EnteredLedger {
  readonly ledger: PreparedLedger;
  /** The same as those leave it that are settled already. */
  readonly open: OpenLedger;
  readonly faults: (run: CommandRun) => DayFaults;
  readonly costOnlyIn: EnteredPeriods['costOnlyIn'];
}

/** From a decision to what is written: locks what it touches, settles its postings, writes all of it. */
@Injectable()
export class PostingPath {
  constructor(
    private readonly periods: LedgerPeriods,
    private readonly ledger: LedgerStore,
    private readonly writer: CommandWriter,
    private readonly facts: RunFacts,
  ) {}

  async settleAndWrite(session: SqlSession, run: CommandRun, effects: Effects): Promise<CommandOutcome> {
    if (effects.postings.length === 0) return this.writer.write(session, { run, effects });
    const command = { run, effects };
    const settled = await this.settle(session, command, await this.enter(session, [command]));
    return this.writer.write(session, settled);
  }

  /**
   * Locks what the commands touch, once for all of them, in one trip. The closing of periods is kept out first: whoever closes
   * waits for nobody that waits for him. All go by one release and were sent on one day.
   */
  async enter(session: SqlSession, commands: readonly DecidedCommand[]): Promise<EnteredLedger> {
    const { release, today } = (commands[0] as DecidedCommand).run;
    const postings = commands.flatMap(({ effects }) => effects.postings);
    const days = daysOf(postings);
    const rights = [...new Set(commands.map(({ run }) => mayPostInSoftClosed(run)))];
    const registers = registersOf(release, postings);
    const [periods, ledger] = await Promise.all([
      Promise.all(rights.map((right) => this.periods.enter(session, days, right))),
      this.ledger.prepare(session, registers, postings, (form) => modelOf(release, form)),
    ]);
    const periodsOf = (run: CommandRun) =>
      periods[rights.indexOf(mayPostInSoftClosed(run))] as EnteredPeriods;
    const { costOnlyThrough, costOnlyIn } = periods[0] as EnteredPeriods;
    const open = OpenLedger.open(postings, ledger.facts, { today, costOnlyThrough });
    return { ledger, open, faults: (run) => periodsOf(run).faults, costOnlyIn };
  }

  /** Settles one command against the ledger as it stands under lock. Throws a refusal. */
  async settle(
    session: SqlSession,
    { run, effects }: DecidedCommand,
    { ledger, open, faults, costOnlyIn }: EnteredLedger,
  ): Promise<SettledCommand> {
    const { open: inOpen, notes } = postingsInOpenPeriods(effects.postings, faults(run));
    const requests = inOpen.map((each) =>
      each.organisations ? { ...each, costOnlyThrough: costOnlyIn(each.organisations) } : each,
    );
    const settled = settleOrRefuse(requests, open);
    refuseClosedElsewhere(settled.postings, registersOf(run.release, requests), faults(run));
    const noted = { ...effects, notes: [...effects.notes, ...notes, ...settled.notes] };
    const watched = watchedBalances(run.release, settled.postings, ledger);
    const sides = await this.sides(session, { run, effects }, watched);
    return { run, effects: noted, posted: { settled: settled.postings, ledger, sides } };
  }

  /** Writes what was settled on one ledger, one command after the other, in one statement. */
  write(session: SqlSession, commands: readonly SettledCommand[]): Promise<readonly CommandOutcome[]> {
    return this.writer.writeTogether(session, commands);
  }

  /** On which side of their limits the balances come; limits that records hold cost a reading for each reference on the way. */
  private async sides(
    session: SqlSession,
    { run, effects }: DecidedCommand,
    watched: readonly Watched[],
  ): Promise<readonly BalanceSide[]> {
    if (watched.length === 0) return [];
    const atHand = () => recordsAtHand(effects, run.facts.references);
    const variables = { actor: run.request.subject.id, now: run.at, today: run.today };
    for (let round = 1; round <= LIMIT_ROUNDS_MAX; round += 1) {
      const references = recordsOfLimits(watched, atHand(), variables);
      if (references.length === 0) break;
      await this.facts.read(session, run, { references });
    }
    return sidesOf(watched, atHand(), variables);
  }
}

function mayPostInSoftClosed({ request }: CommandRun): boolean {
  return request.subject.rights.post_in_soft_closed;
}

/** Those of the release in force, for what earlier postings moved; those of the postings themselves may be older ones. */
function registersOf(
  { registers }: CompiledRelease,
  postings: Effects['postings'],
): ReadonlyMap<string, CompiledRegister> {
  return new Map([...registers, ...postings.flatMap(({ posting }) => [...posting.registers])]);
}
