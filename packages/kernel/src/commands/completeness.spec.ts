import { checkCompleteness, COMPLETENESS_RULES } from '../templates/index.js';
import type { CompletenessFinding } from '../templates/index.js';
import { LANGUAGES } from '../foundation/index.js';
import { lend, loanFlow, loanForm, noteForm, WHOLE, withHole } from './completeness.fixtures.js';
import { checkRelease } from './compile-release.js';
import { rule, title } from './commands.fixtures.js';

const told = (found: readonly CompletenessFinding[]) =>
  found.map(({ id, code, path }) => `${id} ${code} ${path}`);

const lifecycle = loanForm.lifecycle;
if (!lifecycle) throw new Error('the form of the fixtures has a lifecycle');
const parked = { id: 'parked', title: title('parked'), tone: 'waiting' as const };
const leaf = { ...loanForm, lifecycle: { ...lifecycle, states: [...lifecycle.states, parked] } };
const cancelled = {
  ...loanForm,
  lifecycle: { ...lifecycle, actions: lifecycle.actions?.filter(({ id }) => id === 'ask') },
};
const [start, agree, end] = loanFlow.nodes;
if (!agree) throw new Error('the flow of the fixtures has a step');
const { owner: _, standardTime: __, ...bare } = agree;
const noteOnly = { ...noteForm, reverses: undefined };
const wish = (level: 'suggested' | 'required', kind: string) => [
  { template: 'lending', setting: { level, reverseFlows: [{ kind, title: title(kind) }] } },
];

/** What is changed in the whole business, and the gap that it leaves. */
const HOLES: readonly (readonly [name: string, changed: Record<string, object | null>, ...gaps: string[]])[] =
  [
    [
      'a posting that nothing undoes',
      { 'posting/lend_back': null, 'rule/take_back': null },
      'posting_without_reversal~posting~lend posting_without_reversal /movements/0',
    ],
    [
      'a reversal that nobody asks for, of a document that no other takes back',
      { 'rule/take_back': null, 'form/note': noteOnly },
      'forward_without_reverse~form~loan~lend forward_without_reverse /lifecycle',
      'effect_without_document~posting~lend_back~asked posting_never_made ',
    ],
    [
      'a document without postings on which others build, and that cannot be cancelled',
      {
        ...Object.fromEntries(
          ['promise', 'lend', 'promise_back', 'lend_back'].map((key) => [`posting/${key}`, null]),
        ),
        ...Object.fromEntries(
          ['promise_it', 'lend_it', 'take_promise_back', 'take_back'].map((key) => [`rule/${key}`, null]),
        ),
        'register/held': null,
        'register/promised': null,
        'form/note': noteOnly,
        'form/loan': cancelled,
      },
      'forward_without_reverse~form~loan forward_without_reverse /lifecycle',
    ],
    [
      'a posting of something that is no document',
      { 'form/note': { ...noteForm, usage: 'master' } },
      'effect_without_document~posting~count~form effect_without_document /form',
    ],
    [
      'a posting that no document makes',
      { 'rule/count_it': null },
      'effect_without_document~posting~count~asked posting_never_made ',
    ],
    [
      'a register that no posting moves',
      { 'posting/count': null, 'rule/count_it': null },
      'effect_without_document~register~spare register_never_moved ',
    ],
    [
      'a state that nothing leaves',
      { 'form/loan': leaf },
      'state_without_exit~form~loan~parked state_without_exit /lifecycle/states/4',
    ],
    [
      'a reservation that nothing uses up',
      { 'posting/lend': { ...lend, movements: lend.movements.slice(1) } },
      'reservation_without_release~posting~promise~promised reservation_without_release /movements/0',
    ],
    [
      'a reservation that stays when its document is taken back',
      { 'rule/take_promise_back': null },
      'effect_without_document~posting~promise_back~asked posting_never_made ',
      'reservation_without_release~posting~promise~promised reservation_without_release /movements/0',
    ],
    [
      'a step without an owner and a time',
      { 'flow/loan_flow': { ...loanFlow, nodes: [start, bare, end] } },
      'node_without_owner~flow~loan_flow~agree-owner node_without_owner /nodes/1/owner',
      'node_without_owner~flow~loan_flow~agree-standardTime node_without_time /nodes/1/standardTime',
    ],
    [
      'a step of which nobody says what goes in and what comes out',
      { 'flow/loan_flow': { ...loanFlow, nodes: [start, { ...agree, type: 'handle', inputs: [] }, end] } },
      'node_without_data~flow~loan_flow~agree-inputs node_without_input /nodes/1/inputs',
      'node_without_data~flow~loan_flow~agree-outputs node_without_output /nodes/1/outputs',
    ],
    [
      'a document that says that it takes back what is not there',
      {
        'form/note': {
          ...noteForm,
          reverses: [
            { form: 'gone', kind: 'return' },
            { form: 'loan', kind: 'return', action: 'gone' },
          ],
        },
      },
      'required_reverse_flow~form~note~form-0 unknown_form /reverses/0/form',
      'required_reverse_flow~form~note~action-1 unknown_action /reverses/1/action',
    ],
  ];

