import type { Localized } from '../foundation/index.js';
import { pointer } from '../foundation/index.js';
import { NODE_TYPES } from '../flows/index.js';
import { elementKind } from './element-kinds.js';
import type { ElementKind } from './element-kinds.js';
import { elementTitle } from './element-titles.js';
import type { ElementPlace } from './element-titles.js';
import type { PathStep } from './difference.js';
import { joined } from './naming.js';
import { isLocalized, isTree } from './tree.js';
import type { Tree } from './tree.js';
import { keyText } from './value-text.js';
import type { ValueGround } from './value-text.js';

/** An element on the way to a change. */
export interface PlacedElement {
  readonly kind: ElementKind;
  readonly id: string;
  readonly title: Localized;
  readonly element: unknown;
}

/** Where a change is, as people say it. */
export interface Place {
  readonly path: string;
  /** From the outermost to the innermost. */
  readonly elements: readonly PlacedElement[];
  /** The properties from the innermost element on: `config`, `mode`. */
  readonly properties: readonly string[];
  /** The property that holds the last element, if the path ends at one. */
  readonly list: string | undefined;
}

/** Follows the steps of a path. */
export function placeOf(steps: readonly PathStep[], at: ElementPlace): Place {
  const elements: PlacedElement[] = [];
  let properties: string[] = [];
  let list: string | undefined;
  for (const { name, element } of steps) {
    if (element === undefined) {
      properties.push(name);
      list = undefined;
      continue;
    }
    list = properties.at(-1) ?? '';
    elements.push({
      kind: elementKind(at.definition.kind, list),
      id: name,
      title: elementTitle(element, name, at),
      element,
    });
    properties = [];
  }
  return { path: pointer('', ...steps.map(({ name }) => name)), elements, properties, list };
}

/** `节点“复核”`: the elements on the way, the outermost first; nothing where the definition itself is meant. */
export function placeText(elements: readonly PlacedElement[]): Localized | undefined {
  if (elements.length === 0) return undefined;
  const texts = elements.map(({ kind, title }) => ({
    'zh-CN': `${kind.title['zh-CN']}“${title['zh-CN']}”`,
    en: `${kind.title.en} "${title.en}"`,
  }));
  return joined(texts, ' › ');
}

/** Properties that only hold others say nothing to people. */
const HOLDERS: ReadonlySet<string> = new Set(['config', 'ui', 'schema', 'items', 'lifecycle', 'settings']);

/** The property of a place in words. */
export function propertyText({ properties, elements }: Place, ground: ValueGround): Localized {
  const part = partConfig(elements.at(-1));
  const told = properties.flatMap((name, at) =>
    at < properties.length - 1 && HOLDERS.has(name)
      ? []
      : [titleIn(part, name) ?? keyText(name, ground, properties[at - 1])],
  );
  return joined(told, ' › ');
}

/** What a fixed value is called by the type of the node whose setting it is. */
export function optionsOf({ elements }: Place): ValueGround['option'] {
  const part = partConfig(elements.at(-1));
  return part && ((property, value) => optionIn(part, property, value));
}

function partConfig(placed: PlacedElement | undefined): Tree | undefined {
  const type = placed?.kind.name === 'node' && isTree(placed.element) ? placed.element['type'] : undefined;
  const part = NODE_TYPES.find(({ kind }) => kind === type);
  const properties = (part?.config as Tree | undefined)?.['properties'];
  return isTree(properties) ? properties : undefined;
}

function titleIn(config: Tree | undefined, property: string): Localized | undefined {
  const title = config && isTree(config[property]) ? config[property]['x-title'] : undefined;
  return isLocalized(title) ? title : undefined;
}

function optionIn(config: Tree, property: string, value: string): Localized | undefined {
  const schema = config[property];
  const options = isTree(schema) && Array.isArray(schema['anyOf']) ? (schema['anyOf'] as Tree[]) : [];
  const title = options.find((each) => each['const'] === value)?.['x-title'];
  return isLocalized(title) ? title : undefined;
}
