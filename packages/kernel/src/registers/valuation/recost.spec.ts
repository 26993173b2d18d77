import { ValuationBooks } from './books.js';
import type { ValuationEntry } from './entry.js';
import { VALUATION_METHODS } from './methods/index.js';
import { recost } from './recost.js';

/** Six leave, come back, that is undone on the ninth, and they come back again, dated before that. */
const ENTRIES = [
  { id: 'came', date: '2026-03-01', type: 'receive', pool: 'a', quantity: 10n, amount: 700n },
  { id: 'left', date: '2026-03-02', type: 'issue', pool: 'a', quantity: 6n },
  { id: 'back', date: '2026-03-03', type: 'return_in', of: 'left', pool: 'a', quantity: 6n },
  { id: 'undone', date: '2026-03-09', type: 'mirror', of: 'back' },
  { id: 'again', date: '2026-03-04', type: 'return_in', of: 'left', pool: 'a', quantity: 6n },
].map((entry, at) => ({ ...entry, order: at + 1 }) as ValuationEntry);

type Method = typeof VALUATION_METHODS extends ReadonlyMap<string, infer M> ? M : never;

/** What a business has posted, one after the other, with what it was opened with. */
function bookedBy(method: Method, entries: readonly ValuationEntry[]) {
  const open = {
    termsOf: () => ({ method, group: 'a' }),
    standards: new Map([['a', { amount: 70n, quantity: 1n }]]),
  };
  const books = new ValuationBooks(open);
  const booked = entries.map((entry) => {
    const posted = books.post(entry);
    if (!posted.ok) throw new Error(JSON.stringify(posted.error));
    return posted.value;
  });
  return { open, booked };
}

test.each([...VALUATION_METHODS])(
  'what came back again, dated before the first return was undone, can be valued anew (%s)',
  (_, method) => {
    const { open, booked } = bookedBy(method, ENTRIES);
    const { pools, adjustments } = recost(booked, open);
    expect(adjustments).toEqual([]);
    expect(pools.get('a')).toMatchObject({ quantity: 10n, amount: 700n });
  },
);

/** A dear receipt is posted last but dated before the issue, which then takes half of its worth. */
const DEAR_AND_LATE = [
  { date: '2026-03-01', type: 'receive', quantity: 10n, amount: 1000n },
  { date: '2026-03-02', type: 'issue', quantity: 9n },
  { date: '2026-03-01', type: 'receive', quantity: 10n, amount: 100_000n },
];

test.each<[string, object, bigint]>([
  ['goes back at what it had cost', { type: 'return_out', of: 'e3', quantity: 8n }, 3n],
  ['is undone', { type: 'mirror', of: 'e3' }, 1n],
])('a pool that turns out to hold less than what %s is worth nothing then, not less', (_, last, left) => {
  const entries = [...DEAR_AND_LATE, { date: '2026-03-03', ...last }].map(
    (entry, at) => ({ pool: 'a', ...entry, id: `e${at + 1}`, order: at + 1 }) as ValuationEntry,
  );
  const { open, booked } = bookedBy(VALUATION_METHODS.get('moving_average') as Method, entries);
  const { pools, adjustments } = recost(booked, open);
  expect(pools.get('a')).toMatchObject({ quantity: left, amount: 0n });
  expect(adjustments).not.toEqual([]);
});
