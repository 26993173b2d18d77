import type { RecordData, Scope } from '../expression/index.js';
import type { Issue } from '../foundation/index.js';
import type { FlowDefinition, FlowEdge, FlowNode } from '../metadata/index.js';
import { compileFlow } from './compile-flow.js';
import type { CompileFlowOptions } from './compile-flow.js';
import { NO_ORGANISATION } from './flow-command.js';
import { configObject } from './config-fields.js';
import type { AnswerVerb, FlowCommand, FlowEffect, FlowEvent, FlowFacts } from './flow-command.js';
import type { CompiledFlow } from './flow-model.js';
import type { FlowState, WorkItem } from './flow-state.js';
import type { NodeTypePart } from './node-type.js';
import { NODE_TYPES } from './node-types/index.js';
import { stepFlow } from './step-flow.js';
import { traceOf } from './trace.js';

/** Small drawings and a driver that plays them, for the specs of this domain. */

export const NOW = '2026-11-02T08:00:00.000Z';

export const PLACE_FIELDS = { leader: { kind: 'text' } } as const;

export const SCOPE: Scope = {
  fields: {
    amount: { kind: 'number', scale: 2 },
    urgent: { kind: 'boolean' },
    person: { kind: 'text' },
    day: { kind: 'date' },
    place: { kind: 'reference', form: 'place', fields: () => PLACE_FIELDS },
    lines: { kind: 'table', columns: { person: { kind: 'text' } } },
  },
};

/** A node; its title is its id. */
export function node(id: string, type: string, config: Record<string, unknown> = {}): FlowNode {
  return { id, type, title: { 'zh-CN': id, en: id }, config };
}

/** A line; its id is made of its ends unless given. */
export function line(from: string, to: string, rest: Partial<FlowEdge> = {}): FlowEdge {
  return { id: `${from}-${to}`, from, to, ...rest };
}

/** Lines from each node to the next. */
export function chain(...ids: readonly string[]): FlowEdge[] {
  return ids.slice(1).map((id, at) => line(ids[at] ?? '', id));
}

/** An approval by named users. */
export function approval(
  id: string,
  users: readonly string[],
  config: Record<string, unknown> = {},
): FlowNode {
  return node(id, 'approval', { assignees: [{ users }], ...config });
}

/** A handle node for named users. */
export function handle(id: string, users: readonly string[], config: Record<string, unknown> = {}): FlowNode {
  return node(id, 'handle', { assignees: [{ users }], ...config });
}

/** A flow of the given nodes and lines. */
export function flowOf(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  rest: Partial<FlowDefinition> = {},
): FlowDefinition {
  return {
    kind: 'flow',
    format: 1,
    key: 'claim_flow',
    title: { 'zh-CN': '申请', en: 'Claim' },
    form: 'claim',
    startAction: 'submit',
    states: { running: 'in_review', approved: 'approved', rejected: 'rejected' },
    admin: 'admin',
    nodes: [...nodes],
    edges: [...edges],
    ...rest,
  };
}

/** `start -> nodes, in order -> end`. */
export function straight(...nodes: readonly FlowNode[]): FlowDefinition {
  const all = [node('s', 'start'), ...nodes, node('e', 'end')];
  return flowOf(all, chain(...all.map(({ id }) => id)));
}

/** `amount` above the limit. */
export function above(limit: string): FlowEdge['when'] {
  return { '>': [{ var: 'amount' }, limit] };
}

/** A gateway of the specs that puts a token on every line: several tokens without any join. */
export const forkNode: NodeTypePart = {
  kind: 'fork',
  version: 1,
  title: { 'zh-CN': '分叉', en: 'Fork' },
  description: { 'zh-CN': '每条线一个令牌', en: 'A token on every line' },
  config: configObject({}),
  isStart: false,
  isEnd: false,
  isBranch: true,
  waits: false,
  verify: () => [],
  enter: (entered) => ({ move: 'leave', lines: entered.lines }),
};

