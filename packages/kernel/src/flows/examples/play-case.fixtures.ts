import type { RecordData } from '../../expression/index.js';
import { addDuration } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { RuleAction } from '../../metadata/index.js';
import type { FlowCommand, FlowEffect, FlowEvent, FlowFacts, PeopleFacts } from '../flow-command.js';
import type { CompiledFlow } from '../flow-model.js';
import type { FlowState, FlowTimer } from '../flow-state.js';
import { migrateFlow } from '../migrate-flow.js';
import { openWork } from '../node-paths.js';
import { stepFlow } from '../step-flow.js';
import { traceOf } from '../trace.js';
import type { CaseOrg, CaseStep, FlowCase, Seen } from './flow-case.fixtures.js';
import { compiledCase, VALUE } from './translate-case.fixtures.js';

/** Plays an example case in memory and in virtual time: what the engine does with a database, without one. */

const BEGINNING = '2026-03-02T08:00:00.000Z';

export class CasePlayer {
  state: FlowState | null = null;
  now = BEGINNING;
  readonly record: Record<string, unknown>;
  readonly effects: FlowEffect[] = [];
  readonly events: FlowEvent[] = [];
  readonly notices: string[][] = [];
  readonly made = new Map<string, string[]>();
  private flow: CompiledFlow;
  private next: CompiledFlow | undefined;
  private readonly timers = new Map<string, FlowTimer>();
  private calls: Extract<FlowEffect, { type: 'call' }>[] = [];
  private readonly failures = new Map<string, number>();
  private readonly users: Record<string, CaseOrg['users'][string]>;
  private ids = 0;

  constructor(
    private readonly one: FlowCase,
    private readonly org: CaseOrg,
  ) {
    this.flow = compiledCase(one, one.settings);
    this.record = { ...one.record };
    this.users = { ...org.users };
    for (const [node, { fails = 0 }] of Object.entries(one.faults ?? {})) this.failures.set(node, fails);
  }

  /** Whether a call is to be made again. */
  get isCalling(): boolean {
    return this.calls.length > 0;
  }

  /** Does one step of a case; the code of the refusal, if it is refused. */
  do(step: CaseStep): string | undefined {
    switch (step.do) {
      case 'advance':
        return this.advance(step.by_time ?? 'PT0S');
      case 'restart':
        this.state = JSON.parse(JSON.stringify(this.state)) as FlowState;
        return undefined;
      case 'set_user':
        this.users[step.user ?? ''] = { ...this.users[step.user ?? ''], ...step.set };
        return undefined;
      case 'publish':
        this.next = compiledCase(
          { ...this.one, ...(step.flow === undefined ? {} : { flow: step.flow }) },
          this.one.settings,
        );
        return undefined;
      case 'migrate':
        return this.migrate(step);
      case 'race': {
        const decided = (step.actions ?? []).filter((action) => this.do(action) === undefined);
        return decided.length === (step.decisions ?? decided.length) ? undefined : 'race';
      }
      case 'delete_record':
        if (step.force !== true) return 'record_locked';
        return this.send({ type: 'cancel', by: step.by ?? '', reason: 'record_deleted', at: this.now });
      default:
        return this.act(step);
    }
  }

  private act(step: CaseStep): string | undefined {
    const before = { ...this.record };
    Object.assign(this.record, step.record);
    const refusal = this.send(this.commandOf(step));
    if (refusal !== undefined) Object.assign(this.record, before);
    return refusal;
  }

  private commandOf(step: CaseStep): FlowCommand {
    const { by = '', node = '', to = '', chosen } = step;
    const taskId = this.taskOf(by, node);
    const picked = chosen === undefined ? {} : { chosen };
    const head = { by, at: this.now };
    switch (step.do) {
      case 'start':
        return { type: 'start', starter: by, at: this.now, ...picked };
      case 'approve':
      case 'reject':
      case 'submit':
        return { type: step.do, taskId, ...head, ...picked };
      case 'transfer':
      case 'delegate':
        return { type: step.do, taskId, to, ...head };
      case 'add_sign':
        return { type: 'add_sign', taskId, where: step.where ?? 'with', users: step.users ?? [], ...head };
      case 'remove_sign':
        return { type: 'remove_sign', node, user: step.user ?? '', ...head };
      case 'return':
        return { type: 'return', taskId, to, ...head };
      case 'take_back':
        return { type: 'take_back', node, ...head };
      case 'signal':
        return { type: 'signal', event: step.event ?? '', at: this.now };
      case 'cancel':
        return { type: 'cancel', reason: 'cancelled', ...head };
      case 'reassign':
        return { type: 'reassign', node, from: step.from ?? '', to, ...head };
      case 'jump':
        return { type: 'jump', to, ...head };
      case 'resubmit':
        return { type: 'resubmit', ...head };
      case 'recall':
      case 'revoke':
      case 'urge':
      case 'retry':
      case 'skip':
        return { type: step.do, ...head };
      default:
        throw new Error(`nobody can ${step.do}`);
    }
  }

