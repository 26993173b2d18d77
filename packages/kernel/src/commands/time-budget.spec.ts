import type { RuleDefinition } from '../metadata/index.js';
import type { Command } from './command.js';
import { action, definitionsWith, markLarge, releaseOf, rule, title } from './commands.fixtures.js';
import { decide } from './decide.js';
import type { Decision } from './decision.js';
import type { Facts } from './facts.js';
import { ADA, LEA, Office, PEN, requestOf } from './office.fixtures.js';
import { TimeBudget } from './time-budget.js';
import type { Stopwatch } from './time-budget.js';

const MAX = 100;

/** A stopwatch of a machine that has nothing else to do. */
const idle = (passed: () => number): Stopwatch => ({ passed, computed: passed });

/** An office in which every look at the stopwatch finds it a few milliseconds further on. */
class SlowOffice extends Office {
  budget = new TimeBudget(
    idle(() => 0),
    MAX,
  );

  constructor(
    rules: readonly RuleDefinition[],
    private readonly step: number,
  ) {
    super(releaseOf(definitionsWith({ ...markLarge, enabled: false }, ...rules)));
  }

  override decide(command: Command, facts: Facts): Decision {
    const { release, budget } = this;
    return decide({ release, pinned: () => release, today: '2026-03-05', budget }, command, facts);
  }

  /** Makes a request with so many lines, on a budget of its own. */
  request(lines = 1) {
    let now = 0;
    const passed = () => (now += this.step);
    this.budget = new TimeBudget({ passed, computed: () => now }, MAX);
    const line = { item: PEN, qty: '1' };
    return this.create(ADA, requestOf('1', { lines: Array.from({ length: lines }, () => line) }));
  }
}

const notify = action('notify', { to: [{ users: [LEA] }], title: title('n') });
const onCreate = { trigger: { on: ['create' as const] } };
const reminders = (count: number, more: Partial<RuleDefinition> = {}) =>
  Array.from({ length: count }, (_, at) => rule(`r${at}`, [notify], { ...onCreate, ...more }));

const codes = ({ codes: found }: { readonly codes: readonly string[] }) => found;

describe('the time that a save may take', () => {
  test('is enough for a few rules', () => {
    expect(codes(new SlowOffice(reminders(3), 1).request())).toEqual([]);
  });

  test('ends between two rules, and the refusal says how long it took and names the longest', () => {
    const { effects, issues, reason } = new SlowOffice(reminders(200), 1).request();
    expect(effects).toBeUndefined();
    expect(reason).toBe('invalid');
    expect(issues).toMatchObject([
      { code: 'out_of_time', params: { milliseconds: MAX + 1, max: MAX, rules: { length: 3 } } },
    ]);
  });

  test('ends between two lines of one rule', () => {
    const perLine = reminders(1, { foreach: 'lines' });
    expect(codes(new SlowOffice([], 3).request(20))).toEqual([]);
    expect(codes(new SlowOffice(perLine, 3).request(20))).toEqual(['out_of_time']);
  });

  test('ends between two computed columns, too', () => {
    expect(new SlowOffice([], 5).request()).toMatchObject({ codes: [] });
    expect(new SlowOffice([], 5).request(20)).toMatchObject({ codes: ['out_of_time'] });
  });

  test('shows the chain of records that set each other off', () => {
    const endless = ['request', 'errand'].map((form) =>
      rule(
        `from_${form}`,
        [action('createRecord', { form: 'errand', values: { reason: '"r"' }, onError: 'skip' })],
        {
          ...onCreate,
          form,
          reentry: 'once',
        },
      ),
    );
    const [found] = new SlowOffice(endless, 8).request().issues ?? [];
    expect(found).toMatchObject({ code: 'out_of_time' });
    expect(found?.params?.['chain']).toContainEqual(
      expect.objectContaining({ en: expect.stringContaining('from_') as string }),
    );
  });

  test('is not saved by an action that may fail', () => {
    const chain = [
      rule(
        'first',
        [action('createRecord', { form: 'errand', values: { reason: '"r"' }, onError: 'skip' })],
        {
          ...onCreate,
        },
      ),
      ...reminders(50, { form: 'errand' }),
    ];
    const { effects, issues } = new SlowOffice(chain, 3).request();
    expect(effects).toBeUndefined();
    expect(issues).toMatchObject([{ code: 'out_of_time' }]);
  });
});

describe('a time budget', () => {
  test('counts the rounds of a decision, and not what is waited for between them', () => {
    let now = 0;
    const budget = new TimeBudget(
      idle(() => now),
      MAX,
    );
    for (let round = 0; round < 2; round += 1) {
      budget.start();
      now += 50;
      budget.stop();
      now += 10_000;
    }
    expect(budget.isSpent).toBe(false);
    budget.start();
    now += 1;
    budget.stop();
    expect(budget.isSpent).toBe(true);
    expect(budget.toIssue()).toMatchObject({ params: { milliseconds: 101, max: MAX } });
  });

  test('is not spent by waiting for a machine that others keep busy', () => {
    let [passed, computed] = [0, 0];
    const budget = new TimeBudget({ passed: () => passed, computed: () => computed }, MAX);
    for (let round = 0; round < 2; round += 1) {
      budget.start();
      passed += 5000;
      computed += 50;
      budget.stop();
      computed += 10_000;
    }
    expect(budget.isSpent).toBe(false);
    budget.start();
    computed += 1;
    budget.turnTo(names.a);
    expect(budget.isSpent).toBe(true);
  });

  test('names the work that took longest first, however often it was turned to', () => {
    let now = 0;
    const budget = new TimeBudget(
      idle(() => now),
      MAX,
    );
    budget.start();
    for (const [name, taken] of [
      ['a', 1],
      ['b', 6],
      ['c', 4],
      ['a', 9],
      ['d', 2],
    ] as const) {
      budget.turnTo(names[name]);
      now += taken;
    }
    budget.stop();
    expect(budget.toIssue().params?.['rules']).toEqual([names.a, names.b, names.c]);
  });
});

const names = { a: title('a'), b: title('b'), c: title('c'), d: title('d') };
