import { placeForm } from '../forms/claim.fixtures.js';
import type { MenuDefinition } from '../metadata/index.js';
import {
  action,
  book,
  booking,
  definitions,
  definitionsWith,
  onApproved,
  requestFlow,
  requestForm,
  rule,
  title,
} from './commands.fixtures.js';
import { checkRelease, compileRelease } from './compile-release.js';

const found = (all: readonly unknown[]) =>
  checkRelease(1, all).findings.map(({ definition, code }) => `${definition.kind}/${definition.key} ${code}`);
const property = (key: string) => requestForm.schema.properties[key];

describe('the check of a release', () => {
  test('finds nothing in definitions that fit together, and compiles them', () => {
    const { release, findings } = checkRelease(7, definitions);
    expect(findings).toEqual([]);
    expect(release?.number).toBe(7);
    expect([...(release?.flowStarts.keys() ?? [])]).toEqual(['request/send']);
  });

  test('reports misshapen definitions of every kind at once', () => {
    const broken = definitions.map((each) => ({ ...each, surprise: true }));
    const kinds = checkRelease(1, broken).findings.map(({ definition }) => definition.kind);
    expect(new Set(kinds)).toEqual(new Set(['form', 'rule', 'flow', 'posting', 'register', 'role']));
  });

  test('reports what does not exist in flows, rules, postings, roles and menus at once', () => {
    const menu: MenuDefinition = {
      kind: 'menu',
      format: 1,
      key: 'main',
      title: title('main'),
      sections: [
        {
          id: 's',
          title: title('s'),
          entries: [
            { id: 'a', form: 'gone' },
            { id: 'b', register: 'gone' },
          ],
        },
      ],
    } as unknown as MenuDefinition;
    const all = definitionsWith(
      { ...requestFlow, startAction: 'gone', states: { running: 'gone' } },
      { ...booking, form: 'gone' },
      rule('lost', [action('post', { posting: 'gone' })]),
      {
        kind: 'role',
        format: 1,
        key: 'lost',
        title: title('lost'),
        forms: [{ form: 'gone', actions: ['read'], rows: 'all' }],
      },
      menu,
    );
    expect(found(all)).toEqual(
      expect.arrayContaining([
        'flow/request_flow unknown_state',
        'flow/request_flow unknown_action',
        'posting/booking unknown_form',
        'rule/lost unknown_posting',
        'role/lost unknown_form',
        'menu/main unknown_form',
        'menu/main unknown_register',
      ]),
    );
  });

  test('reports the formula that names an unknown field, and where it stands', () => {
    const properties = {
      ...requestForm.schema.properties,
      total: { ...property('total'), 'x-formula': 'SUM(lines.gone)' },
    };
    const form = { ...requestForm, schema: { ...requestForm.schema, properties } };
    expect(checkRelease(1, definitionsWith(form as never)).findings).toMatchObject([
      {
        code: 'formula_unknown_variable',
        path: '/schema/properties/total/x-formula',
        definition: { kind: 'form', key: 'request' },
      },
    ]);
  });

  test('refuses two definitions with one name, and two flows that one action would start', () => {
    expect(found([...definitions, placeForm])).toEqual(['form/place duplicate_key']);
    expect(found([...definitions, { ...requestFlow, key: 'second_flow' }])).toEqual([
      'flow/second_flow two_flows_one_action',
    ]);
  });

  test('refuses a rule whose own test does not come out', () => {
    const tested = { ...book, tests: [{ name: 'fires', record: { status: 'approved' }, fires: false }] };
    expect(found(definitionsWith(tested))).toEqual(['rule/book rule_test_failed']);
  });

  test('marks the node of a flow whose actions are wrong', () => {
    const nodes = requestFlow.nodes.map((each) =>
      each.id === 'size'
        ? { ...each, type: 'action', config: { actions: [action('post', { posting: 'gone' })] } }
        : each,
    );
    const edges = requestFlow.edges.filter((each) => each.id !== 'size_director' && each.from !== 'director');
    const flow = { ...requestFlow, nodes: nodes.filter((each) => each.id !== 'director'), edges };
    expect(checkRelease(1, definitionsWith(flow)).findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'unknown_posting',
          path: '/nodes/2/config/actions/0/posting',
          nodes: ['size'],
        }),
      ]),
    );
  });

  test('checks the actions of a flow again when what they name has gone', () => {
    const nodes = requestFlow.nodes.map((each) =>
      each.id === 'size'
        ? { ...each, type: 'action', config: { actions: [action('post', { posting: 'booking' })] } }
        : each,
    );
    const edges = requestFlow.edges
      .filter((each) => each.id !== 'size_director' && each.from !== 'director')
      .map(({ default: _default, ...each }) => each);
    const flow = { ...requestFlow, nodes: nodes.filter((each) => each.id !== 'director'), edges };
    const all = definitionsWith(flow).filter((each) => each.key !== 'book');
    expect(found(all)).toEqual([]);
    expect(found(all.filter((each) => each.key !== 'booking'))).toContain(
      'flow/request_flow unknown_posting',
    );
  });

  test('lets a drawing run on that an earlier check let pass, and nobody publish it again', () => {
    const edges = requestFlow.edges.filter((each) => each.default !== true);
    const all = definitionsWith({ ...requestFlow, edges });
    expect(found(all)).toContain('flow/request_flow no_default');
    expect(compileRelease(1, all).ok).toBe(true);
  });

  test('hands back the findings instead of half a release', () => {
    const result = compileRelease(
      1,
      definitionsWith(rule('lost', [action('post', { posting: 'gone' })], onApproved)),
    );
    expect(result).toMatchObject({ ok: false, error: [{ code: 'unknown_posting' }] });
  });

  test('knows which states only the flow sets, and which references a decision looks into', () => {
    const { release } = checkRelease(1, definitions);
    expect(release?.reservedStates.get('request')).toEqual(new Set(['sent', 'approved', 'refused']));
    expect(release?.lookups.get('request')).toEqual(['place']);
  });
});
