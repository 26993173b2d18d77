import type { Definition } from '../metadata/index.js';
import { sentence } from '../messages/index.js';
import { describeChanges } from './index.js';
import type { Change } from './index.js';

const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const FORM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('申请', 'Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      amount: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title('金额', 'Amount') },
      remark: { type: 'string', maxLength: 50, 'x-title': title('说明', 'Remark') },
      urgency: {
        type: 'string',
        enum: ['low', 'high'],
        'x-titles': [title('一般', 'Low'), title('紧急', 'High')],
        'x-title': title('紧急程度', 'Urgency'),
      },
      rows: {
        type: 'array',
        'x-title': title('明细', 'Rows'),
        items: {
          type: 'object',
          properties: {
            qty: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title('数量', 'Quantity') },
          },
        },
      },
    },
    required: ['amount'],
  },
  ui: { order: ['amount', 'remark', 'urgency', 'rows'] },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('草稿', 'Draft'), tone: 'draft', editable: true },
      { id: 'asked', title: title('审批中', 'Asked'), tone: 'waiting' },
      { id: 'done', title: title('完成', 'Done'), tone: 'done' },
    ],
    actions: [{ id: 'ask', title: title('提交', 'Send'), from: ['draft'] }],
  },
} as unknown as Definition;

const FLOW = {
  kind: 'flow',
  format: 1,
  key: 'agree',
  title: title('审批流程', 'Agreement'),
  form: 'claim',
  startAction: 'ask',
  states: { running: 'asked', approved: 'done', rejected: 'draft' },
  nodes: [
    { id: 's', type: 'start', title: title('发起', 'Start'), config: {} },
    {
      id: 'boss',
      type: 'approval',
      title: title('主管审批', 'Manager'),
      config: { assignees: [{ role: 'clerk' }], mode: 'any', dueIn: 'PT48H' },
    },
    { id: 'e', type: 'end', title: title('结束', 'End'), config: {} },
  ],
  edges: [
    { id: 'e1', from: 's', to: 'boss' },
    { id: 'e2', from: 'boss', to: 'e' },
  ],
  layout: { s: { x: 0, y: 0 } },
} as unknown as Definition;

const ROLE = {
  kind: 'role',
  format: 1,
  key: 'clerk',
  title: title('文员', 'Clerk'),
  forms: [{ form: 'claim', actions: ['read', 'create'], rows: 'own', hidden: ['remark'] }],
  system: ['vouchers'],
} as unknown as Definition;

const ALL = [FORM, FLOW, ROLE];

type Edit = (draft: any) => void; // eslint-disable-line @typescript-eslint/no-explicit-any

function edited(definition: Definition, edit: Edit): Definition {
  const copy = JSON.parse(JSON.stringify(definition)) as Definition;
  edit(copy);
  return copy;
}

function changesOf(
  definition: Definition,
  edit: Edit,
  others: readonly Definition[] = ALL,
): readonly Change[] {
  const rest = others.filter((each) => each !== definition);
  const described = describeChanges([...rest, definition], [...rest, edited(definition, edit)]);
  return described.flatMap(({ changes }) => changes);
}

function told(definition: Definition, edit: Edit, others?: readonly Definition[]) {
  return changesOf(definition, edit, others).map(({ what, weight, code, params }) => [
    what,
    weight,
    sentence(code, params, 'zh-CN'),
    sentence(code, params, 'en'),
  ]);
}

describe('what changed in a form', () => {
  test('a new field is called by its title', () => {
    const note = { type: 'string', 'x-title': title('备注', 'Note') };
    expect(told(FORM, (form) => (form.schema.properties.note = note))).toEqual([
      ['field_added', 'plain', '新增字段“备注”。', 'New field "Note".'],
    ]);
  });

  test('a field that is gone breaks what relied on it', () => {
    expect(told(FORM, (form) => delete form.schema.properties.remark)).toEqual([
      ['field_removed', 'breaking', '删除字段“说明”。', 'field "Remark" removed.'],
    ]);
  });

  test('a field of another type is told as one change', () => {
    const text = { type: 'string', 'x-title': title('金额', 'Amount') };
    expect(told(FORM, (form) => (form.schema.properties.amount = text))).toContainEqual([
      'field_retyped',
      'breaking',
      '字段“金额”：类型由小数改为文字。',
      'field "Amount": type changed from decimal to text.',
    ]);
  });

  test('a field that must be filled in now says so itself', () => {
    expect(told(FORM, (form) => (form.schema.required = ['amount', 'remark']))).toEqual([
      ['field_changed', 'careful', '字段“说明”：必填设为是。', 'field "Remark": required set to yes.'],
    ]);
  });

  test('a choice has its title with it', () => {
    const told1 = told(FORM, (form) => {
      form.schema.properties.urgency.enum.push('top');
      form.schema.properties.urgency['x-titles'].push(title('特急', 'Top'));
    });
    expect(told1).toEqual([
      ['choice_added', 'plain', '字段“紧急程度”：新增选项“特急”。', 'field "Urgency": New choice "Top".'],
    ]);
  });

  test('a column of lines says in which table it stands', () => {
    const [, , chinese] = told(
      FORM,
      (form) => (form.schema.properties.rows.items.properties.qty['x-scale'] = 3),
    )[0]!;
    expect(chinese).toBe('字段“明细” › 字段“数量”：小数位数由2改为3。');
  });

  test('states in another order are told once, fields in another order change only the look', () => {
    expect(told(FORM, (form) => form.lifecycle.states.reverse())).toEqual([
      ['state_order_changed', 'layout', '状态的顺序变了。', 'states in another order.'],
    ]);
    expect(changesOf(FORM, (form) => form.ui.order.reverse())).toMatchObject([
      { what: 'field_order_changed', kind: 'moved', weight: 'layout' },
    ]);
  });
});

