import type { Localized } from '../foundation/index.js';
import type { Definition } from '../metadata/index.js';
import type { Change } from './change.js';
import type { Difference } from './difference.js';
import { elementKind } from './element-kinds.js';
import type { Naming } from './naming.js';
import { describePermission } from './permission.js';
import { optionsOf, placeOf, placeText, propertyText } from './place.js';
import type { Place } from './place.js';
import { valueText } from './value-text.js';
import type { ValueGround } from './value-text.js';
import { weigh } from './weigh.js';

const ELEMENT_CODES = {
  added: 'change_element_added',
  removed: 'change_element_removed',
  changed: 'change_element_changed',
} as const;

const PROPERTY_CODES = {
  added: 'change_property_added',
  removed: 'change_property_removed',
  changed: 'change_property_changed',
} as const;

const LIST_CODES = { ...PROPERTY_CODES, added: 'change_list_added', removed: 'change_list_removed' } as const;

/** What a difference is told with. */
export interface Telling {
  readonly definition: Definition;
  readonly difference: Difference;
  readonly place: Place;
  readonly ground: ValueGround;
}

/** Tells one difference of a definition. */
export function describeDifference(difference: Difference, definition: Definition, naming: Naming): Change[] {
  const place = placeOf(difference.path, { definition, naming });
  const ground = {
    naming,
    form: formAt(place, definition, naming),
    definition,
    option: optionsOf(place),
  };
  const telling = { definition, difference, place, ground };
  const told =
    (definition.kind === 'role' ? describePermission(telling) : undefined) ??
    (difference.kind === 'reordered'
      ? describeOrder(telling)
      : place.list === undefined
        ? describeProperty(telling)
        : describeElement(telling));
  const weight = weigh(definition, difference, place);
  const { before, after } = difference;
  return [
    {
      weight,
      path: place.path,
      ...told,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

/** What a way of telling says; the rest is the same for all. */
export type Told = Pick<Change, 'what' | 'kind' | 'code' | 'params'> &
  Partial<Pick<Change, 'element' | 'id' | 'property' | 'weight'>>;

/** Actions and fields are those of the form that the innermost element names, else of the definition's own. */
function formAt(place: Place, definition: Definition, naming: Naming) {
  const named = place.elements
    .map(({ element }) => (element as { readonly form?: unknown } | null)?.form)
    .findLast((form) => typeof form === 'string');
  return (named === undefined ? undefined : naming.form(named)) ?? naming.formOf(definition);
}

/** An element that came or went. */
function describeElement({ difference, place }: Telling): Told {
  const kind = difference.kind === 'added' ? 'added' : difference.kind === 'removed' ? 'removed' : 'changed';
  const own = place.elements.at(-1)!;
  const { name, title } = own.kind;
  return {
    what: `${name}_${kind}`,
    kind,
    element: name,
    id: own.id,
    code: ELEMENT_CODES[kind],
    params: { place: placeText(place.elements.slice(0, -1)), element: title, name: own.title },
  };
}

/** A property that was set, changed or cleared. */
function describeProperty({ difference, place, ground }: Telling): Told {
  const property = place.properties.at(-1) ?? '';
  const own = place.elements.at(-1);
  if (property === 'layout') return describeLayout();
  const words = (value: unknown): Localized | undefined =>
    value === undefined ? undefined : valueText(property, value, ground);
  const list = Array.isArray(difference.before ?? difference.after);
  const kind = difference.kind === 'reordered' ? 'changed' : difference.kind;
  return {
    what: whatOf(own?.kind.name, property),
    // A property that came is a change of what has it; only elements come and go.
    kind: 'changed',
    ...(own ? { element: own.kind.name, id: own.id } : {}),
    property,
    code: (list ? LIST_CODES : PROPERTY_CODES)[kind],
    params: {
      place: placeText(place.elements),
      property: propertyText(place, ground),
      before: words(difference.before),
      after: words(difference.after),
    },
  };
}

/** Where things stand on a canvas is apart from what they mean. */
function describeLayout(): Told {
  return { what: 'position_changed', kind: 'moved', property: 'layout', code: 'change_layout', params: {} };
}

function whatOf(element: string | undefined, property: string): string {
  if (element === 'field' && property === 'fieldType') return 'field_retyped';
  const name = property === 'title' || property === 'x-title' ? 'renamed' : undefined;
  if (name) return element === undefined ? name : `${element}_${name}`;
  return element === undefined ? 'setting_changed' : `${element}_changed`;
}

/** The same elements in another order. */
function describeOrder({ place, definition, ground }: Telling): Told {
  const list = place.properties.at(-1) ?? '';
  const element = orderedElement(definition, list);
  return {
    what: `${element}_order_changed`,
    kind: 'moved',
    property: list,
    code: 'change_order',
    params: { place: placeText(place.elements), property: propertyText(place, ground) },
  };
}

function orderedElement(definition: Definition, list: string): string {
  if (list === 'order' && definition.kind === 'form') return 'field';
  return elementKind(definition.kind, list).name;
}
