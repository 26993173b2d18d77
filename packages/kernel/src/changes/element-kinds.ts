import type { Localized } from '../foundation/index.js';
import type { DefinitionKind } from '../metadata/index.js';

/** What stands in a definition as a thing of its own: a field of a form, a node of a flow. */
export interface ElementKind {
  /** Stable name: `field`, `node`. Codes of changes begin with it: `field_added`. */
  readonly name: string;
  readonly title: Localized;
  /** Whether taking one away breaks what others rely on: their calls, their data, their books. */
  readonly isRelied?: true;
  /** Whether it only says how something looks. */
  readonly isLook?: true;
}

type ElementOptions = Pick<ElementKind, 'isRelied' | 'isLook'>;

const kindOf = (
  name: string,
  chinese: string,
  english: string,
  options: ElementOptions = {},
): ElementKind => ({
  name,
  title: { 'zh-CN': chinese, en: english },
  ...options,
});

const RELIED = { isRelied: true } as const;

const FIELD = kindOf('field', '字段', 'field', RELIED);
const ACTION_STEP = kindOf('action', '动作', 'action');
const TEST = kindOf('test', '用例', 'test');
const READING = kindOf('reading', '取数', 'reading');

/** By the property that holds the elements; `kind:property` where a kind means its own. */
const BY_PROPERTY: Readonly<Record<string, ElementKind>> = {
  properties: FIELD,
  choices: kindOf('choice', '选项', 'choice', RELIED),
  'form:sections': kindOf('section', '分组', 'section', { isLook: true }),
  lists: kindOf('list', '列表', 'list'),
  states: kindOf('state', '状态', 'state', RELIED),
  'form:actions': kindOf('action', '操作', 'action', RELIED),
  fills: kindOf('fill', '自动带出', 'fill'),
  join: kindOf('join', '查询', 'joined register'),
  'form:lines': kindOf('table', '明细', 'table', { isLook: true }),
  columns: kindOf('column', '列', 'column', { isLook: true }),
  'form:unique': kindOf('unique_key', '不能重复的组合', 'unique key', RELIED),
  'form:indexes': kindOf('index', '索引', 'index'),
  nodes: kindOf('node', '节点', 'node'),
  edges: kindOf('line', '连线', 'line'),
  actions: ACTION_STEP,
  else: kindOf('action', '否则的动作', 'action otherwise'),
  tests: TEST,
  steps: kindOf('step', '步骤', 'step'),
  inputs: kindOf('input', '输入列', 'input'),
  outputs: kindOf('output', '输出列', 'output', RELIED),
  'decision-table:rows': kindOf('row', '行', 'row'),
  parameters: kindOf('parameter', '参数', 'parameter', RELIED),
  dimensions: kindOf('dimension', '维度', 'dimension', RELIED),
  resources: kindOf('resource', '数值', 'resource', RELIED),
  negativeFor: kindOf('exception', '例外', 'exception'),
  movements: kindOf('movement', '变动', 'movement'),
  vouchers: kindOf('voucher', '凭证', 'voucher'),
  'posting:lines': kindOf('entry', '分录', 'entry'),
  accounts: kindOf('account', '科目', 'account'),
  'role:forms': kindOf('grant', '权限', 'grant'),
  sections: kindOf('section', '分组', 'section'),
  entries: kindOf('entry', '菜单项', 'entry'),
  week: kindOf('day', '工作日', 'working day'),
  holidays: kindOf('holiday', '假日', 'holiday'),
  workingDays: kindOf('working_day', '调休上班日', 'extra working day'),
  elements: kindOf('element', '成本要素', 'cost element'),
  sources: kindOf('source', '数据来源', 'source'),
  direct: kindOf('direct', '直接成本', 'direct cost'),
  charges: kindOf('charge', '计提', 'charge'),
  pools: kindOf('pool', '成本池', 'cost pool'),
  drivers: kindOf('driver', '分摊动因', 'driver'),
  usage: READING,
  byProducts: kindOf('by_product', '副产品', 'by-product'),
  degrees: kindOf('degree', '完工程度', 'degree'),
  owners: kindOf('owner', '负责人', 'owner'),
  reasons: kindOf('reason', '原因', 'reason'),
  remedies: kindOf('remedy', '处理办法', 'remedy'),
  'scan-point:codes': kindOf('code', '条码', 'code'),
  imports: kindOf('import', '导入', 'import'),
  exports: kindOf('export', '导出', 'export'),
};

const ANY = kindOf('item', '项', 'item');

/** What the elements of a list, or of a map, are called. */
export function elementKind(kind: DefinitionKind, property: string): ElementKind {
  return BY_PROPERTY[`${kind}:${property}`] ?? BY_PROPERTY[property] ?? ANY;
}

/** What people call a kind of definition. */
export const DEFINITION_TITLES: Readonly<Record<DefinitionKind, Localized>> = {
  form: { 'zh-CN': '表单', en: 'form' },
  flow: { 'zh-CN': '流程', en: 'flow' },
  rule: { 'zh-CN': '规则', en: 'rule' },
  'decision-table': { 'zh-CN': '决策表', en: 'decision table' },
  formula: { 'zh-CN': '公式', en: 'formula' },
  register: { 'zh-CN': '登记簿', en: 'register' },
  posting: { 'zh-CN': '记账', en: 'posting' },
  role: { 'zh-CN': '角色', en: 'role' },
  menu: { 'zh-CN': '菜单', en: 'menu' },
  calendar: { 'zh-CN': '工作日历', en: 'working calendar' },
  reconciliation: { 'zh-CN': '对账', en: 'reconciliation' },
  allocation: { 'zh-CN': '成本分摊', en: 'allocation' },
  'choice-list': { 'zh-CN': '选项表', en: 'list of choices' },
  'scan-point': { 'zh-CN': '扫码点', en: 'scan point' },
  connector: { 'zh-CN': '连接器', en: 'connector' },
  notification: { 'zh-CN': '通知模板', en: 'notification template' },
};