  /** Sends a command, then makes the calls that it left. */
  send(command: FlowCommand): string | undefined {
    const step = stepFlow(this.flow, this.state, command, this.facts());
    if (!step.ok) return codeOf(step.error);
    this.take(step.value.state, step.value.effects);
    this.makeCalls();
    return undefined;
  }

  private migrate({ by = '', map }: CaseStep): string | undefined {
    if (this.state === null || this.next === undefined) return 'not_running';
    const command = { by, at: this.now, ...(map === undefined ? {} : { map }) };
    const step = migrateFlow(this.flow, this.next, this.state, command, this.facts());
    if (!step.ok) return codeOf(step.error);
    this.flow = this.next;
    this.take(step.value.state, step.value.effects);
    return undefined;
  }

  private take(state: FlowState, effects: readonly FlowEffect[]): void {
    this.state = state;
    this.effects.push(...effects);
    for (const effect of effects) {
      if (effect.type === 'event') this.events.push(effect);
      if (effect.type === 'set_timer') this.timers.set(effect.timer.id, effect.timer);
      if (effect.type === 'drop_timer') this.timers.delete(effect.timerId);
      if (effect.type === 'call') this.calls.push(effect);
      if (effect.type === 'run_actions') for (const action of effect.actions) carryOut(this.record, action);
      if (effect.type === 'notify')
        for (const user of effect.to) this.notices.push([effect.reason, user, effect.nodeId ?? '']);
    }
  }

  private makeCalls(): void {
    const due = this.calls.filter(({ notBefore }) => notBefore === undefined || notBefore <= this.now);
    this.calls = this.calls.filter((call) => !due.includes(call));
    for (const { key, nodeId, action } of due) {
      const endpoint = String((action as Record<string, unknown>)['endpoint']);
      this.made.set(endpoint, [...(this.made.get(endpoint) ?? []), key]);
      const fails = this.failures.get(nodeId) ?? 0;
      this.failures.set(nodeId, fails - 1);
      this.send({ type: fails > 0 ? 'call_failed' : 'called', key, at: this.now });
    }
  }

  /** Lets time pass: what falls due happens in its order, each at its own time. */
  private advance(duration: string): undefined {
    const end = addDuration(this.now, duration);
    if (!end.ok) throw new Error(duration);
    for (;;) {
      const timer = [...this.timers.values()].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
      const call = this.calls.map(({ notBefore = this.now }) => notBefore).sort()[0];
      const at = [timer?.dueAt, call].filter((due) => due !== undefined && due <= end.value).sort()[0];
      if (at === undefined) break;
      this.now = at > this.now ? at : this.now;
      if (call === at) this.makeCalls();
      else if (timer !== undefined) this.goOff(timer);
    }
    this.now = end.value;
    return undefined;
  }

  private goOff(timer: FlowTimer): void {
    this.timers.delete(timer.id);
    this.send({ type: 'timer', timerId: timer.id, at: this.now });
  }

  private taskOf(by: string, node: string): string {
    const work = this.state === null ? [] : openWork(this.state);
    const own = work.find((item) => item.assignee === by && item.nodeId === node);
    return own?.id ?? work.find((item) => item.nodeId === node)?.id ?? 'none';
  }

  private facts(): FlowFacts {
    return {
      input: {
        record: recordData(this.record),
        variables: {},
      },
      people: this.people(),
      ids: () => `t${(this.ids += 1)}`,
      now: this.now,
      instance: 'i1',
      afterActions: (actions, input) => {
        const changed: Record<string, unknown> = { ...input.record };
        for (const action of actions) carryOut(changed, action);
        return { ...input, record: changed as RecordData };
      },
    };
  }

