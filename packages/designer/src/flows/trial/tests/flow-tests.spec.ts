import type { FlowTest } from '@dougong/kernel/metadata';
import { Editor } from '../../../editing/index.js';
import { CLAIM_FLOW, CLAIM_FORM } from '../../flows.fixtures.js';
import { answerOf, GIVEN } from '../trial.fixtures.js';
import type { TrialStep } from '../trial-contract.js';
import { isFreeName, keepTest, removeTest, renameTest, testsOf } from './flow-tests.js';
import { testOf } from './make-test.js';
import type { Expectation, Kept } from './make-test.js';
import { foundValues, portableValues } from './portable-values.js';

const STEPS: readonly TrialStep[] = [
  { do: 'start' },
  { do: 'approve', node: 'leader', by: 'u2', comment: 'fine' },
  { do: 'urge', by: 'u1' },
  { do: 'edit', by: 'u3', set: { note: 'x' } },
];

function kept(change: Partial<Kept> = {}): Kept {
  return {
    name: ' Small ones pass ',
    starter: { role: 'clerk' },
    expectations: new Set<Expectation>(['status', 'path', 'open']),
    samePeople: false,
    sameTime: false,
    ...change,
  };
}

function made(change: Partial<Kept> = {}): FlowTest {
  const answer = { ...answerOf(STEPS), tasks: [taskOf('u2')] };
  const test = testOf(GIVEN, STEPS, answer, kept(change));
  if (test === undefined) throw new Error('a trial of a sample makes a test');
  return test;
}

function taskOf(assignee: string) {
  const rights = { actions: [], editable: [], required: [] };
  return { node: 'leader', assignee, kind: 'approve', openedAt: GIVEN.at, ...rights };
}

describe('a trial kept as a test', () => {
  test('is answered by whoever holds the to-do then, so that it outlives a change of people', () => {
    expect(made().steps).toEqual([
      { do: 'start' },
      { do: 'approve', node: 'leader', comment: 'fine' },
      { do: 'urge' },
      { do: 'edit', by: 'u3', set: { note: 'x' } },
    ]);
    expect(made().expect.open).toEqual([{ node: 'leader' }]);
    expect(made({ samePeople: true }).steps).toEqual(STEPS);
    expect(made({ samePeople: true }).expect.open).toEqual([{ node: 'leader', user: 'u2' }]);
  });

  test('expects only what was chosen', () => {
    expect(Object.keys(made().expect)).toEqual(['status', 'path', 'open']);
    expect(made().name).toBe('Small ones pass');
    expect(made().at).toBeUndefined();
    expect(made({ sameTime: true }).at).toBe(GIVEN.at);
  });

  test('ends with the step that is refused, and expects the refusal', () => {
    const expectations = new Set<Expectation>(['refused']);
    const test = testOf(GIVEN, STEPS, answerOf(STEPS, 'approve'), kept({ expectations }));
    expect(test?.steps.map((step) => step.do)).toEqual(['start', 'approve']);
    expect(test?.expect).toEqual({ refused: { step: 2, code: 'not_allowed' } });
  });

  test('cannot be made on a stored record, which is not there elsewhere', () => {
    expect(testOf({ ...GIVEN, record: { id: 'r1' } }, STEPS, answerOf(STEPS), kept())).toBeUndefined();
  });
});

describe('the tests of a flow', () => {
  test('are kept, renamed and removed, each by one step that can be undone', () => {
    const editor = new Editor(CLAIM_FLOW, () => 0);
    const names = () => testsOf(editor.document).map(({ name }) => name);
    editor.run(keepTest(editor.document, made()));
    editor.run(keepTest(editor.document, made({ name: 'Another' })));
    editor.run(renameTest(editor.document, 1, 'A third'));
    expect(names()).toEqual(['Small ones pass', 'A third']);
    editor.run(removeTest(editor.document, 0));
    expect(names()).toEqual(['A third']);
    for (let step = 0; step < 4; step += 1) editor.undo();
    expect(editor.document).toEqual(CLAIM_FLOW);
  });

  test('have names of their own: the same name replaces', () => {
    const editor = new Editor(CLAIM_FLOW, () => 0);
    editor.run(keepTest(editor.document, made()));
    expect(isFreeName(editor.document, 'Small ones pass ')).toBe(false);
    expect(isFreeName(editor.document, 'Small ones pass', 0)).toBe(true);
    expect(isFreeName(editor.document, '  ')).toBe(false);
    editor.run(keepTest(editor.document, made({ samePeople: true })));
    expect(testsOf(editor.document)).toHaveLength(1);
  });
});

describe('references in the sample of a test', () => {
  const values = { amount: '1', place: 'id-1' };
  const match = { match: { code: 'P-1' } };

  test('travel by the code of the record and are found again by it', async () => {
    const portable = portableValues(values, CLAIM_FORM, (form, id) =>
      form === 'place' && id === 'id-1' ? match : undefined,
    );
    expect(portable).toEqual({ amount: '1', place: match });
    const found = await foundValues(portable, CLAIM_FORM, () => Promise.resolve('id-9'));
    expect(found).toEqual({ amount: '1', place: 'id-9' });
  });

  test('stay as they are where the record has no code', () => {
    expect(portableValues(values, CLAIM_FORM, () => undefined)).toEqual(values);
  });
});
