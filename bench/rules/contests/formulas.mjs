import { compileFormula } from '@dougong/kernel/expression';
import { Parser } from 'expr-eval';
import { all, create } from 'mathjs';

/** A cost as people write it: exact decimals beside floats, and beside the big numbers of a mathematics library. */

const COST = '(material * (1 + lossRate) + labor * hours) * qty + mould / runs';
const COST_IN_CHINESE = '(材料费 * (1 + 损耗率) + 工价 * 工时) * 数量 + 模具费 / 次数';
const VALUES = { material: 12.5, lossRate: 0.03, labor: 35, hours: 1.25, qty: 500, mould: 12000, runs: 3000 };
const WIRE = Object.fromEntries(Object.entries(VALUES).map(([name, value]) => [name, String(value)]));
const number = { kind: 'number' };
const scope = {
  fields: Object.fromEntries(
    [...Object.keys(VALUES), ...COST_IN_CHINESE.match(/[\u4e00-\u9fff]+/g)].map((name) => [name, number]),
  ),
};
const EXPECTED = 28316.5;

export const evaluation = {
  title: 'formula, compiled',
  goals: [
    { of: 'dougong', against: 'expr-eval-fork', atLeast: 0.3 },
    { of: 'dougong', against: 'mathjs BigNumber', atLeast: 1.2 },
  ],
  agree: (answer) => Math.abs(answer - EXPECTED) < 1e-6,
  contestants() {
    const fork = new Parser().parse(COST);
    const formula = compiled(COST);
    const math = create(all, { number: 'BigNumber' });
    const code = math.compile(COST);
    const big = Object.fromEntries(
      Object.entries(VALUES).map(([name, value]) => [name, math.bignumber(value)]),
    );
    return {
      'expr-eval-fork': () => fork.evaluate(VALUES),
      'mathjs BigNumber': () => code.evaluate({ ...big }),
      dougong: () => formula.evaluate({ record: WIRE }),
    };
  },
};

export const compilation = {
  title: 'formula, from text to closures',
  goals: [{ of: 'dougong', against: 'expr-eval-fork parse', atMost: 3 }],
  agree: () => true,
  contestants() {
    const parser = new Parser();
    return {
      'expr-eval-fork parse': () => parser.parse(COST),
      dougong: () => compiled(COST),
      'dougong, Chinese names': () => compiled(COST_IN_CHINESE),
    };
  },
};

function compiled(source) {
  const formula = compileFormula(source, scope);
  if (!formula.ok) throw new Error(JSON.stringify(formula.error));
  return formula.value;
}