  private people(): PeopleFacts {
    const { users, org } = this;
    const agents = (this.one.settings?.['agents'] ?? {}) as Readonly<Record<string, string>>;
    const among = (name: 'roles' | 'posts', key: string) =>
      Object.keys(users).filter((user) => users[user]?.[name]?.includes(key) === true);
    return {
      usersOfRole: (role) => among('roles', role),
      usersOfPost: (post) => among('posts', post),
      isActive: (user) => users[user] !== undefined && users[user].active !== false,
      departmentOf: (user) => users[user]?.dept,
      leaderOf: (department) => org.departments[department]?.leader ?? undefined,
      parentOf: (department) => org.departments[department]?.parent ?? undefined,
      deputyOf: (user) => agents[user],
    };
  }

  /** What the case may look at. */
  seen(): Required<Pick<Seen, 'open' | 'trace' | 'record' | 'notices' | 'calls'>> &
    Pick<Seen, 'status' | 'reason'> {
    const open: Record<string, string[]> = {};
    for (const item of this.state === null ? [] : openWork(this.state))
      (open[item.nodeId] ??= []).push(item.assignee);
    for (const users of Object.values(open)) users.sort();
    const told = new Set(['cc', 'remind', 'late', 'urge']);
    return {
      ...(this.state === null ? {} : { status: this.state.status }),
      ...(this.state?.reason === undefined ? {} : { reason: this.state.reason }),
      open,
      trace: traceOf(this.events),
      record: this.record,
      notices: this.notices.filter(([reason = '']) => told.has(reason)),
      calls: Object.fromEntries(
        [...this.made].map(([name, keys]) => [
          name,
          { total: keys.length, distinctKeys: new Set(keys).size },
        ]),
      ),
    };
  }
}

function codeOf(issues: readonly Issue[]): string {
  return issues[0]?.code ?? 'refused';
}

/** Lists of the case are tables of one column; numbers are texts, as records keep them. */
function recordData(record: Readonly<Record<string, unknown>>): RecordData {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      if (typeof value === 'number') return [name, String(value)];
      if (!Array.isArray(value)) return [name, value];
      return [name, value.map((one, at) => ({ id: String(at), [VALUE]: one as string }))];
    }),
  ) as RecordData;
}

function carryOut(record: Record<string, unknown>, action: RuleAction): void {
  const { field, value } = action as unknown as { field: string; value: unknown };
  if (action.type === 'set') record[field] = value;
  if (action.type === 'add') record[field] = Number(record[field] ?? 0) + Number(value);
}

/** Plays a case; gives what differs from what it expects, step by step. */
export function differences(one: FlowCase, org: CaseOrg): readonly string[] {
  const player = new CasePlayer(one, org);
  const found: string[] = [];
  one.steps.forEach((step, at) => {
    if (step.do === 'check') return;
    const refusal = player.do(step);
    if (refusal !== step.refused) found.push(`step ${at} ${step.do}: ${refusal ?? 'done'}`);
    if (step.then !== undefined)
      found.push(...unlike(step.then, player).map((text) => `step ${at}: ${text}`));
  });
  const wanted = one.expect.anyOf ?? [one.expect];
  const ends = wanted.map((expected) => unlike(expected, player));
  return ends.some((end) => end.length === 0) ? found : [...found, ...ends.flat()];
}

function unlike(expected: Seen, player: CasePlayer): readonly string[] {
  const seen = player.seen() as Readonly<Record<string, unknown>>;
  return Object.entries(expected).flatMap(([name, value]) => {
    if (name === 'publishable' || name === 'findings') return [];
    const found = name === 'record' ? pick(player.record, value as object) : seen[name];
    const [one, other] = [JSON.stringify(value), JSON.stringify(found)];
    return sorted(value) === sorted(found) ? [] : [`${name} ${one} is ${other}`];
  });
}

function pick(record: Readonly<Record<string, unknown>>, named: object): object {
  return Object.fromEntries(Object.keys(named).map((name) => [name, record[name]]));
}

/** Members of an object in one order; lists keep theirs. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
