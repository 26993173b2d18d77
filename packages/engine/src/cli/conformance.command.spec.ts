import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from './commands.js';
import type { Terminal } from './command.js';
import { runCommandLine } from './run-command-line.js';

const CASES = join(import.meta.dirname, '../../conformance/cases');

describe('the conformance command', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'dougong-conformance-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function conformance(suite: string, content: unknown) {
    const file = join(folder, 'cases.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return run(suite, file);
  }

  async function run(...words: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const terminal: Terminal = {
      colour: false,
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
    };
    const code = await runCommandLine(['conformance', ...words], COMMANDS, terminal);
    return { code, out, err };
  }

  /** Cases of flows are played on a database of their own, by the gate's conformance step. */
  const played = new Set(['flows.json', 'reconciliation.json', 'valuation.json']);

  test.each(readdirSync(CASES).filter((file) => !played.has(file)))(
    'passes every case of %s',
    async (file) => {
      const { code, out } = await run(file.replace('.json', ''), join(CASES, file));
      expect(out).toEqual([expect.stringMatching(/^\d{2,} passed, 0 failed$/)]);
      expect(code).toBe(0);
    },
  );

  test('shows each failing formula on a line, what was expected and what came', async () => {
    const cases = [
      { id: 'right', expr: '1 + 1', expect: '2' },
      { id: 'wrong', expr: 'a + 1', vars: { a: '1' }, expect: '3' },
      { id: 'no-error', expr: '1', error: ['TYPE'] },
      { id: 'error', expr: '1 / 0', expect: '0' },
      { id: 'nothing' },
      7,
    ];
    expect(await conformance('formulas', { cases })).toMatchObject({
      code: 1,
      out: [
        'wrong: expected "3" got "2"',
        'no-error: expected {"error":["TYPE"]} got "1"',
        'error: expected "0" got {"error":["DIV_ZERO"]}',
        expect.stringMatching(/^nothing: expected undefined got "TypeError: /),
        'case-5: expected "a case" got something else',
        '1 passed, 5 failed',
      ],
    });
  });

  test('counts neither optional cases that fail nor cases of a policy that is not offered', async () => {
    const cases = [
      { id: 'bonus', expr: '1', expect: '2', optional: true },
      { id: 'bonus-passed', expr: '1', expect: '1', optional: true },
      { id: 'other', expr: '1', expect: '1', blank: 'as-text' },
    ];
    expect(await conformance('formulas', { cases })).toMatchObject({ code: 0, out: ['1 passed, 0 failed'] });
  });

  test('takes another accepted spelling, and a formula that is slower than allowed fails', async () => {
    const cases = [
      { id: 'alt', expr: 'PLUS(1, 2)', alt: '1 + 2', expect: '3' },
      { id: 'slow', expr: '1 + 1', expect: '2', maxMs: 0 },
    ];
    const { out } = await conformance('formulas', { cases });
    expect(out).toEqual([expect.stringMatching(/^slow: .* instead of at most 0$/), '1 passed, 1 failed']);
  });

  test('shows what is wrong with a graph', async () => {
    const graphs = [
      { name: 'value', fields: { a: 'b + 1' }, inputs: { b: '1' }, expect: { a: '3' } },
      { name: 'no ring', fields: { a: 'b + 1' }, cycle: [['a', 'b']] },
      { name: 'ring', fields: { a: 'b', b: 'a' }, inputs: {}, expect: { a: '1' } },
      { name: 'order', fields: { a: 'b', b: 'c' }, orderBefore: [['a', 'b']] },
      {
        name: 'work',
        fields: { a: 'b', c: 'd' },
        inputs: { b: '1', d: '1' },
        change: { b: '2' },
        recomputed: ['c'],
      },
    ];
    const { code, out } = await conformance('formulas', { graphs });
    expect(code).toBe(1);
    expect(out.map((line) => line.replace(/ expected .* got /, ' '))).toEqual([
      'value: a "2"',
      'no ring: no cycle was refused',
      'ring: cycle [["a","b"]]',
      'order: a is not computed before b',
      'work: recomputed ["a"]',
      '0 passed, 5 failed',
    ]);
  });

  test('names a failing case of plain JsonLogic by section and index; an unknown operator is a failed case', async () => {
    const sections = [
      {
        section: 'mine',
        cases: [
          [{ '+': [1, 1] }, {}, 2],
          [{ '+': [1, 1] }, {}, 3],
          [{ fly: 1 }, {}, 1],
        ],
      },
    ];
    expect(await conformance('jsonlogic', { sections })).toMatchObject({
      code: 1,
      out: [
        'mine#1: expected 3 got 2',
        expect.stringMatching(/^mine#2: expected 1 got /),
        '1 passed, 2 failed',
      ],
    });
  });

  test('ends with 2 for a file that cannot be read and for a suite that is not offered', async () => {
    for (const content of ['{', '{}', '"cases"', { cases: 7 }])
      for (const suite of ['formulas', 'flows'])
        expect(await conformance(suite, content)).toMatchObject({ code: 2, out: [] });
    expect(await conformance('jsonlogic', {})).toMatchObject({ code: 2, out: [] });
    expect((await run('formulas', join(folder, 'gone.json'))).code).toBe(2);
    expect(await run('tides', join(folder, 'gone.json'))).toMatchObject({
      code: 2,
      out: [],
      err: [
        'there is no suite "tides" in this version; it offers flows, formulas, jsonlogic, reconciliation, valuation',
      ],
    });
  });
});
