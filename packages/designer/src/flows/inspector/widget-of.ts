import { KEY_PATTERN } from '@dougong/kernel/metadata';
import type { ConfigSchema } from '../../surroundings/catalog.js';

/** The editors that a setting may have. */
export type WidgetKind =
  | 'people'
  | 'duration'
  | 'fields'
  | 'actions'
  | 'localized'
  | 'choice'
  | 'boolean'
  | 'integer'
  | 'text'
  | 'json';

const NAMED: readonly string[] = ['people', 'duration', 'fields', 'actions', 'localized'];

/** The editor that a schema asks for by its hint, else the one that its shape needs; JSON is the last resort. */
export function widgetOf(schema: ConfigSchema): WidgetKind {
  const hint = schema['x-widget'];
  if (hint !== undefined && NAMED.includes(hint)) return hint as WidgetKind;
  if (schema.anyOf?.every((option) => option.const !== undefined)) return 'choice';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'integer') return 'integer';
  if (schema.type === 'object') return isLocalizedText(schema) ? 'localized' : 'json';
  if (schema.type === 'array') return isPeopleList(schema) ? 'people' : 'json';
  if (schema.type === 'string') return schema.pattern?.startsWith('^P(') === true ? 'duration' : 'text';
  return 'json';
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
