import { NO_ORGANISATION } from '../flows/index.js';
import type { RecordData } from '../expression/index.js';
import { idSource, uuid } from '../forms/claim.fixtures.js';
import { CHAIN_DEPTH_MAX, NEEDS_ROUNDS_MAX } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import type { RecordQuery } from '../rules/index.js';
import type { Command, FireCommand, FlowRequest, RecordPatch } from './command.js';
import { definitions, releaseOf } from './commands.fixtures.js';
import { decide } from './decide.js';
import type { Decision, RefusalKind } from './decision.js';
import type { Effects, TaskOpening } from './effects.js';
import { referenceKey } from './facts.js';
import type { Facts, FoundRecord, InstanceFact, Needs } from './facts.js';
import type { CompiledRelease } from './release.js';

/** People and masters of the small business, by names that tests can read. */
export const AMY = uuid(1);
export const LEA = uuid(2);
export const DAN = uuid(3);
export const ADA = uuid(4);
export const EVE = uuid(5);
export const NORTH = uuid(11);
export const PEN = uuid(21);
export const INK = uuid(22);
export const NOWHERE = uuid(99);

const ROLES: Readonly<Record<string, readonly string[]>> = {
  [AMY]: ['requester'],
  [LEA]: [],
  [DAN]: ['director'],
  [ADA]: ['administrator'],
  [EVE]: ['half_blind'],
};

const MASTERS: ReadonlyMap<string, RecordData> = new Map([
  [referenceKey('place', NORTH), { id: NORTH, name: 'North', leader: LEA }],
  [referenceKey('item', PEN), { id: PEN, name: 'Pen', price: '2.5000' }],
  [referenceKey('item', INK), { id: INK, name: 'Ink', price: '30.0000' }],
]);

const standard = releaseOf(definitions);

export const AT = '2026-03-05T08:00:00.000Z';

/** What a command brought: its effects, or why it was refused and with which codes and places. */
export interface Outcome {
  readonly effects?: Effects;
  readonly reason?: RefusalKind;
  readonly codes: readonly string[];
  readonly issues?: readonly Issue[];
  /** What was asked for on the way. */
  readonly asked: readonly Needs[];
}

/** Keeps in memory what the database would keep, and lets people send commands. */
export class Office {
  /** Who has which roles now. */
  roles = ROLES;
  readonly records = new Map<string, { readonly form: string; readonly record: StoredRecord }>();
  private readonly instances = new Map<string, InstanceFact>();
  readonly tasks = new Map<string, TaskOpening>();
  private readonly ids = idSource();
  private readonly drawn = new Map<string, number>();

  constructor(
    readonly release: CompiledRelease = standard,
    private readonly inactive: readonly string[] = [],
  ) {}

  /** Makes a record; its id is given with the outcome's effects. */
  create(user: string, values: unknown, form = 'request'): Outcome {
    return this.send(user, { type: 'create', form, id: this.ids(), at: AT, values });
  }

  /** Makes a record that is known to be right, and gives its id. */
  made(user: string, values: unknown, form = 'request'): string {
    const { effects, codes } = this.create(user, values, form);
    if (!effects?.subjectRecord) throw new Error(codes.join());
    return effects.subjectRecord.id;
  }

  change(user: string, id: string, patch: RecordPatch, version?: number): Outcome {
    return this.send(user, { type: 'change', form: this.formOf(id), id, at: AT, patch, version });
  }

  remove(user: string, id: string): Outcome {
    return this.send(user, { type: 'delete', form: this.formOf(id), id, at: AT });
  }

  act(user: string, id: string, action: string, patch?: RecordPatch): Outcome {
    return this.send(user, { type: 'act', form: this.formOf(id), id, at: AT, action, patch });
  }

  /** Answers the open task of the user on the record; an unknown one is sent as `none`. */
  answer(
    user: string,
    id: string,
    answer: 'approve' | 'reject',
    patch?: RecordPatch,
    taskId = this.taskOf(user, id)?.id ?? 'none',
  ): Outcome {
    return this.send(user, { type: 'answer', form: this.formOf(id), id, at: AT, taskId, answer, patch });
  }

  /** Does something else with the flow of the record. */
  move(user: string, id: string, step: FlowRequest, patch?: RecordPatch): Outcome {
    return this.send(user, { type: 'move', form: this.formOf(id), id, at: AT, step, patch });
  }

  /** Lets a schedule, a threshold or a webhook call a rule. */
  fire(
    rule: string,
    on: FireCommand['on'],
    id: string,
    given?: FireCommand['given'],
    occasion?: string,
  ): Outcome {
    const form = this.release.rules.rule(rule)?.form ?? this.formOf(id);
    return this.send(ADA, { type: 'fire', form, id, at: AT, rule, on, given, occasion });
  }

