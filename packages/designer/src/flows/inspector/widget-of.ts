import { KEY_PATTERN } from '@dougong/kernel/metadata';
import type { ConfigSchema } from '../../surroundings/catalog.js';

/** The editors that a setting may have. */
export type WidgetKind =
  | 'people'
  | 'duration'
  | 'fields'
  | 'field'
  | 'actions'
  | 'localized'
  | 'user'
  | 'node'
  | 'flow'
  | 'notification'
  | 'choice'
  | 'variant'
  | 'group'
  | 'list'
  | 'map'
  | 'texts'
  | 'condition'
  | 'boolean'
  | 'integer'
  | 'text'
  | 'unknown';

const NAMED: readonly string[] = [
  'people',
  'duration',
  'fields',
  'field',
  'actions',
  'localized',
  'user',
  'node',
  'flow',
  'notification',
];

/** The editor that a schema asks for by its hint, else the one that its shape needs. */
export function widgetOf(schema: ConfigSchema): WidgetKind {
  const hint = schema['x-widget'];
  if (hint !== undefined && NAMED.includes(hint)) return hint as WidgetKind;
  if (schema.anyOf !== undefined) return unionWidget(schema.anyOf);
  switch (schema.type) {
    case 'boolean':
    case 'integer':
      return schema.type;
    case 'object':
      return objectWidget(schema);
    case 'array':
      return arrayWidget(schema);
    case 'string':
      return schema.pattern?.startsWith('^P(') === true ? 'duration' : 'text';
    default:
      return 'unknown';
  }
}

function unionWidget(options: readonly ConfigSchema[]): WidgetKind {
  if (options.every((option) => option.const !== undefined)) return 'choice';
  if (options.some((option) => option.const === true)) return 'condition';
  const isKnown = (option: ConfigSchema) => option.const !== undefined || option.properties !== undefined;
  return options.every(isKnown) ? 'variant' : 'unknown';
}

function objectWidget(schema: ConfigSchema): WidgetKind {
  if (schema.properties === undefined) return 'map';
  return isLocalizedText(schema) ? 'localized' : 'group';
}

function arrayWidget(schema: ConfigSchema): WidgetKind {
  if (isPeopleList(schema)) return 'people';
  if (schema.items?.type === 'string') return 'texts';
  return schema.items?.properties === undefined ? 'unknown' : 'list';
}

function isLocalizedText(schema: ConfigSchema): boolean {
  const names = Object.keys(schema.properties ?? {});
  return names.length === 2 && names.includes('zh-CN') && names.includes('en');
}

function isPeopleList(schema: ConfigSchema): boolean {
  return schema.items?.anyOf?.some((source) => source.properties?.['starter'] !== undefined) ?? false;
}

/** Whether a text of the schema is the key of something. */
export function isKey(schema: ConfigSchema): boolean {
  return schema.pattern === KEY_PATTERN;
}
