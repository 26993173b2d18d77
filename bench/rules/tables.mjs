#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { Decimal } from '@dougong/kernel/foundation';
import { compileDecisionTable } from '@dougong/kernel/rules';
import { race } from './race.mjs';
import { seeded } from './random.mjs';
import { judge, print } from './report.mjs';

/**
 * First hit in a table of 1000 rows: the index of the kernel beside a scan of closures, row by row and cell by cell, both
 * typed and exact. Run alone it prints the ratio: `node bench/rules/tables.mjs [rounds]`.
 */
export const firstHit = {
  title: 'table of 1000 rows, first hit',
  goals: [{ of: 'dougong', against: 'linear scan of closures', atLeast: 5 }],
  contestants() {
    const table = compiled();
    const rows = ROWS.map(closuresOf);
    return {
      'linear scan of closures': inTurn((inputs) => scan(rows, inputs)),
      dougong: inTurn((inputs) => {
        const decided = table.evaluate(inputs);
        return decided.ok ? decided.value.rows[0] : 'none';
      }),
    };
  },
};

const KINDS = Array.from({ length: 10 }, (_, n) => `kind ${n}`);
const BAND = 250;

/** Bands of an amount for each kind, in no order; some want a minimal rate, so that several rows may fit. */
const ROWS = shuffled(
  KINDS.flatMap((kind) =>
    Array.from({ length: 100 }, (_, band) => ({
      kind,
      from: band * BAND,
      to: (band + 1) * BAND,
      rate: band % 3 === 0 ? band / 20 : undefined,
    })),
  ),
).map((row, at) => ({ ...row, id: `r${at + 1}` }));

function shuffled(items) {
  const random = seeded(11);
  return items
    .map((item) => ({ item, place: random.below(1e9) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const INPUTS = Array.from({ length: 64 }, (_, n) => {
  const random = seeded(500 + n);
  return {
    amount: (random.below(100 * BAND * 100) / 100).toFixed(2),
    kind: random.pick(KINDS),
    rate: (random.below(800) / 100).toFixed(2),
  };
});

function compiled() {
  const column = (id, type) => ({ id, type, title: { 'zh-CN': id, en: id } });
  const definition = {
    kind: 'decision-table',
    format: 1,
    key: 'bands',
    title: { 'zh-CN': '分档', en: 'Bands' },
    hitPolicy: 'FIRST',
    inputs: [column('amount', 'number'), column('kind', 'text'), column('rate', 'number')],
    outputs: [column('out', 'text')],
    rows: ROWS.map(({ id, kind, from, to, rate }) => ({
      id,
      when: { amount: `[${from}..${to})`, kind, rate: rate === undefined ? '-' : `>= ${rate}` },
      then: { out: id },
    })),
  };
  const table = compileDecisionTable(definition);
  if (!table.ok) throw new Error(JSON.stringify(table.error));
  return table.value;
}

function closuresOf({ id, kind, from, to, rate }) {
  const low = new Decimal(from);
  const high = new Decimal(to);
  const least = rate === undefined ? undefined : new Decimal(rate);
  const cells = [
    (inputs) => inputs.amount.gte(low) && inputs.amount.lt(high),
    (inputs) => inputs.kind === kind,
    least === undefined ? () => true : (inputs) => inputs.rate.gte(least),
  ];
  return { id, cells };
}

function scan(rows, { amount, kind, rate }) {
  const inputs = { amount: new Decimal(amount), kind, rate: new Decimal(rate) };
  return rows.find(({ cells }) => cells.every((fits) => fits(inputs)))?.id ?? 'none';
}

/** Other inputs in every turn, so that nobody can remember the last answer. */
function inTurn(decide) {
  let turn = 0;
  return () => {
    turn = (turn + 1) % INPUTS.length;
    return decide(INPUTS[turn]);
  };
}

function mustAgree(contestants) {
  for (const _ of INPUTS) {
    const answers = Object.values(contestants).map((run) => run());
    if (new Set(answers).size > 1) throw new Error(`the answers differ: ${answers.join(', ')}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const contestants = firstHit.contestants();
  mustAgree(contestants);
  const nanoseconds = await race(contestants, Number.parseInt(process.argv[2] ?? '5', 10));
  print(
    firstHit.title,
    nanoseconds,
    firstHit.goals.map((goal) => judge(goal, nanoseconds)),
  );
}
