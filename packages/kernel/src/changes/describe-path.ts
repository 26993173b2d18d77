import type { Localized } from '../foundation/index.js';
import type { Definition } from '../metadata/index.js';
import type { PathStep } from './difference.js';
import { joined, Naming } from './naming.js';
import { placeOf, placeText, propertyText } from './place.js';
import { identityOf, isTree } from './tree.js';
import { valueText } from './value-text.js';

/** A place in a definition, and what stands there, as people say it. */
export interface DescribedPath {
  /** `字段“备注” › 名称`; nothing for the definition itself. */
  readonly place: Localized | undefined;
  /** A value of the property that the path ends at, in words. */
  readonly value: (value: unknown) => Localized;
}

const LISTS_OF_ELEMENTS: ReadonlySet<string> = new Set(['properties']);

/**
 * Tells where a pointer with ids leads.
 * @param definitions whose titles are known besides
 */
export function describePath(
  definition: Definition,
  path: string,
  definitions: readonly Definition[] = [],
): DescribedPath {
  const naming = new Naming(definitions, [definition]);
  const place = placeOf(stepsOf(definition, namesOf(path)), { definition, naming });
  const ground = { naming, form: naming.formOf(definition), definition };
  const property = place.properties.length === 0 ? [] : [propertyText(place, ground)];
  const parts = [placeText(place.elements), ...property].filter((each) => each !== undefined);
  return {
    place: parts.length === 0 ? undefined : joined(parts, ' › '),
    value: (value) => valueText(place.properties.at(-1) ?? '', value, ground),
  };
}

function namesOf(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function stepsOf(root: unknown, names: readonly string[]): readonly PathStep[] {
  const steps: PathStep[] = [];
  let holder: unknown = root;
  for (const [at, name] of names.entries()) {
    const found = childOf(holder, name);
    const isElement = Array.isArray(holder) || LISTS_OF_ELEMENTS.has(names[at - 1] ?? '');
    steps.push(isElement ? { name, element: found ?? {} } : { name });
    holder = found;
  }
  return steps;
}

function childOf(holder: unknown, name: string): unknown {
  if (isTree(holder)) return holder[name];
  if (!Array.isArray(holder)) return undefined;
  const key = identityOf(holder);
  return key === undefined ? undefined : holder.find((each) => isTree(each) && each[key] === name);
}