/** A document that says that it takes another back, and books nothing back. */
const UNBOOKED = 'required_reverse_flow~form~note~posting-0 reverse_flow_without_posting /reverses/0';

describe('the completeness of processes', () => {
  const expected = [UNBOOKED];

  test('the whole business has no gap but the note that books nothing back', () => {
    expect(checkRelease(1, WHOLE).findings).toEqual([]);
    expect(told(checkCompleteness(WHOLE))).toEqual(expected);
    expect(told(checkCompleteness(withHole({ 'form/note': noteOnly })))).toEqual([]);
  });

  test.each(HOLES.map(([name, changed, ...gaps]) => [name, changed, gaps] as const))(
    '%s is told',
    (_name, changed, gaps) => {
      const found = told(checkCompleteness(withHole(changed))).filter((each) => each !== UNBOOKED);
      expect(found).toEqual(gaps);
    },
  );

  test('every rule has a hole here, and a title in both languages', () => {
    const shown = HOLES.flatMap(([, , ...gaps]) => gaps.map((gap) => gap.split('~', 1)[0]));
    expect(COMPLETENESS_RULES.map(({ kind }) => kind).filter((kind) => !shown.includes(kind))).toEqual([]);
    for (const each of COMPLETENESS_RULES)
      for (const language of LANGUAGES) expect(each.title[language].length).toBeGreaterThan(3);
  });

  test('a way back that the application asks for must be some document', () => {
    expect(told(checkCompleteness(WHOLE, wish('suggested', 'return')))).toEqual(expected);
    const found = checkCompleteness(WHOLE, wish('suggested', 'scrap'));
    expect(told(found)).toEqual([
      'required_reverse_flow~template~lending~scrap reverse_flow_missing /completeness/reverseFlows/0',
      UNBOOKED,
    ]);
    expect(found.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });

  test('a way back that one template does without may come with another', () => {
    const without = [{ kind: 'return', title: title('return'), notNeeded: title('nothing is lent') }];
    const wishes = [
      { template: 'shop', setting: { level: 'required' as const, reverseFlows: without } },
      ...wish('required', 'return'),
    ];
    expect(told(checkCompleteness(WHOLE, wishes))).toEqual(expected);
  });

  test('a way back that the application does without has a reason, and the reason must hold', () => {
    const flows = (kind: string) => [{ kind, title: title(kind), notNeeded: title('nothing wears out') }];
    const asked = (kind: string) => [
      { template: 'lending', setting: { level: 'required' as const, reverseFlows: flows(kind) } },
    ];
    expect(told(checkCompleteness(WHOLE, asked('scrap')))).toEqual(expected);
    expect(told(checkCompleteness(WHOLE, asked('return')))).toEqual([
      'required_reverse_flow~template~lending~return reverse_flow_needed /completeness/reverseFlows/0',
      UNBOOKED,
    ]);
  });

  test('gaps are errors where the application asks for completeness', () => {
    const found = checkCompleteness(withHole({ 'rule/count_it': null }), wish('required', 'return'));
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['error']));
  });

  test('what is no definition is left to its own check', () => {
    expect(told(checkCompleteness([...WHOLE, { kind: 'form', key: 'broken' }, null]))).toEqual(expected);
  });
});

