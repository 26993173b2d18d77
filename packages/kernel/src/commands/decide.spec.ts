import fc from 'fast-check';
import { idSource, uuid } from '../forms/claim.fixtures.js';
import type { Command } from './command.js';
import type { Decision } from './decision.js';
import type { Effects } from './effects.js';
import {
  ADA,
  AMY,
  AT,
  DAN,
  EVE,
  INK,
  LEA,
  NORTH,
  NOWHERE,
  Office,
  PEN,
  requestOf,
} from './office.fixtures.js';

const pens = fc.integer({ min: 0, max: 9_999_999 }).map((thousandths) => decimal(thousandths));

function decimal(thousandths: number): string {
  return `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`;
}

/** Effects as plain data: compiled postings and look-ups are the release's. */
function plain(decision: Decision): unknown {
  if (decision.kind !== 'effects') return decision;
  const { postings, ...rest } = decision.effects;
  const asked = postings.map(({ posting, input, ...each }) => ({
    ...each,
    posting: posting.key,
    record: input.record,
  }));
  return JSON.parse(JSON.stringify({ ...rest, postings: asked })) as Effects;
}

describe('a decision', () => {
  test('is the same for the same command, facts and ids', () => {
    fc.assert(
      fc.property(fc.array(pens, { minLength: 1, maxLength: 5 }), (quantities) => {
        const office = new Office();
        const id = office.made(AMY, requestOf('1'));
        const lines = { upsert: quantities.map((qty) => ({ item: INK, qty })) };
        office.change(AMY, id, { lines });
        office.act(AMY, id, 'send');
        const taskId = office.taskOf(LEA, id)?.id ?? '';
        const command: Command = { type: 'answer', form: 'request', id, at: AT, taskId, answer: 'approve' };
        const facts = office.factsOf(LEA, command);
        const known = office.learn(facts, {
          references: [{ form: 'place', id: NORTH }],
          numbers: { 'review.no': 1 },
        });
        const [first, second] = [1, 2].map(() =>
          plain(office.decide(command, { ...known, ids: idSource() })),
        );
        expect(second).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });

  test('does not change the facts that it was given', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('41'));
    const command: Command = {
      type: 'act',
      form: 'request',
      id,
      at: AT,
      action: 'send',
      patch: { note: 'x' },
    };
    const facts = office.learn(office.factsOf(AMY, command), { references: [{ form: 'place', id: NORTH }] });
    const before = JSON.stringify(facts.record);
    expect(office.decide(command, facts).kind).toBe('effects');
    expect(JSON.stringify(facts.record)).toBe(before);
  });
});

const person = fc.constantFrom(AMY, LEA, DAN, ADA, EVE, uuid(77));
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    undefined,
    '',
    '１２',
    '1e9',
    '99999999999999999999',
    NOWHERE,
    PEN,
    NORTH,
    '2026-02-30',
  ),
);
const key = fc.oneof(
  fc.constantFrom(
    'place',
    'note',
    'urgent',
    'limit',
    'total',
    'lines',
    'status',
    'id',
    'version',
    'no',
    'review',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', 'lines.qty'),
);
const row = fc.dictionary(
  fc.constantFrom('id', 'item', 'qty', 'price', 'amount', 'line_no', '__proto__'),
  junk,
);
const rows = fc.array(fc.oneof(row, junk), { maxLength: 4 });
const values = fc.oneof(
  junk,
  fc.dictionary(key, junk),
  fc.tuple(fc.dictionary(key, junk), rows).map(([header, lines]) => ({ ...header, place: NORTH, lines })),
);
const patch = fc.oneof(
  fc.dictionary(key, junk),
  fc
    .tuple(rows, fc.array(junk, { maxLength: 3 }))
    .map(([upsert, gone]) => ({ lines: { upsert, delete: gone } })),
);
const verb = fc.constantFrom('send', 'park', 'wake', 'force', 'finish', 'constructor', '', '__proto__');

describe('whatever a caller sends', () => {
  const outcomes = (send: (office: Office, id: string) => unknown, state: string) => {
    const office = new Office();
    const id = office.made(AMY, requestOf('41'));
    if (state !== 'draft') office.act(AMY, id, 'send');
    if (state === 'approved') office.answer(LEA, id, 'approve');
    return send(office, id);
  };
  const state = fc.constantFrom('draft', 'sent', 'approved');
  const decided = (outcome: unknown) => {
    const { effects, reason, codes } = outcome as {
      effects?: unknown;
      reason?: string;
      codes: readonly string[];
    };
    expect(effects !== undefined || (reason !== undefined && codes.length > 0)).toBe(true);
  };

  test('as a new record is refused or decided, never a crash', () => {
    fc.assert(
      fc.property(person, values, (user, sent) => decided(new Office().create(user, sent))),
      { numRuns: 400 },
    );
  });

  test('as a change, an action or an answer is refused or decided, never a crash', () => {
    const command = fc.oneof(
      fc.record({
        type: fc.constant('change' as const),
        patch,
        version: fc.option(fc.integer(), { nil: undefined }),
      }),
      fc.record({
        type: fc.constant('act' as const),
        action: verb,
        patch: fc.option(patch, { nil: undefined }),
      }),
      fc.record({
        type: fc.constant('answer' as const),
        taskId: fc.constantFrom('none', '', 'constructor'),
        answer: fc.constantFrom('approve', 'reject', 'submit'),
        patch: fc.option(patch, { nil: undefined }),
      }),
      fc.constant({ type: 'delete' as const }),
    );
    fc.assert(
      fc.property(state, person, command, (at, user, sent) => {
        const send = (office: Office, id: string) =>
          office.send(user, { ...sent, form: 'request', id, at: AT } as Command);
        decided(outcomes(send, at));
      }),
      { numRuns: 600 },
    );
  });
});