describe('what changed in a flow', () => {
  test('a node that is gone takes its lines with it, which are called by their ends', () => {
    const found = told(FLOW, (flow) => {
      flow.nodes.splice(1, 1);
      flow.edges = [{ id: 'e1', from: 's', to: 'e' }];
    });
    expect(found.map(([what, , chinese]) => [what, chinese])).toEqual([
      ['node_removed', '删除节点“主管审批”。'],
      ['line_changed', '连线“发起 → 结束”：到由主管审批改为结束。'],
      ['line_removed', '删除连线“主管审批 → 结束”。'],
    ]);
  });

  test('a setting of a node is called as its designer shows it', () => {
    expect(told(FLOW, (flow) => (flow.nodes[1].config.mode = 'all'))).toEqual([
      [
        'node_changed',
        'careful',
        '节点“主管审批”：多人处理方式由或签：一人处理即可改为会签：所有人都要处理。',
        'node "Manager": With several people changed from Any one decides to All must agree.',
      ],
    ]);
  });

  test('time limits and people are said in words', () => {
    const found = told(FLOW, (flow) => {
      flow.nodes[1].config.dueIn = 'PT24H';
      flow.nodes[1].config.assignees = [{ leader: 1 }];
    });
    expect(found.map(([, , chinese]) => chinese)).toEqual([
      '节点“主管审批”：处理人由角色 文员改为主管 1。',
      '节点“主管审批”：时限由48 小时改为24 小时。',
    ]);
  });

  test('a condition on a line is a sentence with titles', () => {
    const [found] = told(FLOW, (flow) => (flow.edges[0].when = { '>': [{ var: 'amount' }, '5000'] }));
    expect(found?.[2]).toBe('连线“发起 → 主管审批”：条件设为金额大于5000。');
  });

  test('where a node stands is apart from what it means', () => {
    expect(told(FLOW, (flow) => (flow.layout.s.x = 40))).toEqual([
      ['position_changed', 'layout', '只移动了图上的位置。', 'Only moved on the canvas.'],
    ]);
  });
});

describe('what changed in a role', () => {
  test.each<[string, Edit, string, string]>([
    [
      'an action more',
      (role) => role.forms[0].actions.push('ask'),
      'permission_widened',
      '权限“申请”：操作放宽，现为提交。',
    ],
    [
      'an action less',
      (role) => role.forms[0].actions.pop(),
      'permission_narrowed',
      '权限“申请”：操作收紧，原为新建。',
    ],
    [
      'all rows',
      (role) => (role.forms[0].rows = 'all'),
      'permission_widened',
      '权限“申请”：可见范围放宽，原为自己创建的，现为全部单据。',
    ],
    [
      'a field shown',
      (role) => (role.forms[0].hidden = []),
      'permission_widened',
      '权限“申请”：隐藏的字段放宽，原为说明。',
    ],
    [
      'a field hidden',
      (role) => role.forms[0].hidden.push('amount'),
      'permission_narrowed',
      '权限“申请”：隐藏的字段收紧，现为金额。',
    ],
    [
      'a right to the system',
      (role) => role.system.push('design'),
      'permission_widened',
      '系统权限放宽，现为设计应用。',
    ],
    ['a grant less', (role) => role.forms.pop(), 'permission_narrowed', '收回对“申请”的权限。'],
  ])('%s', (_, edit, what, chinese) => {
    expect(told(ROLE, edit).map(([kind, weight, words]) => [kind, weight, words])).toEqual([
      [what, 'careful', chinese],
    ]);
  });
});

describe('whole definitions', () => {
  test('that came or went are told as such, removed ones first', () => {
    const described = describeChanges([FORM, FLOW], [FORM, ROLE]);
    expect(
      described.map(({ key, change, changes: [only] }) => [
        key,
        change,
        sentence(only!.code, only!.params, 'zh-CN'),
      ]),
    ).toEqual([
      ['agree', 'removed', '删除流程“审批流程”。'],
      ['clerk', 'added', '新增角色“文员”。'],
    ]);
  });

  test('that are the same say nothing, whatever the order of their keys', () => {
    const turned = Object.fromEntries(Object.entries(FORM).toReversed()) as unknown as Definition;
    expect(describeChanges(ALL, [turned, FLOW, ROLE])).toEqual([]);
  });

  test('that are unfinished drafts are told as far as they go', () => {
    const unfinished = { kind: 'form', key: 'claim', title: '?' } as unknown as Definition;
    expect(() => describeChanges([FORM], [unfinished])).not.toThrow();
  });
});

describe('a field that came', () => {
  test('is told once, though the order of the form names it too', () => {
    const found = told(FORM, (form) => {
      form.schema.properties.note = { type: 'string', 'x-title': title('备注', 'Note') };
      form.ui.order.push('note');
    });
    expect(found.map(([what]) => what)).toEqual(['field_added']);
  });

  test('into the order alone is told by its title, also where it went', () => {
    expect(told(FORM, (form) => form.ui.order.pop()).map(([, , chinese]) => chinese)).toEqual([
      '顺序去掉明细。',
    ]);
  });
});
