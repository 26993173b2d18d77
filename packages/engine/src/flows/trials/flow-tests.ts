import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledFlow } from '@dougong/kernel/flows';
import type { FlowTest, TestedPerson } from '@dougong/kernel/metadata';
import { Refusal } from '../../http/refusal.js';
import type { DirectorySnapshot } from '../../people/directory.js';
import { attempt } from './attempt.js';
import { matchedValues } from './matched-values.js';
import { PLACES } from './task-at-node.js';
import { difference, judgeTest } from './test-judge.js';
import type { TestDifference, TestFound } from './test-judge.js';
import { TrialPlay } from './trial-play.js';
import type { Played } from './trial-play.js';
import { TrialRuns } from './trial-runs.js';
import type { TrialWorld } from './trial-world.js';

/** What became of one test of a flow. */
export interface TestOutcome {
  readonly test: string;
  readonly passed: boolean;
  /** It could not be played, because people or records of it are missing today. */
  readonly missing?: true;
  readonly differences: readonly TestDifference[];
}

/** By what tests are played. */
export interface TestGround {
  readonly release: CompiledRelease;
  readonly people: DirectorySnapshot;
}

const OPEN = `
  WITH place AS (${PLACES})
  SELECT p.prefix || t.node_id AS node, t.assignee AS user FROM core.task t JOIN place p ON p.id = t.instance_id
   WHERE t.state = 'open' AND t.kind <> 'cc' ORDER BY t.opened_at, t.id`;

const STATUS = `
  SELECT status FROM core.flow_instance WHERE form = $1 AND record_id = $2 AND parent_id IS NULL
   ORDER BY started_at DESC, id DESC LIMIT 1`;

/** Plays the saved tests of flows, each in a world of its own of which nothing stays. */
@Injectable()
export class FlowTests {
  constructor(private readonly runs: TrialRuns) {}

  /** Plays them one after another. */
  async run(
    ground: TestGround,
    flow: CompiledFlow,
    tests: readonly FlowTest[],
  ): Promise<readonly TestOutcome[]> {
    const outcomes: TestOutcome[] = [];
    for (const test of tests) outcomes.push(await this.runOne(ground, flow, test));
    return outcomes;
  }

  private async runOne(ground: TestGround, flow: CompiledFlow, test: FlowTest): Promise<TestOutcome> {
    const { people } = ground;
    const starter = personOf(test.starter, people);
    const absent = absentOf(test, people);
    if (starter === undefined || absent.length > 0) return missing(test, 'test_people_missing', absent);
    return this.runs.run({ ...ground, at: test.at, name: flow.key }, async (world, { ids }) => {
      const play = new TrialPlay(world, flow, ids(), starter);
      const values = await matchedOf(world, play, test);
      if (values === undefined) return missing(test, 'test_records_missing', []);
      const found = await playOut(play, test, values);
      const differences = judgeTest(test.expect, found, people);
      return { test: test.name, passed: differences.length === 0, differences };
    });
  }
}

/** Values with the records of today; nothing where they do not fit. */
async function matchedOf(
  { database, terms }: TrialWorld,
  { target }: TrialPlay,
  { record }: FlowTest,
): Promise<Record<string, unknown> | undefined> {
  try {
    return await matchedValues({ database, release: terms.release }, target.form, record.values, '');
  } catch (error) {
    if (error instanceof Refusal && error.issues.some(({ code }) => code === 'match_not_one'))
      return undefined;
    throw error;
  }
}

async function playOut(play: TrialPlay, { steps }: FlowTest, values: unknown): Promise<TestFound> {
  const told: string[] = [];
  const deeds = [() => play.create(values), ...steps.map((step) => () => play.carryOut(step))];
  for (const [step, deed] of deeds.entries()) {
    const played = await attempt(deed);
    if (played instanceof Refusal)
      return { ...(await foundAt(play)), notified: told, refused: { step, codes: codesOf(played) } };
    told.push(...notifiedIn(played));
  }
  return { ...(await foundAt(play)), notified: told };
}

function codesOf({ code, issues }: Refusal): readonly string[] {
  return [...new Set([code, ...issues.map((each) => each.code)])];
}

async function foundAt(play: TrialPlay): Promise<Omit<TestFound, 'notified' | 'refused'>> {
  const { database } = play.world;
  const { form, id } = play.target;
  const place = [form, id];
  const status = await database.query<{ readonly status: string }>(STATUS, place);
  const open = await database.query<{ readonly node: string; readonly user: string }>(OPEN, place);
  return {
    status: status.rows[0]?.status ?? 'none',
    state: await play.state(),
    path: play.path,
    open: open.rows,
  };
}

function notifiedIn({ written, reminders }: Played): readonly string[] {
  return [
    ...written.flatMap(({ effects }) => effects.notifications.flatMap(({ to }) => to)),
    ...reminders.flatMap(({ users }) => users),
  ];
}

function personOf({ role, user }: TestedPerson, people: DirectorySnapshot): string | undefined {
  if (user !== undefined) return people.isActive(user) ? user : undefined;
  return people.usersOfRole(role ?? '').find((each) => people.isActive(each));
}

/** People whom the test names and who are not there today. */
function absentOf({ starter, steps, expect }: FlowTest, people: DirectorySnapshot): readonly string[] {
  const roles = [starter, ...(expect.open ?? []), ...(expect.notified ?? [])];
  const named = steps.flatMap(({ by, user, users = [] }) => [by, user, ...users]);
  return [
    ...roles
      .filter((each) => (each.role ?? each.user) !== undefined && personOf(each, people) === undefined)
      .map(({ role, user }) => role ?? user ?? ''),
    ...named.filter((user) => user !== undefined).filter((user) => !people.isActive(user)),
  ];
}

function missing(
  { name }: FlowTest,
  code: 'test_people_missing' | 'test_records_missing',
  found: readonly string[],
): TestOutcome {
  return { test: name, passed: false, missing: true, differences: [difference('missing', code, found, '-')] };
}
