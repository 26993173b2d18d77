import { definitionFile } from '@dougong/kernel/templates';
import { DEFINITIONS, head, SEED, title } from './scenarios.fixtures.js';

type Files = Readonly<Record<string, object>>;

const START = '2026-11-23T09:00:00+08:00';

/**
 * Claims and their approval, with a scenario that holds where an approved claim ends as `done` and where the claim of the seeds
 * has the amount 7.50, which is an answer to a parameter.
 * @param approved state of a claim that was approved.
 */
export function claimsTemplate(version: string, approved = 'done'): Files {
  const definitions = DEFINITIONS.map((each) =>
    each.kind === 'flow' ? { ...each, states: { ...each.states, approved } } : each,
  );
  return {
    'template.json': {
      ...head('template', 'claims'),
      version,
      parameters: [
        {
          id: 'first_amount',
          title: title('amount'),
          type: 'number',
          default: '1.00',
          places: [{ file: 'seed/people.json', at: '/records/old/values/amount' }],
        },
      ],
      seeds: [{ file: 'people.json' }],
    },
    ...Object.fromEntries(definitions.map((each) => [definitionFile(each), each])),
    'seed/people.json': SEED,
    'scenarios/a_claim_is_approved.scenario.json': {
      ...head('scenario', 'a_claim_is_approved'),
      start: START,
      steps: [
        { do: 'find', form: 'claim', where: { amount: '7.50' }, as: 'old' },
        { do: 'act', by: 'ann', record: '@old', action: 'send' },
        {
          do: 'answer',
          by: 'bob',
          record: '@old',
          answer: 'approve',
          expect: { records: [{ record: '@old', state: 'done' }] },
        },
      ],
    },
  };
}

/** An extension of the claims: a note on each, and a scenario in which people of the base write one. */
export const NOTES_TEMPLATE: Files = {
  'template.json': {
    ...head('template', 'notes'),
    version: '1.0.0',
    dependencies: [{ key: 'claims', version: '^1.0.0' }],
  },
  'overlays/form.claim.overlay.json': {
    kind: 'overlay',
    format: 1,
    target: { kind: 'form', key: 'claim' },
    operations: [
      {
        op: 'add',
        path: '/schema/properties/note',
        value: { type: 'string', 'x-title': title('note'), maxLength: 20 },
      },
      { op: 'add', path: '/ui/order/note', value: 'note', after: 'amount' },
    ],
  },
  'scenarios/a_note_is_written.scenario.json': {
    ...head('scenario', 'a_note_is_written'),
    start: START,
    steps: [
      {
        do: 'create',
        by: 'ann',
        form: 'claim',
        as: 'claim',
        values: { amount: '3.00', note: 'soon' },
        expect: { records: [{ record: '@claim', values: { note: 'soon' } }] },
      },
      {
        do: 'wait',
        expect: { records: [{ record: '@claim/old', state: 'draft' }] },
      },
    ],
  },
};