describe('what is offered against a gap', () => {
  const offered = HOLES.flatMap(([name, changed]) => {
    const definitions = withHole(changed);
    return checkCompleteness(definitions).flatMap(({ id, fix }) =>
      fix ? [[name, id, definitions, fix] as const] : [],
    );
  });

  test.each(offered)(
    '%s: %s is gone afterwards, and the release can be published',
    (_name, id, definitions, fix) => {
      const names = new Set(fix.definitions.map(({ kind, key }) => `${kind}/${key}`));
      const fixed = [
        ...definitions.filter(({ kind, key }) => !names.has(`${kind}/${key}`)),
        ...fix.definitions,
      ];
      const errors = checkRelease(2, fixed).findings.filter(({ severity = 'error' }) => severity === 'error');
      expect(errors).toEqual([]);
      expect(checkCompleteness(fixed).map((found) => found.id)).not.toContain(id);
      for (const language of LANGUAGES) expect(fix.title[language].length).toBeGreaterThan(3);
    },
  );

  test('most gaps have one', () => {
    expect(new Set(offered.map(([, id]) => id.split('~', 1)[0])).size).toBeGreaterThanOrEqual(6);
  });

  test('a reversal of a valued posting brings the voucher for what is left over, and does not repeat what is there', () => {
    const valued = {
      ...(WHOLE.find(({ kind, key }) => kind === 'register' && key === 'held') as object),
      resources: [
        { id: 'qty', title: title('qty'), scale: 2, role: 'quantity' },
        { id: 'amount', title: title('amount'), scale: 2, role: 'amount' },
      ],
      valuation: 'moving_average',
      negative: 'refuse',
    };
    const amount = { movement: 'lent', resource: 'amount', direction: 'out' as const };
    const vouchers = [
      {
        id: 'cost',
        summary: title('cost'),
        lines: [
          { id: 'cost', side: 'debit' as const, account: 'cost', amount },
          { id: 'goods', side: 'credit' as const, account: 'goods', amount },
        ],
      },
    ];
    const accounts = ['cost', 'goods'].map((role) => ({ role, code: role, title: title(role) }));
    const definitions = withHole({
      'register/held': valued,
      'posting/lend': { ...lend, vouchers, accounts },
      'posting/lend_back': null,
      'rule/take_back': null,
    });
    const [found] = checkCompleteness(definitions).filter(
      ({ rule: by }) => by === 'posting_without_reversal',
    );
    expect(found?.fix?.definitions.map(({ kind, key }) => `${kind}/${key}`)).toEqual([
      'posting/lend_reversal',
      'rule/reverse_loan',
    ]);
    expect(found?.fix?.definitions[0]).toMatchObject({
      reverses: { postings: ['lend'] },
      vouchers: [
        {
          lines: [
            { account: 'cost', side: 'debit' },
            { account: 'goods', side: 'credit' },
          ],
        },
      ],
    });
    const fixed = [...definitions, ...(found?.fix?.definitions ?? [])];
    expect(checkRelease(2, fixed).findings.filter(({ severity = 'error' }) => severity === 'error')).toEqual(
      [],
    );
  });

  test('a document whose way back is not drawn gets state, action, posting and rule', () => {
    const plain = {
      ...loanForm,
      lifecycle: {
        ...lifecycle,
        states: lifecycle.states.slice(0, 3),
        actions: lifecycle.actions?.slice(0, 1),
      },
    };
    const definitions = withHole({
      'form/loan': plain,
      'posting/lend_back': null,
      'posting/promise_back': null,
      'rule/take_back': null,
      'rule/take_promise_back': null,
    });
    const found = checkCompleteness(definitions).filter(({ rule: by }) => by === 'posting_without_reversal');
    expect(found.map(({ id }) => id)).toEqual([
      'posting_without_reversal~posting~promise',
      'posting_without_reversal~posting~lend',
    ]);
    const fix = found[1]?.fix?.definitions ?? [];
    expect(fix.map(({ kind, key }) => `${kind}/${key}`)).toEqual([
      'posting/lend_reversal',
      'form/loan',
      'rule/reverse_loan',
    ]);
    expect(fix[1]).toMatchObject({
      lifecycle: { actions: [{ id: 'ask' }, { id: 'reverse', from: ['lent'], to: 'reversed' }] },
    });
  });
});

test('the rule of a fix is called like no other', () => {
  const taken = rule('reverse_loan', [], {
    form: 'loan',
    actions: [{ id: 'w', type: 'warn', message: title('w') } as never],
    phase: 'validate',
    trigger: { on: ['update'] },
  });
  const definitions = [...withHole({ 'posting/lend_back': null, 'rule/take_back': null }), taken];
  const [found] = checkCompleteness(definitions).filter(({ rule: by }) => by === 'posting_without_reversal');
  expect(found?.fix?.definitions.map(({ key }) => key)).toContain('reverse_loan_2');
});
