import type { FlowDefinition, FlowEdge, FlowNode } from '../../metadata/index.js';
import { configObject } from '../config-fields.js';
import { flowOf, line, node } from '../flows.fixtures.js';
import type { NodeTypePart } from '../node-type.js';
import { NODE_TYPES } from '../node-types/index.js';

/** Random drawings and the gates that they are made of, for the specs of the check. */

type Gates = Pick<NodeTypePart, 'split' | 'join' | 'needOf' | 'restOf'>;

/** A node type that does nothing but split and join. */
function gate(kind: string, gates: Gates): NodeTypePart {
  const title = { 'zh-CN': kind, en: kind };
  return {
    kind,
    version: 1,
    title,
    description: title,
    config: configObject({}),
    isStart: false,
    isEnd: false,
    isBranch: gates.split !== undefined,
    waits: false,
    verify: () => [],
    enter: (entered) => ({ move: 'leave', lines: entered.lines }),
    ...gates,
  };
}

const numberIn = (config: Readonly<Record<string, unknown>>): number | undefined =>
  typeof config['need'] === 'number' ? config['need'] : undefined;

/** Gates of the specs; `step` is an ordinary node that needs no configuration. */
export const GATES: readonly NodeTypePart[] = [
  gate('step', {}),
  gate('xor_split', { split: 'xor' }),
  gate('and_split', { split: 'and' }),
  gate('or_split', { split: 'or' }),
  gate('and_join', {
    join: 'and',
    needOf: numberIn,
    restOf: (config) => (config['rest'] === 'ignore' ? 'ignore' : 'cancel'),
  }),
  gate('or_join', { join: 'or' }),
];

export const WITH_GATES: readonly NodeTypePart[] = [...NODE_TYPES, ...GATES];

/** A source of numbers that gives the same ones for the same seed (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** A whole number from 0 up to, not including, `sides`. */
  roll(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }
}

const RANDOM_TYPES = ['step', 'step', 'xor_split', 'and_split', 'or_split', 'and_join', 'or_join'] as const;

/** Any nodes with any lines: sound now and then. */
export function randomDrawing(dice: Dice): FlowDefinition {
  const inner = Array.from({ length: 2 + dice.roll(7) }, (_, at) => node(`n${at}`, dice.pick(RANDOM_TYPES)));
  const nodes = [node('s', 'start'), ...inner, node('e', 'end')];
  const targets = nodes.slice(1);
  const edges = nodes.slice(0, -1).flatMap((from, at) => {
    const count = from.type.endsWith('split') ? 2 + dice.roll(2) : 1;
    return Array.from({ length: count }, (_, nth) => {
      // Mostly onward, so that enough of them have an end.
      const onward = nodes.slice(at + 1);
      const to = dice.pick(dice.roll(4) === 0 ? targets : onward);
      const isDefault = from.type === 'or_split' && nth === count - 1 && dice.roll(2) === 0;
      return line(from.id, to.id, { id: `${from.id}-${nth}`, ...(isDefault ? { default: true } : {}) });
    });
  });
  return flowOf(nodes, edges);
}

/** Nested blocks: choices, parallel and inclusive branches, loops; always sound. */
export function nestedDrawing(dice: Dice, size: number): FlowDefinition {
  return new Nest(dice).draw(size);
}

class Nest {
  private readonly nodes: FlowNode[] = [node('s', 'start')];
  private readonly edges: FlowEdge[] = [];

  constructor(private readonly dice: Dice) {}

  draw(size: number): FlowDefinition {
    const last = this.sequence('s', size);
    this.nodes.push(node('e', 'end'));
    this.tie(last, 'e');
    return flowOf(this.nodes, this.edges);
  }

  private add(type: string, id = `n${this.nodes.length}`): string {
    this.nodes.push(node(id, type));
    return id;
  }

  private tie(from: string, to: string, rest: Partial<FlowEdge> = {}): void {
    this.edges.push(line(from, to, { id: `l${this.edges.length}`, ...rest }));
  }

  /** Draws about `size` nodes behind `from`; the last of them. */
  private sequence(from: string, size: number): string {
    let last = from;
    for (let left = size; left > 0;) {
      const share = left < 5 || this.dice.roll(3) === 0 ? 1 : 4 + this.dice.roll(Math.min(left - 4, 24) + 1);
      last = share === 1 ? this.step(last) : this.block(last, share);
      left -= share;
    }
    return last;
  }

  private step(from: string): string {
    const id = this.add('step');
    this.tie(from, id);
    return id;
  }

  private block(from: string, size: number): string {
    if (this.dice.roll(5) === 0) return this.loop(from, size);
    const gates = this.dice.pick(['xor', 'and', 'or'] as const);
    const split = this.add(`${gates}_split`);
    this.tie(from, split);
    const count = 2 + this.dice.roll(2);
    const ends = Array.from({ length: count }, () => this.branch(split, Math.floor((size - 2) / count)));
    const join = this.add(gates === 'xor' ? 'step' : `${gates}_join`, partnerOf(split));
    for (const end of ends) this.tie(end, join);
    return join;
  }

  private branch(split: string, size: number): string {
    const first = this.step(split);
    return this.sequence(first, size - 1);
  }

  /** Repeats until the choice behind it goes on. */
  private loop(from: string, size: number): string {
    const first = this.step(from);
    const last = this.sequence(first, size - 2);
    const choice = this.add('xor_split');
    this.tie(last, choice);
    this.tie(choice, first);
    return choice;
  }
}

export interface Broken {
  readonly definition: FlowDefinition;
  /** The gate that was changed, and the other one of its block. */
  readonly partners: readonly string[];
  /** What must be found. */
  readonly code: string;
}

/** A drawing with one gate in the wrong kind, so that it cannot be right; `undefined` where it has none to change. */
export function breakOneGate(definition: FlowDefinition, dice: Dice): Broken | undefined {
  const gates = definition.nodes.filter(({ type }) => WRONG[type] !== undefined);
  if (gates.length === 0) return undefined;
  const broken = dice.pick(gates);
  const [type, code] = dice.pick(WRONG[broken.type] ?? []);
  const nodes = definition.nodes.map((each) => (each === broken ? { ...each, type } : each));
  return { definition: { ...definition, nodes }, partners: [broken.id, partnerOf(broken.id)], code };
}

/** A join is called after its split. */
function partnerOf(id: string): string {
  return id.endsWith('j') ? id.slice(0, -1) : `${id}j`;
}

/** What a gate is taken for by mistake, and what comes of it. A choice in place of an inclusive split would still be right. */
const WRONG: Readonly<Record<string, readonly (readonly [type: string, code: string])[]>> = {
  and_split: [
    ['xor_split', 'waits_forever'],
    ['or_split', 'waits_forever'],
  ],
  and_join: [['step', 'runs_twice']],
  or_join: [
    ['step', 'runs_twice'],
    ['and_join', 'waits_forever'],
  ],
};