export const WITH_FORK: CompileFlowOptions = { nodeTypes: [...NODE_TYPES, forkNode] };

/** Compiles a definition that the spec knows to be good. */
export function compiled(definition: FlowDefinition, options?: CompileFlowOptions): CompiledFlow {
  const flow = compileFlow(definition, SCOPE, options);
  if (!flow.ok) throw new Error(JSON.stringify(flow.error));
  return flow.value;
}

export interface World {
  readonly record?: RecordData;
  readonly places?: Readonly<Record<string, RecordData>>;
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  readonly inactive?: readonly string[];
  readonly afterActions?: FlowFacts['afterActions'];
}

const ROLES: Readonly<Record<string, readonly string[]>> = { admin: ['hank'], reviewers: ['erin', 'frank'] };

/** Facts of a small company; ids count up from `t1`. */
export function factsOf(world: World = {}): FlowFacts {
  let last = 0;
  return {
    input: {
      record: world.record ?? {},
      reference: (_form, id) => world.places?.[id],
      variables: {},
    },
    people: {
      ...NO_ORGANISATION,
      usersOfRole: (role) => (world.roles ?? ROLES)[role] ?? [],
      isActive: (user) => world.inactive?.includes(user) !== true,
    },
    ids: () => `t${(last += 1)}`,
    now: NOW,
    instance: 'i1',
    ...(world.afterActions === undefined ? {} : { afterActions: world.afterActions }),
  };
}

/** Plays one instance and remembers everything that it brought about. */
export class Play {
  state: FlowState | null = null;
  readonly effects: FlowEffect[] = [];
  readonly commands: FlowCommand[] = [];
  private readonly facts: FlowFacts;

  constructor(
    readonly flow: CompiledFlow,
    world: World = {},
  ) {
    this.facts = factsOf(world);
  }

  /** Sends a command; the codes of a refusal, or none. */
  send(command: FlowCommand): readonly string[] {
    const step = stepFlow(this.flow, this.state, command, this.facts);
    if (!step.ok) return step.error.map((found: Issue) => found.code);
    this.commands.push(command);
    this.state = step.value.state;
    this.effects.push(...step.value.effects);
    return [];
  }

  start(starter = 'amy'): this {
    this.send({ type: 'start', starter, at: NOW });
    return this;
  }

  /** Answers the open work item of `by` at the node; an unknown one is sent as `none`. */
  answer(verb: AnswerVerb, by: string, nodeId: string, comment?: string): readonly string[] {
    const taskId = this.taskOf(by, nodeId)?.id ?? 'none';
    return this.send({ type: verb, taskId, by, at: NOW, ...(comment === undefined ? {} : { comment }) });
  }

  taskOf(assignee: string, nodeId: string): WorkItem | undefined {
    return this.state?.work.find((item) => item.assignee === assignee && item.nodeId === nodeId);
  }

  /** Node -> users who still owe an answer. */
  get open(): Record<string, readonly string[]> {
    const open: Record<string, string[]> = {};
    for (const item of this.state?.work ?? []) (open[item.nodeId] ??= []).push(item.assignee);
    for (const users of Object.values(open)) users.sort();
    return open;
  }

  get events(): readonly FlowEvent[] {
    return this.effects.filter((effect) => effect.type === 'event');
  }

  get trace(): readonly string[] {
    return traceOf(this.events);
  }

  /** The states that the record was told to take, in order. */
  get recordStates(): readonly string[] {
    return this.effects.flatMap((effect) => (effect.type === 'set_state' ? [effect.state] : []));
  }

  /** `reason user node` of every notice. */
  get notices(): readonly string[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'notify'
        ? effect.to.map((user) => [effect.reason, user, effect.nodeId ?? '-'].join(' '))
        : [],
    );
  }
}

/** A play of a definition. */
export function play(definition: FlowDefinition, world?: World, options?: CompileFlowOptions): Play {
  return new Play(compiled(definition, options), world);
}
