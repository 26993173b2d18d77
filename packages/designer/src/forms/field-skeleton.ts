import type { Localized } from '@dougong/kernel/foundation';
import type { FieldDefinition } from '@dougong/kernel/metadata';
import type { CatalogPart, ConfigSchema } from '../surroundings/catalog.js';

/** What a new field may refer to from the start. */
export interface Offered {
  readonly title: Localized;
  /** Forms and lists of choices that there are. */
  readonly forms: readonly string[];
  readonly choiceLists: readonly string[];
  /** What the first choice of a list is called. */
  readonly firstChoice: Localized;
}

const PLACES = 2;
const CURRENCY = 'CNY';
const FIRST_CHOICE = 'option_1';

/** Values that a schema alone does not tell: what is usual, or the first that there is. */
function usual(name: string, { forms, choiceLists, title, firstChoice }: Offered): unknown {
  switch (name) {
    case 'x-title':
      return title;
    case 'x-scale':
      return PLACES;
    case 'x-currency':
      return CURRENCY;
    case 'x-choices':
      return choiceLists[0];
    case 'form':
      return forms[0];
    case 'enum':
      return [FIRST_CHOICE];
    case 'x-titles':
      return [firstChoice];
    default:
      return undefined;
  }
}

/** A new field of a kind: what its schema asks for, made of what it fixes and of what is usual. */
export function newField(part: CatalogPart, offered: Offered): FieldDefinition {
  const field = made(part.config, offered) as Record<string, unknown>;
  const items = field['items'] as Record<string, unknown> | undefined;
  // Several choices stand in the field itself or in a list of their own; a new field has one of its own.
  if (part.config.properties?.['items']?.properties?.['enum'] !== undefined && items !== undefined)
    field['items'] = { ...items, enum: [FIRST_CHOICE], 'x-titles': [offered.firstChoice] };
  return field as unknown as FieldDefinition;
}

function made(schema: ConfigSchema, offered: Offered): unknown {
  if (schema.const !== undefined) return schema.const;
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return made(first, offered);
  if (schema.type === 'object') {
    const names = schema.required ?? [];
    return Object.fromEntries(
      names.map((name) => [name, usual(name, offered) ?? made(schema.properties?.[name] ?? {}, offered)]),
    );
  }
  if (schema.type === 'array') return [made(schema.items ?? {}, offered)];
  if (schema.type === 'integer') return schema.minimum ?? 0;
  return schema.pattern?.includes('\\d') === true ? '1' : '';
}
