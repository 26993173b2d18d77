import { findDefinition, modelOf } from '@dougong/kernel/commands';
import type { Effects } from '@dougong/kernel/commands';
import { nodeAt } from '@dougong/kernel/flows';
import type { CompiledFlow } from '@dougong/kernel/flows';
import type { Localized } from '@dougong/kernel/foundation';
import { diffRecords } from '@dougong/kernel/records';
import { nameMarks, pathTitles } from '@dougong/kernel/rules';
import type { Problem } from '../../http/problem.js';
import { fieldPath } from '../../rules/told-outcomes.js';
import { eventWords } from '../event-words.js';
import type { Written } from './recording-writer.js';
import type { ToldLedger } from './told-ledger.js';
import type { Played, TrialPlay } from './trial-play.js';

export interface ToldEvent {
  readonly seq: number;
  readonly kind: string;
  readonly nodeId: string | null;
  readonly actor: string | null;
  readonly words: Localized;
}

export interface ToldChange {
  readonly path: string;
  readonly title: Localized;
  readonly old: unknown;
  readonly new: unknown;
}

/** What a step did, in the order in which it was done. */
export interface ToldDeed extends ToldLedger {
  readonly events: readonly ToldEvent[];
  readonly changed: readonly ToldChange[];
  readonly notifications: readonly {
    readonly to: readonly string[];
    readonly title: Localized;
    readonly reason: string;
  }[];
  readonly records: readonly {
    readonly form: string;
    readonly title: Localized;
    readonly id: string;
    readonly how: 'created' | 'changed' | 'deleted';
  }[];
  readonly calls: readonly { readonly node: string | null; readonly endpoint: string }[];
  readonly rules: readonly { readonly key: string; readonly title: Localized }[];
}

/** One step of the answer. */
export interface ToldStep extends ToldDeed {
  readonly index: number;
  readonly do: string;
  readonly by: string | null;
  readonly at: string;
  readonly words: Localized;
  readonly refused?: Problem;
  readonly state: string;
}

const STATUS: Localized = { 'zh-CN': '状态', en: 'State' };
const HOW = { insert: 'created', update: 'changed', delete: 'deleted' } as const;

/** A step that did nothing. */
export const NO_DEED: ToldDeed = {
  events: [],
  changed: [],
  notifications: [],
  movements: [],
  vouchers: [],
  withheld: 0,
  records: [],
  calls: [],
  rules: [],
};

/** Tells what a step did but for its postings. */
export function toldDeed(play: TrialPlay, { written, reminders }: Played): Omit<ToldDeed, keyof ToldLedger> {
  const each = <T>(tell: (effects: Effects, written: Written) => readonly T[]): readonly T[] =>
    written.flatMap((one) => tell(one.effects, one));
  return {
    events: each((effects) => events(play, effects)),
    changed: each((effects) => changes(play, effects)),
    notifications: [
      ...each((effects) => notices(play, effects)),
      ...reminders.map(({ users, title }) => ({ to: users, title, reason: 'remind' })),
    ],
    records: each((effects) => others(play, effects)),
    calls: each(({ calls }) =>
      calls.map(({ endpoint, key, instanceId }) => ({
        endpoint,
        node: instanceId === undefined ? null : key.split('/').slice(1, -2).join('/'),
      })),
    ),
    rules: each(({ firings }) => firings.map(({ rule }) => ({ key: rule, title: ruleTitle(play, rule) }))),
  };
}

function events(play: TrialPlay, { flowEvents, instances }: Effects): readonly ToldEvent[] {
  const { people } = play.world.terms;
  const drawings = new Map(instances.map((each) => [each.id, drawingOf(play, each)]));
  return flowEvents.map(({ instanceId, seq, kind, nodeId, actor, payload = null }) => {
    const flow = drawings.get(instanceId) ?? play.flow;
    const nodeTitle = (path: string) => nodeAt(flow, path)?.definition.title;
    const names = {
      node: nodeId === undefined ? undefined : nodeTitle(nodeId),
      nameOf: (user: string) => people.nameOf(user),
      nodeTitle,
    };
    return {
      seq,
      kind,
      nodeId: nodeId ?? null,
      actor: actor ?? null,
      words: eventWords({ kind, payload }, names),
    };
  });
}

/** The drawing that an instance follows: a real record goes on by its own release. */
function drawingOf(
  { world, flow }: TrialPlay,
  instance: { readonly flow: string; readonly release: number },
): CompiledFlow {
  return world.releases.loaded(instance.release)?.flows.get(instance.flow) ?? flow;
}

function changes({ recordId, world }: TrialPlay, { records }: Effects): readonly ToldChange[] {
  const { release } = world.terms;
  return records
    .filter(({ record, kind }) => record.id === recordId && kind === 'update')
    .flatMap(({ form, record, before }) => {
      const model = modelOf(release, form);
      const titles = pathTitles(model, release.models);
      return before
        ? diffRecords(model, before, record).map((change) => ({
            ...change,
            title: change.path === '/status' ? STATUS : titles(fieldPath(change.path)),
          }))
        : [];
    });
}

/** Messages of flows carry their reason in their key; those of rules are the rule's. */
function notices({ world }: TrialPlay, { notifications, flowEvents, instances }: Effects) {
  const ids = new Set([...flowEvents.map(({ instanceId }) => instanceId), ...instances.map(({ id }) => id)]);
  const nameOf = (id: string) => world.terms.people.nameOf(id);
  return notifications
    .filter(({ to }) => to.length > 0)
    .map(({ key, to, title }) => {
      const [instance = '', reason = ''] = key.split('/');
      const active = to.filter((user) => world.terms.people.isActive(user));
      return { to: active, title: nameMarks(title, nameOf), reason: ids.has(instance) ? reason : 'rule' };
    });
}

function others({ recordId, world }: TrialPlay, { records }: Effects) {
  const { release } = world.terms;
  return records
    .filter(({ record }) => record.id !== recordId)
    .map(({ form, kind, record }) => ({
      form,
      title: modelOf(release, form).definition.title,
      id: record.id,
      how: HOW[kind],
    }));
}

function ruleTitle({ world }: TrialPlay, key: string): Localized {
  return findDefinition(world.terms.release, 'rule', key)?.title ?? { 'zh-CN': key, en: key };
}
