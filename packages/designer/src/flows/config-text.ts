import type { PeopleSource, RuleAction } from '@dougong/kernel/metadata';
import { isLocalized } from '@dougong/ui/i18n';
import type { CatalogPart, ConfigSchema } from '../surroundings/catalog.js';
import { durationText } from '../surroundings/duration-text.js';
import type { Names } from '../surroundings/names.js';
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
  return names.text('people.starter');
}

function separator(names: Names): string {
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
export function configText(schema: ConfigSchema | undefined, value: unknown, names: Names): string {
  if (value === undefined || value === null) return names.text('config.notSet');
  switch (schema === undefined ? 'json' : widgetOf(schema)) {
    case 'people':
      return (
        (value as readonly PeopleSource[])
          .map((source) => peopleText(source, names))
          .join(separator(names)) || names.text('people.none')
      );
    case 'duration':
      return durationText(String(value), names.text);
    case 'fields':
      return (
        (value as readonly string[]).map((path) => names.field(path)).join(separator(names)) ||
        names.text('fields.none')
      );
    case 'actions':
      return (
        (value as readonly RuleAction[]).map((action) => actionText(action, names)).join(separator(names)) ||
        names.text('actions.none')
      );
    case 'localized':
      return names.title(value as { 'zh-CN': string; en: string });
    case 'choice':
      return choiceText(schema as ConfigSchema, value, names);
    case 'boolean':
      return names.text(value === true ? 'config.yes' : 'config.no');
    default:
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
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
