import fc from 'fast-check';
import type { RecordData } from '../expression/index.js';
import { CHAIN_DEPTH_MAX } from '../foundation/index.js';
import type { RuleAction, RuleDefinition } from '../metadata/index.js';
import { action, definitionsWith, markLarge, rule, title } from './commands.fixtures.js';
import { checkRelease } from './compile-release.js';
import { ADA, LEA, Office, PEN, requestOf } from './office.fixtures.js';

/** Rules over two forms that make, change and move each other's records, as wild as they come. */

const notify = (id: string) => action('notify', { to: [{ users: [LEA] }], title: title('n') }, id);
const ofRequest: readonly ((id: string) => RuleAction)[] = [
  notify,
  (id) => action('createRecord', { form: 'errand', values: { request: 'id', reason: '"r"' } }, id),
  (id) => action('transition', { to: 'parked' }, id),
  (id) => action('transition', { to: 'draft', onError: 'skip' }, id),
  (id) =>
    action(
      'updateRecord',
      { form: 'errand', by: { match: { reason: '"r"' }, max: 5 }, values: { extra: '"e"' }, onError: 'warn' },
      id,
    ),
];
const ofErrand: readonly ((id: string) => RuleAction)[] = [
  notify,
  (id) => action('createRecord', { form: 'errand', values: { request: 'request', reason: '"r"' } }, id),
  (id) => action('transition', { to: 'done' }, id),
  (id) =>
    action(
      'updateRecord',
      {
        form: 'request',
        by: { reference: 'request' },
        values: { note: 'CONCAT(LEFT(COALESCE(target.note, ""), 9), "x")' },
      },
      id,
    ),
  (id) =>
    action(
      'updateRecord',
      {
        form: 'errand',
        by: { match: { reason: '"r"' }, max: 5 },
        values: { extra: 'CONCAT(LEFT(COALESCE(target.extra, ""), 9), "y")' },
      },
      id,
    ),
];

const someRule = fc.record({
  form: fc.constantFrom('request' as const, 'errand' as const),
  on: fc.uniqueArray(fc.constantFrom('create' as const, 'update' as const, 'state' as const), {
    minLength: 1,
  }),
  actions: fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
  phase: fc.constantFrom('afterSave' as const, 'afterCommit' as const),
});

type SomeRule = typeof someRule extends fc.Arbitrary<infer T> ? T : never;

function definitionOf({ form, on, actions, phase }: SomeRule, at: number): RuleDefinition {
  const list = form === 'request' ? ofRequest : ofErrand;
  return rule(
    `r${at}`,
    actions.map((which, index) => (phase === 'afterCommit' ? notify : (list[which] ?? notify))(`a${index}`)),
    {
      form,
      phase,
      trigger: {
        on,
        ...(on.includes('state')
          ? { states: form === 'request' ? ['draft', 'parked'] : ['open', 'done'] }
          : {}),
      },
      reentry: 'once',
    },
  );
}

type SomeRules = readonly SomeRule[];

const BOUNDS = [
  'chain_too_deep',
  'too_many_actions',
  'too_many_records',
  'too_many_to_change',
  'no_record_to_change',
];

/** Sets that are surely refused, so that refusals are looked at whatever chance brings. */
const endless: SomeRules = [
  { form: 'request', on: ['create'], actions: [1], phase: 'afterSave' },
  { form: 'errand', on: ['create'], actions: [1], phase: 'afterSave' },
];
const toNobody: SomeRules = [
  { form: 'request', on: ['create'], actions: [1], phase: 'afterSave' },
  { form: 'errand', on: ['create'], actions: [4], phase: 'afterSave' },
];

const quiet = { ...markLarge, enabled: false };
const aRequest = requestOf('1');

/** An office with the rules, and what becomes of a new request in it. */
function created(rules: readonly RuleDefinition[], request = aRequest, earlier: readonly object[] = []) {
  const { release, findings } = checkRelease(1, definitionsWith(quiet, ...rules));
  if (!release) throw new Error(JSON.stringify(findings));
  const office = new Office(release);
  for (const errand of earlier) office.made(ADA, errand, 'errand');
  return office.create(ADA, request);
}

describe('any rules over records that make and change each other', () => {
  test('end with effects or with a refusal that says which bound was met', () => {
    fc.assert(
      fc.property(fc.array(someRule, { minLength: 1, maxLength: 5 }), (some) => {
        const outcome = created(some.map(definitionOf));
        if (outcome.effects) return;
        for (const { code, params } of outcome.issues ?? []) {
          expect(BOUNDS).toContain(code);
          if (code === 'chain_too_deep') expect(params?.['chain']).toHaveLength(CHAIN_DEPTH_MAX + 1);
        }
      }),
      { numRuns: 60, examples: [[[...endless]], [[...toNobody]]] },
    );
  });
});

describe('rules that go too far', () => {
  const onCreate = { trigger: { on: ['create' as const] } };
  const lines = (count: number) =>
    requestOf('1', { lines: Array.from({ length: count }, () => ({ item: PEN, qty: '1' })) });
  const toErrands = (max: number) =>
    action('updateRecord', {
      form: 'errand',
      by: { match: { reason: '"r"' }, max },
      values: { extra: '"e"' },
    });
  const elevenErrands = Array.from({ length: 11 }, (_, at) =>
    action('createRecord', { form: 'errand', values: { request: 'id' } }, `e${at}`),
  );
  const manyNotices = Array.from({ length: 60 }, (_, at) => notify(`n${at}`));
  const each = (actions: RuleAction[]) => [rule('each', actions, { ...onCreate, foreach: 'lines' })];

  test.each<[string, readonly RuleDefinition[], RecordData, readonly object[]]>([
    ['chain_too_deep', endless.map(definitionOf), aRequest, []],
    ['too_many_actions', each(manyNotices), lines(20), []],
    ['too_many_records', each(elevenErrands), lines(20), []],
    [
      'too_many_to_change',
      [rule('all', [toErrands(1)], onCreate)],
      aRequest,
      [{ reason: 'r' }, { reason: 'r' }],
    ],
    ['no_record_to_change', [rule('all', [toErrands(1)], onCreate)], aRequest, []],
  ])('are refused with %s, and nothing is written', (code, rules, request, earlier) => {
    const outcome = created(rules, request, earlier);
    expect(outcome.effects).toBeUndefined();
    expect(outcome.issues).toMatchObject([{ code }]);
    expect(BOUNDS).toContain(code);
  });
});
