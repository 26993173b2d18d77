import type { ConfigSchema } from '../../surroundings/catalog.js';
import type { Names } from '../../surroundings/names.js';

/** What a setting is called: by its schema, else by the designer's own words for its name. */
export function settingTitle(name: string, schema: ConfigSchema, names: Names, kind = ''): string {
  const given = names.title(schema['x-title']);
  if (given !== '') return given;
  const own = `actions.${kind}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  for (const key of kind === '' ? [`actions.names.${name}`] : [own, `actions.names.${name}`]) {
    const text = names.text(key);
    // i18next gives the key back when there is no text.
    if (text !== key) return text;
  }
  return name;
}
