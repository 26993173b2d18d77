import { differenceOf } from '../compare-answers.js';
import type { Difference } from '../compare-answers.js';
import { judgeError } from '../suite.js';
import type { CaseResult, ConformanceSuite, JsonObject } from '../suite.js';
import { FAMILIES } from './families/index.js';
import { casesOf, readCase } from './valuation-case.js';
import type { CallCase, CaseEntry, StockCase, ValuationCase } from './valuation-case.js';

/** Where the cases of a run are played that need a ledger. */
export interface CaseHouse {
  /** Plays the documents of a case; its number keeps it apart from the others. */
  play(one: StockCase, number: number): Promise<Difference | undefined>;
  /** Families that are answered by documents; nothing for the others. */
  answer(family: string, input: JsonObject, number: number): Promise<JsonObject | undefined>;
  close(): Promise<void>;
}

type OpenHouse = () => Promise<CaseHouse>;

const PROGRESS_EVERY = 20;

/** Cases of valuation and costing: documents on a ledger of their own, and calls of the kernel. */
export const valuationSuite: ConformanceSuite = {
  name: 'valuation',
  run: (content, say) =>
    valueAll(
      content,
      async () => {
        // A terminal that only asks for help needs no engine.
        const { PlayHouse } = await import('./stock/play-house.js');
        return PlayHouse.open(say);
      },
      say,
    ),
};

/** Plays every case of a file in a house that is opened with the first case that needs one. */
export function valueAll(
  content: unknown,
  openHouse: OpenHouse,
  say: (line: string) => void = () => undefined,
): AsyncIterable<CaseResult> {
  return resultsOf(casesOf(content), openHouse, say);
}

async function* resultsOf(
  entries: readonly CaseEntry[],
  openHouse: OpenHouse,
  say: (line: string) => void,
): AsyncIterable<CaseResult> {
  let house: Promise<CaseHouse> | undefined;
  const open: OpenHouse = () => (house ??= openHouse());
  try {
    for (const [at, entry] of entries.entries()) {
      yield await resultOf(entry, open, at + 1);
      if ((at + 1) % PROGRESS_EVERY === 0) say(`valuation: ${at + 1} of ${entries.length} cases`);
    }
  } finally {
    await house?.then((each) => each.close()).catch(() => undefined);
  }
}

async function resultOf({ id, content }: CaseEntry, open: OpenHouse, number: number): Promise<CaseResult> {
  try {
    const difference = await play(readCase(content), open, number);
    return difference ? { id, outcome: 'failed', ...difference } : { id, outcome: 'passed' };
  } catch (error) {
    return judgeError(id, 'a case that can be played', error);
  }
}

async function play(one: ValuationCase, open: OpenHouse, number: number): Promise<Difference | undefined> {
  if ('steps' in one) return (await open()).play(one, number);
  return differenceOf(one.expect, await answer(one, open, number));
}

async function answer({ family, input }: CallCase, open: OpenHouse, number: number) {
  const call = FAMILIES[family];
  return call ? call(input) : (await open()).answer(family, input, number);
}
