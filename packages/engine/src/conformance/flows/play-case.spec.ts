import { flowsSuite, playAll } from './flows.suite.js';
import type { CaseStep } from './flow-case.js';
import type { CaseView } from './judge-view.js';
import { ordersOf } from './play-orders.js';
import { UnknownStep } from './stage.js';
import type { Stage, StepOutcome } from './stage.js';

const FLOW = {
  nodes: [
    { id: 's', type: 'start' },
    { id: 'e', type: 'end' },
  ],
  edges: [{ from: 's', to: 'e' }],
};

/** An engine of the tests: it counts what was done, refuses `no`, and leaves something behind when it is told to. */
class FakeStage implements Stage {
  readonly done: string[] = [];
  private leftBehind = 0;

  check = () => ({ publishable: false, findings: [{ code: 'no_end', nodes: ['a'] }] });
  publish = (): Promise<readonly string[]> => Promise.resolve([]);
  prepare = () => Promise.resolve();
  settle = () => Promise.resolve();
  moves = () => Promise.resolve(this.done.length);
  footprint = () => Promise.resolve({ tasks: `${this.done.join()} ${this.leftBehind}` });

  carryOut({ do: what, by = '' }: CaseStep): Promise<StepOutcome> {
    if (what === 'fly') throw new UnknownStep('unknown step fly');
    if (what === 'break') throw new TypeError('something is wrong');
    if (what === 'litter') this.leftBehind += 1;
    if (what === 'no' || what === 'litter') return Promise.resolve({ kind: 'refused', code: 'too_late' });
    if (what !== 'again') this.done.push(by);
    return Promise.resolve({ kind: 'done', replayed: what === 'again' });
  }

  view(): Promise<CaseView> {
    const trace = this.done.map((by) => `${by}=done`);
    return Promise.resolve({ status: 'running', open: {}, trace, record: {}, notices: [], calls: {} });
  }
}

async function lines(...cases: readonly object[]): Promise<string[]> {
  const content = { cases: cases.map((one, at) => ({ id: `K${at + 1}`, flow: FLOW, ...one })) };
  const stages = { open: () => Promise.resolve(new FakeStage()), close: () => Promise.resolve() };
  const said: string[] = [];
  for await (const { id, outcome, expected, got } of playAll(content, () => Promise.resolve(stages)))
    said.push(outcome === 'failed' ? `${id}: expected ${expected} got ${got}` : `${id} ${outcome}`);
  return said;
}

const step = (what: string, by = 'ann', more: object = {}) => ({ do: what, by, ...more });

describe('a flow case', () => {
  test('passes when every step and the end are as expected', async () => {
    const steps = [
      step('start', 'ann', { then: { trace: ['ann=done'] } }),
      step('approve', 'bob'),
      step('no', 'bob', { refused: 'already_done' }),
      step('again', 'bob', { replayed: true }),
    ];
    expect(await lines({ steps, expect: { status: 'running', trace: ['ann=done', 'bob=done'] } })).toEqual([
      'K1 passed',
    ]);
  });

  test('names the first step after which something differs', async () => {
    const steps = [step('start'), step('approve', 'bob', { then: { status: 'approved' } }), step('fly')];
    expect(await lines({ steps, expect: {} })).toEqual([
      'K1: expected at step 2 (approve by bob): status "approved" got "running"',
    ]);
  });

  test('fails where a step is refused that should be done, or done that should be refused', async () => {
    expect(
      await lines(
        { steps: [step('no')] },
        { steps: [step('start', 'ann', { refused: 'not_yours' })] },
        { steps: [step('start', 'ann', { replayed: true })] },
      ),
    ).toEqual([
      'K1: expected at step 1 (no by ann): it done got refused "too_late"',
      'K2: expected at step 1 (start by ann): to be refused (not_yours) got it done',
      'K3: expected at step 1 (start by ann): the first answer again got it done once more',
    ]);
  });

  test('fails where a refused step leaves something behind', async () => {
    expect(await lines({ steps: [step('litter', 'ann', { refused: true })] })).toEqual([
      'K1: expected at step 1 (litter by ann): nothing changed got changed tasks',
    ]);
  });

  test('that cannot be played is a failed case, and the others go on', async () => {
    const said = await lines(
      { steps: [{ do: 'fly' }] },
      { steps: [step('break')] },
      { steps: 7 },
      { flow: { nodes: 'none' } },
      { steps: [step('start')] },
    );
    expect(said).toEqual([
      'K1: expected at step 1 (fly): a step that can be played got "unknown step fly"',
      'K2: expected "a case that can be played" got "TypeError: something is wrong"',
      'K3: expected "a case" got steps that are no list of steps',
      'K4: expected "a case" got a drawing without lists of nodes and edges',
      'K5 passed',
    ]);
  });

  test('asks the check of the drawing, of which only what is expected must be found', async () => {
    const check = [{ do: 'check' }];
    expect(
      await lines(
        { steps: check, expect: { publishable: false, findings: [{ code: 'no_end', nodes: ['a', 'b'] }] } },
        { steps: check, expect: { publishable: true } },
        { steps: check, expect: { findings: [] } },
        { expect: { publishable: false, findings: [{ code: 'no_start' }] } },
      ),
    ).toEqual([
      'K1 passed',
      'K2: expected at the end: publishable true got false with [{"code":"no_end","nodes":["a"]}]',
      'K3: expected at the end: findings [] got [{"code":"no_end","nodes":["a"]}]',
      'K4: expected at the end: the finding {"code":"no_start"} got [{"code":"no_end","nodes":["a"]}]',
    ]);
  });

  test('whose failure does not count is left out', async () => {
    expect(await lines({ optional: true, steps: [step('no')] })).toEqual(['K1 skipped']);
  });
});

describe('a race', () => {
  const race = (more: object) => ({
    steps: [{ do: 'race', actions: [step('approve', 'ann'), step('approve', 'bob')], ...more }],
  });
  const annFirst = { trace: ['ann=done', 'bob=done'] };
  const bobFirst = { trace: ['bob=done', 'ann=done'] };

  test('is played in both orders and at once, and each result must be one of those expected', async () => {
    expect(
      await lines(
        { ...race({ decisions: 2 }), expect: { anyOf: [annFirst, bobFirst] } },
        { ...race({}), expect: { anyOf: [annFirst] } },
      ),
    ).toEqual([
      'K1 passed',
      'K2: expected at the end: trace ["ann=done","bob=done"] got ["bob=done","ann=done"]',
    ]);
  });

  test('must reach every result that is expected', async () => {
    expect(
      await lines({ ...race({}), expect: { anyOf: [annFirst, bobFirst, { status: 'approved' }] } }),
    ).toEqual(['K1: expected at the end: alternative 3 to be reached got it in no order']);
  });

  test('says how many of its actions took effect', async () => {
    expect(await lines({ ...race({ decisions: 1 }) })).toEqual([
      'K1: expected at step 1 (race): 1 decisions got 2',
    ]);
  });

  test('of many is played with everybody first once', () => {
    const actions = Array.from({ length: 5 }, () => ({ do: 'approve' }));
    const orders = ordersOf({ steps: [{ do: 'race', actions }] } as never);
    const inTurn = orders.flatMap((order) => (order === 'at once' ? [] : [order(5)]));
    expect(inTurn.map(([first]) => first)).toEqual([0, 1, 2, 3, 4, 4]);
    expect(orders).toHaveLength(8);
  });
});

test('a file without cases is no file of the suite', () => {
  for (const content of [7, {}, { cases: 'many' }])
    expect(() => flowsSuite.run(content, () => undefined)).toThrow('there is no list of cases');
});
