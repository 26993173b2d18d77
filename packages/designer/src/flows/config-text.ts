import type { Condition, PeopleSource, RuleAction } from '@dougong/kernel/metadata';
import { isLocalized } from '@dougong/ui/i18n';
import type { CatalogPart, ConfigSchema } from '../surroundings/catalog.js';
import { durationText } from '../surroundings/duration-text.js';
import { conditionSentence } from '../surroundings/condition-sentence.js';
import type { Names } from '../surroundings/names.js';
import { settingTitle } from './inspector/setting-title.js';
import { variantOf } from './inspector/variants.js';
import { widgetOf } from './inspector/widget-of.js';

/** A source of people as words: role, field of the record, names, the formula that names a role. */
export function peopleText(source: PeopleSource, names: Names): string {
  if ('role' in source) return names.role(source.role) || names.text('people.chooseRole');
  if ('field' in source) return names.field(source.field) || names.text('people.chooseField');
  if ('users' in source)
    return (
      source.users.map((id) => names.user(id)).join(separator(names)) || names.text('people.chooseUsers')
    );
  if ('roleBy' in source) return names.text('people.byFormula', { formula: source.roleBy });
  if ('post' in source) return names.text('sources.ofPost', { post: source.post });
  if ('leader' in source) return leaderText('leader', String(source.leader), names);
  if ('leaders' in source) return leaderText('leaders', String(source.leaders), names);
  if ('leaderOf' in source)
    return names.text('sources.ofDepartment', { field: names.field(source.leaderOf) });
  if ('chosen' in source) return names.text('people.chosen');
  if ('chosenAt' in source) return names.text('people.chosenAt');
  return names.text('people.starter');
}

/** A level of leaders as people say it: 直属主管, 上级主管, 逐级到顶. */
export function leaderText(kind: 'leader' | 'leaders', level: string, names: Names): string {
  const word = { top: 'top', '1': 'one', '2': 'two' }[level] ?? 'many';
  return names.text(`sources.${kind}_${word}`, { level });
}

/** Between words of a list. */
export function separator(names: Names): string {
  return names.language === 'zh-CN' ? '、' : ', ';
}

/** One action as words: what it does and to what. */
export function actionText(action: RuleAction, names: Names): string {
  const part = names.surroundings.catalog.action(action.type);
  const title = part === undefined ? action.type : names.title(part.title);
  const { to, posting, form, field, title: heading } = action as Readonly<Record<string, unknown>>;
  const about =
    typeof to === 'string'
      ? names.state(to)
      : typeof posting === 'string'
        ? names.posting(posting)
        : typeof form === 'string'
          ? names.formTitle(form)
          : typeof field === 'string'
            ? names.field(field)
            : isLocalized(heading)
              ? names.title(heading)
              : '';
  return about === '' ? title : `${title}${names.language === 'zh-CN' ? '：' : ': '}${about}`;
}

/** The title of the chosen value of a choice; the value itself where the schema does not know it. */
export function choiceText(schema: ConfigSchema, value: unknown, names: Names): string {
  const option = schema.anyOf?.find((entry) => entry.const === value);
  return option?.['x-title'] === undefined ? String(value) : names.title(option['x-title']);
}

/** The value of a setting as words, by the same hints that choose its editor. */
export function configText(
  schema: ConfigSchema | undefined,
  value: unknown,
  names: Names,
  nodeTitle: (id: string) => string = (id) => id,
): string {
  if (value === undefined || value === null) return names.text('config.notSet');
  const comma = separator(names);
  switch (schema === undefined ? 'unknown' : widgetOf(schema)) {
    case 'people':
      return (
        (value as readonly PeopleSource[]).map((source) => peopleText(source, names)).join(comma) ||
        names.text('people.none')
      );
    case 'duration':
      return durationText(String(value), names.text);
    case 'fields':
      return (
        (value as readonly string[]).map((path) => names.field(path)).join(comma) || names.text('fields.none')
      );
    case 'actions':
      return (
        (value as readonly RuleAction[]).map((action) => actionText(action, names)).join(comma) ||
        names.text('actions.none')
      );
    case 'localized':
      return names.title(value as { 'zh-CN': string; en: string });
    case 'choice':
      return choiceText(schema as ConfigSchema, value, names);
    case 'boolean':
      return names.text(value === true ? 'config.yes' : 'config.no');
    case 'user':
      return names.user(String(value));
    case 'node':
      return nodeTitle(String(value));
    case 'field':
      return names.field(String(value));
    case 'condition':
      return conditionSentence(value as Condition, names) ?? names.text('widgets.set');
    case 'variant':
      return variantText(schema as ConfigSchema, value, names, nodeTitle);
    case 'group':
      return groupText(schema as ConfigSchema, value as Values, names, nodeTitle);
    case 'list':
      return names.text('widgets.entries', { count: (value as readonly unknown[]).length });
    case 'map':
      return Object.entries(value as Values)
        .map(([name, formula]) => `${name} = ${String(formula)}`)
        .join(comma);
    case 'texts':
      return (value as readonly string[]).join(comma);
    default:
      return typeof value === 'object' ? names.text('widgets.set') : String(value);
  }
}

type Values = Readonly<Record<string, unknown>>;

/** `退回到某个节点：组长审批`. */
function variantText(
  schema: ConfigSchema,
  value: unknown,
  names: Names,
  nodeTitle: (id: string) => string,
): string {
  const shape = variantOf(schema, value)?.schema;
  const title = names.title(shape?.['x-title']);
  if (shape?.properties === undefined) return title || String(value);
  const words = Object.entries(shape.properties).flatMap(([name, field]) =>
    (value as Values)[name] === undefined
      ? []
      : [configText(field, (value as Values)[name], names, nodeTitle)],
  );
  const colon = names.language === 'zh-CN' ? '：' : ': ';
  return [title, words.join(separator(names))].filter((word) => word !== '').join(colon);
}

/** `多久之后 24 小时，超时后 提醒`. */
function groupText(
  schema: ConfigSchema,
  values: Values,
  names: Names,
  nodeTitle: (id: string) => string,
): string {
  const told = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    values[name] === undefined
      ? []
      : [`${settingTitle(name, field, names)} ${configText(field, values[name], names, nodeTitle)}`],
  );
  return told.join(names.language === 'zh-CN' ? '，' : ', ');
}

/** The few words under a node's title: who, how, how long. Settings left at their default say nothing. */
export function nodeSummary(
  part: CatalogPart | undefined,
  config: Readonly<Record<string, unknown>>,
  names: Names,
): string {
  const telling = Object.entries(part?.config.properties ?? {}).filter(
    ([name, schema]) =>
      config[name] !== undefined && ['people', 'duration', 'actions', 'choice'].includes(widgetOf(schema)),
  );
  const words = telling
    .filter(
      ([name, schema]) =>
        widgetOf(schema) !== 'choice' || name === telling.find(([, one]) => widgetOf(one) === 'choice')?.[0],
    )
    .sort(([, a], [, b]) => rank(a) - rank(b))
    .map(([name, schema]) => shortText(configText(schema, config[name], names)));
  return words.slice(0, 3).join(names.language === 'zh-CN' ? ' · ' : ' · ');
}

function rank(schema: ConfigSchema): number {
  return ['people', 'actions', 'choice', 'duration'].indexOf(widgetOf(schema));
}

/** `或签：一人处理即可` is told by its first word. */
function shortText(text: string): string {
  return text.split(/：(?=.{4,})/)[0] ?? text;
}
