import fc from 'fast-check';
import { CHAIN_DEPTH_MAX } from '../foundation/index.js';
import type { RuleAction, RuleDefinition } from '../metadata/index.js';
import { action, definitionsWith, markLarge, rule, title } from './commands.fixtures.js';
import { checkRelease } from './compile-release.js';
import { ADA, LEA, NORTH, Office, PEN, requestOf } from './office.fixtures.js';

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

function definitionOf(
  { form, on, actions, phase }: typeof someRule extends fc.Arbitrary<infer T> ? T : never,
  at: number,
): RuleDefinition {
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

const BOUNDS = new Set([
  'chain_too_deep',
  'too_many_actions',
  'too_many_records',
  'too_many_to_change',
  'no_record_to_change',
]);

describe('any rules over records that make and change each other', () => {
  test('end with effects or with a refusal that says which bound was met', () => {
    let refusals = 0;
    fc.assert(
      fc.property(fc.array(someRule, { minLength: 1, maxLength: 5 }), (some) => {
        const all = definitionsWith({ ...markLarge, enabled: false }, ...some.map(definitionOf));
        const { release, findings } = checkRelease(1, all);
        if (!release) throw new Error(JSON.stringify(findings));
        const office = new Office(release);
        const outcome = office.create(
          ADA,
          requestOf('1', { place: NORTH, lines: [{ item: PEN, qty: '1' }] }),
        );
        if (outcome.effects) return;
        refusals += 1;
        for (const { code, params } of outcome.issues ?? []) {
          expect([...BOUNDS]).toContain(code);
          if (code === 'chain_too_deep') expect(params?.['chain']).toHaveLength(CHAIN_DEPTH_MAX + 1);
        }
      }),
      { numRuns: 60 },
    );
    expect(refusals).toBeGreaterThan(0);
  });
});
