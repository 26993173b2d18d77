import type { CatalogPart, ConfigSchema } from '../surroundings/catalog.js';

/** How a property of a field is edited. */
export type SettingWay =
  'switch' | 'integer' | 'text' | 'localized' | 'choices' | 'reference' | 'list' | 'json';

export interface FieldSetting {
  readonly name: string;
  readonly way: SettingWay;
  readonly schema: ConfigSchema;
}

/** What the page edits in places of its own, and what only makes the field what it is. */
const ELSEWHERE: readonly string[] = [
  'type',
  'format',
  'x-title',
  'x-titles',
  'items',
  'properties',
  'additionalProperties',
  'uniqueItems',
];

/** The settings of a kind, drawn from its schema: a new property needs nothing here. */
export function settingsOf(part: CatalogPart): readonly FieldSetting[] {
  const { properties = {}, required = [] } = part.config;
  const own = Object.entries(properties).flatMap(([name, schema]): readonly FieldSetting[] => {
    const isMark = schema.const !== undefined && required.includes(name);
    return ELSEWHERE.includes(name) || isMark ? [] : [{ name, schema, way: wayOf(name, schema) }];
  });
  const items = properties['items']?.properties?.['enum'];
  const choices: readonly FieldSetting[] =
    items === undefined ? [] : [{ name: 'items', schema: items, way: 'choices' }];
  return [...choices, ...own].sort((one, other) => rank(one) - rank(other));
}

function wayOf(name: string, schema: ConfigSchema): SettingWay {
  if (name === 'enum') return 'choices';
  if (name === 'x-reference') return 'reference';
  if (schema.type === 'boolean' || schema.const === true) return 'switch';
  if (schema.type === 'integer' || schema.type === 'string')
    return schema.type === 'integer' ? 'integer' : 'text';
  const names = Object.keys(schema.properties ?? {});
  if (names.includes('zh-CN') && names.includes('en')) return 'localized';
  const words = schema.items?.anyOf ?? [];
  if (schema.type === 'array' && words.length > 0 && words.every((each) => typeof each.const === 'string'))
    return 'list';
  return 'json';
}

/** What says most of a field stands first; what is written as source stands last. */
function rank({ name, way }: FieldSetting): number {
  if (way === 'choices' || way === 'reference') return 0;
  if (way === 'json') return 9;
  return name === 'readOnly' || name === 'x-index' || name === 'x-unique' ? 3 : 1;
}
