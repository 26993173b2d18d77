import type { Localized } from '../foundation/index.js';
import { FIELD_TYPES } from '../forms/index.js';
import type { Condition, Definition, FormDefinition } from '../metadata/index.js';
import { joined, titled } from './naming.js';
import type { Naming } from './naming.js';
import { isLocalized, isTree } from './tree.js';
import type { Tree } from './tree.js';
import { hasPropertyWord, propertyWord, same, valueWord } from './words/index.js';

/** What the words of a value need: the form at hand and the titles of everything. */
export interface ValueGround {
  readonly naming: Naming;
  readonly form: FormDefinition | undefined;
  /** Of the definition that is told of. */
  readonly definition?: Pick<Definition, 'kind' | 'key'>;
  /** What a fixed value of the property at hand is called by the part that it configures. */
  readonly option?: (property: string, value: string) => Localized | undefined;
}

const DEPTH_MAX = 4;
const PARTS_MAX = 12;

const CONDITIONS: ReadonlySet<string> = new Set(['when', 'where', 'condition']);
const DURATIONS: ReadonlySet<string> = new Set([
  'dueIn',
  'standardTime',
  'urgeGap',
  'after',
  'every',
  'retryAfter',
  'approvedWithin',
]);

/** Properties whose text is the key of a definition. */
const KEYS_OF: Readonly<Record<string, string>> = {
  form: 'form',
  role: 'role',
  admin: 'role',
  owner: 'role',
  approver: 'role',
  'x-role': 'role',
  posting: 'posting',
  postings: 'posting',
  register: 'register',
  registers: 'register',
  flow: 'flow',
  requiresFlow: 'flow',
  calendar: 'calendar',
  rule: 'rule',
};

const STATES: ReadonlySet<string> = new Set([
  'state',
  'states',
  'initial',
  'running',
  'approved',
  'rejected',
  'returned',
  'revoked',
  'cancelled',
  'from',
  'to',
]);
const ACTIONS: ReadonlySet<string> = new Set(['action', 'actions', 'startAction']);

/** A value of a property as people say it, in both languages. */
export function valueText(property: string, value: unknown, ground: ValueGround, depth = 0): Localized {
  if (value === undefined || value === null) return { 'zh-CN': '空', en: 'nothing' };
  if (typeof value === 'boolean' && !CONDITIONS.has(property))
    return value ? { 'zh-CN': '是', en: 'yes' } : { 'zh-CN': '否', en: 'no' };
  if (typeof value === 'string') return textOf(property, value, ground);
  if (typeof value === 'number') return same(String(value));
  if (isCondition(property, value)) return conditionText(value as Condition, ground);
  if (isLocalized(value)) return { 'zh-CN': value['zh-CN'], en: value.en };
  if (depth >= DEPTH_MAX) return same('…');
  if (Array.isArray(value)) return listText(property, value, ground, depth);
  return isTree(value) ? treeText(value, ground, depth) : same(JSON.stringify(value));
}

function textOf(property: string, value: string, ground: ValueGround): Localized {
  const { naming, form, option } = ground;
  if (DURATIONS.has(property)) return durationText(value);
  const kind = Object.hasOwn(KEYS_OF, property) ? KEYS_OF[property] : undefined;
  return (
    option?.(property, value) ??
    valueWord(property, value) ??
    (kind === undefined ? undefined : naming.definition(kind, value)) ??
    (property === 'fieldType' ? fieldTypeText(value) : undefined) ??
    nodeText(value, ground) ??
    (STATES.has(property) ? naming.state(form, value) : undefined) ??
    (ACTIONS.has(property) ? naming.action(form, value) : undefined) ??
    fieldText(property, value, ground) ??
    same(value)
  );
}

function fieldTypeText(kind: string): Localized | undefined {
  return FIELD_TYPES.find((type) => type.kind === kind)?.title;
}

function nodeText(value: string, { naming, definition }: ValueGround): Localized | undefined {
  return definition?.kind === 'flow' ? naming.node(definition.key, value) : undefined;
}

/** Sorts put a minus before a field that counts downwards. */
function fieldText(property: string, value: string, { naming, form }: ValueGround): Localized | undefined {
  const found = naming.field(form, value.replace(/^-/, ''));
  if (property !== 'sort' || found === undefined || !value.startsWith('-')) return found;
  return { 'zh-CN': `${found['zh-CN']}（降序）`, en: `${found.en} (descending)` };
}

/** Properties that hold a condition or yes and no. */
const SWITCHES: ReadonlySet<string> = new Set(['visible', 'required', 'readOnly']);

function isCondition(property: string, value: unknown): boolean {
  return (CONDITIONS.has(property) && !isMap(value)) || (SWITCHES.has(property) && isTree(value));
}

/** Some properties of that name hold a value for each field or dimension instead of a condition. */
function isMap(value: unknown): boolean {
  return isTree(value) && !('var' in value) && Object.values(value).every((each) => typeof each === 'string');
}

function conditionText(condition: Condition, { naming, form }: ValueGround): Localized {
  if (condition === true) return { 'zh-CN': '总是', en: 'always' };
  return naming.condition(form, condition) ?? same(JSON.stringify(condition));
}

function listText(property: string, list: readonly unknown[], ground: ValueGround, depth: number): Localized {
  if (list.length === 0) return { 'zh-CN': '空', en: 'nothing' };
  const texts = list.slice(0, PARTS_MAX).map((each) => valueText(property, each, ground, depth + 1));
  const more = list.length > PARTS_MAX ? [same('…')] : [];
  return joined([...texts, ...more], '、', ', ');
}

function treeText(tree: Tree, ground: ValueGround, depth: number): Localized {
  const entries = Object.entries(tree).filter(([, value]) => value !== undefined);
  const texts = entries.slice(0, PARTS_MAX).map(([name, value]) => {
    const word = keyText(name, ground);
    const told = valueText(name, value, ground, depth + 1);
    return value === true
      ? word
      : { 'zh-CN': `${word['zh-CN']} ${told['zh-CN']}`, en: `${word.en} ${told.en}` };
  });
  return joined(texts, '，', ', ');
}

/** Maps that go by fields or by dimensions. */
const BY_FIELD: ReadonlySet<string> = new Set([
  'values',
  'sets',
  'set',
  'fill',
  'dimensions',
  'resources',
  'payload',
]);

/** The name of a property, or of the field that a map goes by. */
export function keyText(name: string, { naming, form, definition }: ValueGround, holder?: string): Localized {
  const field = () => naming.field(form, name);
  if (holder !== undefined && BY_FIELD.has(holder)) return field() ?? propertyWord(name, definition?.kind);
  return hasPropertyWord(name) ? propertyWord(name, definition?.kind) : titled(field(), name);
}

const UNITS: readonly (readonly [RegExp, string, string])[] = [
  [/(\d+)W/, '周', 'w'],
  [/(\d+)D/, '天', 'd'],
  [/T.*?(\d+)H/, '小时', 'h'],
  [/T.*?(\d+)M/, '分钟', 'min'],
  [/T.*?(\d+)S/, '秒', 's'],
];

function durationText(duration: string): Localized {
  const parts = UNITS.flatMap(([pattern, chinese, english]) => {
    const count = pattern.exec(duration)?.[1];
    return count === undefined ? [] : [{ 'zh-CN': `${count} ${chinese}`, en: `${count} ${english}` }];
  });
  return parts.length === 0 ? same(duration) : joined(parts, ' ');
}
