import type { CompiledRelease } from '@dougong/kernel/commands';
import { sidesOf } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';

/**
 * Decision tables that screens ask: what forms compute and the rules of their pages may call tables, directly, through a
 * named formula or through another table. Other tables, of approvers for one, only designers read.
 */
export function tablesInView(release: CompiledRelease, forms: ReadonlySet<string>): ReadonlySet<string> {
  const tables = release.definitions.filter(({ kind }) => kind === 'decision-table');
  const found = new Set<Definition>();
  const asking = release.definitions.filter((each) => asks(each, forms)).map(textOf);
  for (const text of asking) {
    for (const table of tables) {
      if (found.has(table) || !isCalled(table.key, text)) continue;
      found.add(table);
      asking.push(textOf(table));
    }
  }
  return new Set([...found].map(({ key }) => key));
}

function asks(definition: Definition, forms: ReadonlySet<string>): boolean {
  if (definition.kind === 'form') return forms.has(definition.key);
  if (definition.kind === 'formula') return forms.size > 0;
  return (
    definition.kind === 'rule' &&
    definition.form !== undefined &&
    forms.has(definition.form) &&
    sidesOf(definition.trigger).client
  );
}

function textOf(definition: Definition): string {
  return JSON.stringify(definition);
}

/** In formulas a call stands as `key(`, with a full-width bracket as well; in conditions as `{"call": ["key", ...]}`. */
function isCalled(key: string, text: string): boolean {
  return text.includes(`"call":["${key}"`) || new RegExp(`(?<![a-z0-9_])${key}\\s*[(（]`).test(text);
}