  record(id: string): StoredRecord | undefined {
    return this.records.get(id)?.record;
  }

  taskOf(user: string, recordId: string): TaskOpening | undefined {
    return [...this.tasks.values()].find((task) => task.assignee === user && task.recordId === recordId);
  }

  /** The facts of a command as the engine reads them first. */
  factsOf(user: string, command: Command): Facts {
    const instance = this.instances.get(command.id);
    const mine = [...this.tasks.values()].filter((task) => task.recordId === command.id);
    return {
      subject: { id: user, roles: this.roles[user] ?? [], rights: [] },
      ids: this.ids,
      people: {
        ...NO_ORGANISATION,
        usersOfRole: (role) => Object.keys(this.roles).filter((each) => this.roles[each]?.includes(role)),
        isActive: (each) => !this.inactive.includes(each),
      },
      record: command.type === 'create' ? undefined : this.record(command.id),
      instance: isOpen(instance) ? instance : undefined,
      ruleTasks: mine.flatMap(({ id, assignee, action }) =>
        action === undefined ? [] : [{ id, assignee, action }],
      ),
      involved: mine.some((task) => task.assignee === user),
      references: new Map(),
      numbers: new Map(),
      fills: new Map(),
    };
  }

  /** Adds what a decision asked for. */
  learn(facts: Facts, { references = [], numbers = {}, records = [] }: Needs): Facts {
    const read = new Map(facts.references);
    for (const { form, id } of references) read.set(referenceKey(form, id), this.find(form, id));
    const drawn = new Map(facts.numbers);
    for (const [name, count] of Object.entries(numbers)) {
      const more = Array.from({ length: count }, () => this.draw(name));
      drawn.set(name, [...(drawn.get(name) ?? []), ...more]);
    }
    const found = new Map(facts.found);
    for (const { key, query } of records) found.set(key, this.lock(query));
    return { ...facts, references: read, numbers: drawn, found };
  }

  /** The records that a question is for, at most one more than it allows. */
  private lock(query: RecordQuery): readonly FoundRecord[] {
    const all = [...this.records].filter(([, { form }]) => form === query.form);
    const own = all.filter(([id, { record }]) =>
      'id' in query
        ? id === query.id
        : Object.entries(query.match).every(([field, value]) => record[field] === value),
    );
    return own
      .slice(0, 'max' in query ? query.max + 1 : 1)
      .map(([id, { record }]) => ({ record, running: this.instances.get(id)?.state.status === 'running' }));
  }

  decide(command: Command, facts: Facts): Decision {
    return decide({ release: this.release, pinned: () => this.release, today: '2026-03-05' }, command, facts);
  }

  /** Decides a command as often as it asks for facts, and keeps what it brings. */
  send(user: string, command: Command): Outcome {
    let facts = this.factsOf(user, command);
    const asked: Needs[] = [];
    for (let round = 0; round <= NEEDS_ROUNDS_MAX + CHAIN_DEPTH_MAX; round += 1) {
      const decision = this.decide(command, facts);
      if (decision.kind === 'refused') {
        const codes = decision.issues.map((found) => `${found.code} ${found.path}`.trim());
        return { reason: decision.reason, codes, issues: decision.issues, asked };
      }
      if (decision.kind === 'effects') {
        this.keep(decision.effects);
        return { effects: decision.effects, codes: [], asked };
      }
      asked.push(decision.needs);
      facts = this.learn(facts, decision.needs);
    }
    throw new Error(`a decision asks without end: ${JSON.stringify(asked)}`);
  }

  private formOf(id: string): string {
    return this.records.get(id)?.form ?? 'request';
  }

  private find(form: string, id: string): RecordData | null {
    return MASTERS.get(referenceKey(form, id)) ?? this.record(id) ?? null;
  }

  private draw(name: string): number {
    const next = (this.drawn.get(name) ?? 0) + 1;
    this.drawn.set(name, next);
    return next;
  }

  private keep(effects: Effects): void {
    for (const { kind, form, record } of effects.records) {
      if (kind === 'delete') this.records.delete(record.id);
      else this.records.set(record.id, { form, record });
    }
    for (const { id, flow, release, revision, state, recordId } of effects.instances)
      this.instances.set(recordId, { id, flow, release, revision, state });
    for (const task of effects.tasksOpened) this.tasks.set(task.id, task);
    for (const task of effects.tasksClosed) this.tasks.delete(task.id);
  }
}

/** Whether an instance is still in force for its record. */
function isOpen(instance: InstanceFact | undefined): boolean {
  return ['running', 'returned', 'suspended'].includes(instance?.state.status ?? '');
}

/** A request for so many pens (2.50 each). */
export function requestOf(pens: string, more: RecordData = {}): RecordData {
  return { place: NORTH, lines: [{ item: PEN, qty: pens }], ...more };
}
