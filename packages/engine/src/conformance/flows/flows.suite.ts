import { judgeError, optional, shown, UnreadableCases } from '../suite.js';
import type { CaseResult, ConformanceSuite } from '../suite.js';
import { readFlowCases } from './flow-case.js';
import type { CaseEntry, FlowCase } from './flow-case.js';
import type { Difference } from './judge-view.js';
import { playCase } from './play-case.js';
import type { Alternatives } from './play-case.js';
import { ordersOf } from './play-orders.js';
import type { Stage } from './stage.js';

/** Where the stages of a run of the suite stand. */
export interface Stages {
  /** A new stage for one play of a case; the one before is left. */
  open(one: FlowCase): Promise<Stage>;
  close(): Promise<void>;
}

/** Flow cases, played by the engine on a database of their own, in virtual time. */
export const flowsSuite: ConformanceSuite = {
  name: 'flows',
  run: (content, say) =>
    playAll(content, async () => {
      // A terminal that only asks for help needs no engine.
      const { Theatre } = await import('./theatre/theatre.js');
      return Theatre.open(say);
    }),
};

/** Plays every case of a file on stages that are opened with the first case. */
export function playAll(content: unknown, openStages: () => Promise<Stages>): AsyncIterable<CaseResult> {
  const entries = readFlowCases(content);
  if (entries === undefined) throw new UnreadableCases('there is no list of cases');
  return resultsOf(entries, openStages);
}

async function* resultsOf(
  entries: readonly CaseEntry[],
  openStages: () => Promise<Stages>,
): AsyncIterable<CaseResult> {
  let stages: Stages | undefined;
  try {
    for (const { id, one } of entries) {
      if (typeof one === 'string') {
        yield { id, outcome: 'failed', expected: shown('a case'), got: one };
        continue;
      }
      stages ??= await openStages();
      const result = await resultOf(one, stages);
      yield one.isOptional ? optional(result) : result;
    }
  } finally {
    await stages?.close();
  }
}

async function resultOf(one: FlowCase, stages: Stages): Promise<CaseResult> {
  try {
    const difference = await playInEveryOrder(one, stages);
    return difference === undefined
      ? { id: one.id, outcome: 'passed' }
      : { id: one.id, outcome: 'failed', ...difference };
  } catch (error) {
    return judgeError(one.id, 'a case that can be played', error);
  }
}

/** Every play must show what is expected, and all plays together every alternative. */
async function playInEveryOrder(one: FlowCase, stages: Stages): Promise<Difference | undefined> {
  const seen: ReadonlyMap<string, Alternatives>[] = [];
  const orders = ordersOf(one);
  for (const order of orders) {
    const play = await playCase(one, await stages.open(one), order);
    if (play.difference !== undefined) return play.difference;
    seen.push(play.alternatives);
  }
  return orders.length === 1 ? undefined : unreached(seen);
}

function unreached(seen: readonly ReadonlyMap<string, Alternatives>[]): Difference | undefined {
  for (const [place, { count }] of seen[0] ?? []) {
    const met = new Set(seen.flatMap((play) => play.get(place)?.met ?? []));
    const missing = Array.from({ length: count }, (_, at) => at).find((at) => !met.has(at));
    if (missing !== undefined)
      return { expected: `${place}: alternative ${missing + 1} to be reached`, got: 'it in no order' };
  }
  return undefined;
}
