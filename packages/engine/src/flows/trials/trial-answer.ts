import type { RecordData } from '@dougong/kernel/expression';
import { maskRecord } from '@dougong/kernel/access';
import { modelOf } from '@dougong/kernel/commands';
import type { Localized } from '@dougong/kernel/foundation';
import type { Subject } from '../../identity/subject.js';
import { editableFields } from '../../records/editable-fields.js';
import { recordActions } from '../../records/record-actions.js';
import { namedIn } from '../../records/record-page.js';
import { userNames } from '../../records/user-names.js';
import type { UserNames } from '../../records/user-names.js';
import type { VisibleRecord } from '../../records/visible-record.js';
import type { FlowNodeView } from '../record-flow.js';
import { nextDue } from './due-work.js';
import { takenLines } from './taken-lines.js';
import { PLACES } from './task-at-node.js';
import type { ToldStep } from './told-step.js';
import type { TrialPlay } from './trial-play.js';

/** Where everything stands when the steps have been played. */

export interface TrialTask {
  readonly node: string;
  readonly assignee: string;
  readonly kind: string;
  readonly openedAt: string;
  readonly dueAt?: string;
  /** What the holder may do with it now. */
  readonly actions: readonly string[];
  readonly editable: readonly string[];
  readonly required: readonly string[];
}

export type TrialNode = Pick<
  FlowNodeView,
  'id' | 'state' | 'visits' | 'people' | 'due' | 'outcome' | 'stuck'
>;

export interface TrialStanding {
  readonly record: RecordData;
  readonly flow: {
    readonly status: string;
    readonly reason?: string;
    readonly nodes: readonly TrialNode[];
    /** The nodes in the order in which they were entered since the trial began. */
    readonly path: readonly string[];
    readonly taken: readonly string[];
  };
  readonly tasks: readonly TrialTask[];
  readonly next?: { readonly at: string; readonly words: Localized };
}

export interface TrialAnswer extends TrialStanding {
  /** Every step was played. */
  readonly complete: boolean;
  readonly steps: readonly ToldStep[];
  readonly users: UserNames;
  /** Drafts that cannot be tried before they are published. */
  readonly left: readonly { readonly kind: string; readonly key: string }[];
}

/** Nothing was started. */
const NOT_STARTED: TrialStanding['flow'] = { status: 'none', nodes: [], path: [], taken: [] };

const NEXT_WORDS: Localized = { 'zh-CN': '下一个计时到期', en: 'The next timer falls due' };

interface TaskRow {
  readonly id: string;
  readonly node: string | null;
  readonly assignee: string;
  readonly kind: string;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly [column: string]: unknown;
}

const OPEN = `
  WITH place AS (${PLACES})
  SELECT t.id, coalesce(p.prefix, '') || t.node_id AS node, t.assignee, t.kind, t.opened_at AS "openedAt", t.due_at AS "dueAt"
    FROM core.task t LEFT JOIN place p ON p.id = t.instance_id
   WHERE t.form = $1 AND t.record_id = $2 AND t.state = 'open' AND t.kind <> 'cc' ORDER BY t.opened_at, t.id`;

/** The record, its flow and its to-dos as they are now, as the person trying is shown them. */
export async function standingOf(play: TrialPlay, subject: Subject): Promise<TrialStanding> {
  const { world, target } = play;
  const record = await world.visible.with({ subject, ...target }, ({ record: whole, hidden }) =>
    Promise.resolve(maskRecord(whole, hidden)),
  );
  const due = await nextDue(world, play.records);
  return {
    record,
    flow: await flowOf(play, subject),
    tasks: await tasksOf(play),
    ...(due === undefined ? {} : { next: { at: due, words: NEXT_WORDS } }),
  };
}

/** Where nothing stands: the sample could not be made. */
export const NOWHERE: TrialStanding = { record: {}, flow: NOT_STARTED, tasks: [] };

/** Names of all the people whom an answer speaks of. */
export function peopleOf(
  play: TrialPlay,
  { record, flow, tasks }: TrialStanding,
  steps: readonly ToldStep[],
): UserNames {
  const { people, release } = play.world.terms;
  return userNames(people, [
    play.starter,
    ...namedIn(modelOf(release, play.target.form), record).users,
    ...flow.nodes.flatMap((node) => node.people),
    ...tasks.map(({ assignee }) => assignee),
    ...steps.flatMap(({ by, events, notifications }) => [
      by,
      ...events.map(({ actor }) => actor),
      ...notifications.flatMap(({ to }) => to),
    ]),
  ]);
}

async function flowOf(play: TrialPlay, subject: Subject): Promise<TrialStanding['flow']> {
  const { instances } = await play.world.flows.flow({ subject, ...play.target });
  const main = instances.find(({ parent }) => parent === undefined);
  if (!main) return NOT_STARTED;
  const visits = new Map(main.nodes.map(({ id, visits: count }) => [id, count]));
  const drawing = play.world.releases.loaded(main.flow.release)?.flows.get(main.flow.key) ?? play.flow;
  return {
    status: main.status,
    ...(main.reason === undefined ? {} : { reason: main.reason }),
    nodes: main.nodes.map(shownNode),
    path: play.path,
    taken: takenLines(drawing, main.events, (node) => visits.get(node) ?? 0),
  };
}

function shownNode({ id, state, visits, people, due, outcome, stuck }: FlowNodeView): TrialNode {
  return {
    id,
    state,
    visits,
    people,
    ...(due === undefined ? {} : { due }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(stuck === undefined ? {} : { stuck }),
  };
}

async function tasksOf(play: TrialPlay): Promise<readonly TrialTask[]> {
  const { form, id } = play.target;
  const { rows } = await play.world.database.query<TaskRow>(OPEN, [form, id]);
  const tasks: TrialTask[] = [];
  for (const row of rows) tasks.push(await taskOf(play, row));
  return tasks;
}

/** What its holder is offered; one who has left is offered nothing. */
async function taskOf(play: TrialPlay, row: TaskRow): Promise<TrialTask> {
  const { world, target } = play;
  const subject = await world.subjects.byId(row.assignee);
  const offered = subject
    ? await world.visible.with({ subject, ...target }, (seen) =>
        Promise.resolve(offeredWith(seen, row.id, world.clock.read())),
      )
    : NOTHING;
  return {
    node: row.node ?? '',
    assignee: row.assignee,
    kind: row.kind,
    openedAt: row.openedAt,
    ...(row.dueAt === null ? {} : { dueAt: row.dueAt }),
    ...offered,
  };
}

type Offered = Pick<TrialTask, 'actions' | 'editable' | 'required'>;

const NOTHING: Offered = { actions: [], editable: [], required: [] };

/** Steps are named as in requests for trials, where words are joined by underscores. */
function offeredWith(seen: VisibleRecord, task: string, now: string): Offered {
  const { header, lines } = editableFields(seen);
  const columns = Object.entries(lines).flatMap(([line, keys]) => keys.map((key) => `${line}.${key}`));
  return {
    actions: recordActions(seen, now)
      .filter(({ taskId, allowed }) => taskId === task && allowed)
      .map(({ id }) => id.replaceAll('-', '_')),
    editable: [...header, ...columns],
    required: seen.work.find(({ item }) => item.id === task)?.rights.required ?? [],
  };
}
