import type { FlowDefinition, FlowEdge } from '../../metadata/index.js';
import { WITH_GATES } from './drawings.fixtures.js';

/**
 * The oracle of the check: plays every way that a drawing can run, straight from its lines and nodes, with nothing
 * reduced and nothing shared with the code that it judges.
 */

type Tokens = Readonly<Record<string, number>>;

export interface Verdict {
  /** `undefined` where there was too much to look at. */
  readonly isSound: boolean | undefined;
  readonly waits: boolean;
  readonly doubles: boolean;
}

/** Plays all runs of a drawing of the gates of the specs. */
export function bruteForce(definition: FlowDefinition, statesMax = 3000): Verdict {
  const game = new Game(definition);
  const seen = new Map<string, { readonly tokens: Tokens; readonly before: string[] }>();
  const todo = [game.first()];
  seen.set(keyOf(game.first()), { tokens: game.first(), before: [] });
  const fine: string[] = [];
  let [waits, doubles] = [false, false];
  for (let tokens = todo.pop(); tokens !== undefined; tokens = todo.pop()) {
    if (seen.size > statesMax) return { isSound: undefined, waits, doubles };
    const key = keyOf(tokens);
    if (key === '') fine.push(key);
    if (Object.values(tokens).some((count) => count > 1)) {
      doubles = true;
      continue;
    }
    const next = game.moves(tokens);
    if (next.length === 0 && key !== '') waits = true;
    for (const each of next) {
      const known = seen.get(keyOf(each));
      if (known) known.before.push(key);
      else {
        seen.set(keyOf(each), { tokens: each, before: [key] });
        todo.push(each);
      }
    }
  }
  const finishing = new Set(fine);
  for (const key of finishing) for (const before of seen.get(key)?.before ?? []) finishing.add(before);
  return { isSound: !waits && !doubles && finishing.size === seen.size, waits, doubles };
}

function keyOf(tokens: Tokens): string {
  return Object.entries(tokens)
    .filter(([, count]) => count > 0)
    .map(([line, count]) => `${line}*${count}`)
    .sort()
    .join(' ');
}

class Game {
  private readonly parts = new Map(WITH_GATES.map((part) => [part.kind, part]));
  private readonly start: string;

  constructor(private readonly definition: FlowDefinition) {
    this.start = definition.nodes.find(({ type }) => type === 'start')?.id ?? '';
  }

  first(): Tokens {
    const [line] = this.definition.edges.filter(({ from }) => from === this.start);
    return { [line?.id ?? '']: 1 };
  }

  moves(tokens: Tokens): Tokens[] {
    return this.definition.nodes.flatMap((node) => {
      const part = this.parts.get(node.type);
      const into = this.definition.edges.filter(({ to }) => to === node.id);
      const here = into.filter(({ id }) => (tokens[id] ?? 0) > 0).map(({ id }) => id);
      if (here.length === 0) return [];
      const taken =
        part?.join === 'and'
          ? here.length === into.length
            ? [here]
            : []
          : part?.join === 'or'
            ? this.canStillReach(tokens, node.id)
              ? []
              : [here]
            : here.map((id) => [id]);
      return taken.flatMap((lines) => this.ways(node.id).map((way) => moved(tokens, lines, way)));
    });
  }

  /** Ways of leaving: an end takes the token out. */
  private ways(id: string): string[][] {
    const out = this.definition.edges.filter(({ from }) => from === id);
    const part = this.parts.get(this.definition.nodes.find((node) => node.id === id)?.type ?? '');
    if (part?.isEnd) return [[]];
    if (part?.split === 'and') return [out.map((line) => line.id)];
    if (part?.split !== 'or') return out.map((line) => [line.id]);
    const free = out.filter((line) => line.default !== true);
    const sets = Array.from({ length: 2 ** free.length - 1 }, (_, at) =>
      free.filter((__, bit) => ((at + 1) >> bit) % 2 === 1).map((line) => line.id),
    );
    return [...out.filter((line) => line.default === true).map((line) => [line.id]), ...sets];
  }

  private canStillReach(tokens: Tokens, join: string): boolean {
    return this.definition.edges.some(
      ({ id, to }) => (tokens[id] ?? 0) > 0 && to !== join && this.reaches(to, join, this.thisTurn(join)),
    );
  }

  /** The lines without those that begin another turn of a loop around the node. */
  private thisTurn(id: string): readonly FlowEdge[] {
    const { edges } = this.definition;
    return edges.filter(({ from, to }) => {
      const isBack = this.dominates(to, from);
      const isInside = id === to || this.reaches(id, from, edges, to);
      return !(isBack && isInside);
    });
  }

  private reaches(from: string, to: string, lines: readonly FlowEdge[], around?: string): boolean {
    if (from === around) return false;
    const seen = new Set([from]);
    for (const at of seen)
      for (const line of lines) if (line.from === at && line.to !== around) seen.add(line.to);
    return seen.has(to);
  }

  private dominates(outer: string, inner: string): boolean {
    if (!this.reaches(this.start, inner, this.definition.edges)) return false;
    return outer === inner || !this.reaches(this.start, inner, this.definition.edges, outer);
  }
}

function moved(tokens: Tokens, taken: readonly string[], put: readonly string[]): Tokens {
  const next: Record<string, number> = { ...tokens };
  for (const line of taken) next[line] = (next[line] ?? 0) - 1;
  for (const line of put) next[line] = (next[line] ?? 0) + 1;
  return next;
}
