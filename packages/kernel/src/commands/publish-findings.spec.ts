import { HOLDINGS } from '../registers/registers.fixtures.js';
import type { Definition, FormDefinition, PostingDefinition } from '../metadata/index.js';
import { booking, definitionsWith, requestForm, title, unbooking } from './commands.fixtures.js';
import { checkRelease, compileRelease } from './compile-release.js';

/** The request with a list under this condition. */
function withList(where: unknown): FormDefinition {
  const list = { id: 'some', title: title('some'), columns: ['no'], where };
  return { ...requestForm, lists: [{ ...list, id: 'all', where: undefined }, list] } as FormDefinition;
}

/** The request with a person of this role in its header. */
function withRole(role: string): FormDefinition {
  const overseer = {
    type: 'string',
    format: 'uuid',
    'x-title': title('overseer'),
    'x-user': true,
    'x-role': role,
  } as const;
  const properties = { ...requestForm.schema.properties, overseer };
  return {
    ...requestForm,
    schema: { ...requestForm.schema, properties },
    ui: { ...requestForm.ui, order: Object.keys(properties) },
  };
}

const found = (form: FormDefinition) =>
  checkRelease(1, definitionsWith(form)).findings.map(({ code, path }) => `${code} ${path}`);

const FINAL = {
  code: 'posting_without_reversal',
  severity: 'warning',
  path: '/movements/0',
  params: { register: HOLDINGS.title },
};

/** What a publish finds when these definitions are added or take the place of others. */
const postings = (...others: Definition[]) => checkRelease(1, definitionsWith(...others)).findings;

describe('what a publish asks beyond compiling', () => {
  test('the condition of a list must be one, and a mistake is named where it stands', () => {
    expect(found(withList({ '>': [{ var: 'total' }, '5'] }))).toEqual([]);
    expect(found(withList({ and: [true, { '>': [{ var: 'sum' }, '5'] }] }))).toEqual([
      'condition_unknown_variable /lists/1/where/and/1/>/0',
    ]);
    expect(found(withList({ '>': [{ var: 'total' }, 'many'] }))).toHaveLength(1);
  });

  test('a field for people of a role names a role that there is', () => {
    expect(found(withRole('director'))).toEqual([]);
    expect(found(withRole('gone'))).toEqual(['unknown_role /schema/properties/overseer/x-role']);
  });

  test('what was published before still loads', () => {
    expect(compileRelease(1, definitionsWith(withRole('gone'))).ok).toBe(true);
  });

  test('a posting that changes a balance has another one that undoes it, or publishing warns of it', () => {
    const named = (posting: PostingDefinition) => ({ ...posting, key: 'other' });
    const notUndone = { ...unbooking, reverses: { postings: ['other'] } };
    expect(postings(notUndone, named(booking))).toEqual([
      { ...FINAL, definition: { kind: 'posting', key: 'booking' } },
    ]);
    expect(postings(notUndone, booking, named(unbooking))).toEqual([]);
  });

  test('what is taken in by returns is undone', () => {
    const back: PostingDefinition = {
      ...booking,
      key: 'back',
      movements: [
        {
          id: 'value',
          register: 'item_values',
          foreach: 'lines',
          direction: 'in',
          entry: 'return',
          link: { postings: ['booking'], movement: 'value', document: 'id' },
          dimensions: {},
          resources: { qty: 'lines.qty' },
        },
      ],
      vouchers: [],
    };
    const undoesReturns = { ...unbooking, reverses: { postings: ['back'] } };
    expect(postings(undoesReturns, back)).toEqual([]);
  });

  test('what only moved, what is valued anew and what is set anew needs nothing that undoes it', () => {
    const turnover = { ...HOLDINGS, key: 'moves', type: 'turnover', negative: 'allow' } as const;
    const counted: PostingDefinition = { ...booking, key: 'counted', vouchers: [] };
    const [hold] = counted.movements;
    if (!hold) throw new Error('the booking moves something');
    const moved = { ...counted, movements: [{ ...hold, register: 'moves' }] };
    expect(postings(turnover, moved)).toEqual([]);
    const anew = { ...counted, movements: [], recosts: { register: 'item_values' } };
    expect(postings(anew)).toEqual([]);
    const set = {
      ...counted,
      movements: [
        {
          id: 'set',
          foreach: 'lines',
          dimensions: hold.dimensions,
          register: 'item_values',
          entry: 'replace' as const,
          resources: { qty: 'lines.qty', amount: 'lines.qty' },
        },
      ],
    };
    expect(postings(set)).toEqual([]);
  });
});
