import type { Definition } from '../metadata/index.js';
import type { Change, ChangeWeight } from './change.js';
import type { Difference } from './difference.js';
import type { Place } from './place.js';

/** Properties that say how something looks or is called, wherever they stand. */
const LOOKS: ReadonlySet<string> = new Set([
  'title',
  'x-title',
  'description',
  'x-help',
  'layout',
  'order',
  'width',
  'frozen',
  'tone',
  'icon',
  'facts',
  'note',
  'columns',
  'x-signed',
  'x-money',
  'group',
]);

/** Properties that change who may do what, what is booked, or what must be filled in. */
const CAREFUL: ReadonlySet<string> = new Set([
  'required',
  'x-unique',
  'x-formula',
  'readOnly',
  'enabled',
  'editable',
  'from',
  'to',
  'states',
  'assignees',
  'mode',
  'startAction',
  'requiresFlow',
  'hidden',
  'rows',
]);

/** Properties whose change gives another meaning to what is kept already. */
const BREAKING: ReadonlySet<string> = new Set([
  'fieldType',
  'format',
  'x-reference',
  'x-scale',
  'usage',
  'valuation',
  'hitPolicy',
]);

const BOOKED: ReadonlySet<Definition['kind']> = new Set(['posting', 'register', 'role']);

/** How much a difference may cost. */
export function weigh(
  { kind: definition }: Pick<Definition, 'kind'>,
  { kind }: Pick<Difference, 'kind'>,
  place: Place,
): ChangeWeight {
  const element = place.list === undefined ? undefined : place.elements.at(-1)?.kind;
  const inner = place.elements.at(-1)?.kind;
  if (element) return weighElement(definition, kind, element);
  const property = place.properties.at(-1) ?? '';
  if (kind === 'reordered')
    return definition === 'rule' || definition === 'decision-table' ? 'plain' : 'layout';
  if (LOOKS.has(property) || inner?.isLook) return 'layout';
  if (BREAKING.has(property)) return 'breaking';
  return CAREFUL.has(property) || BOOKED.has(definition) ? 'careful' : 'plain';
}

function weighElement(
  definition: Definition['kind'],
  kind: Difference['kind'],
  { isRelied, isLook }: { readonly isRelied?: true; readonly isLook?: true },
): ChangeWeight {
  if (isLook) return 'layout';
  if (kind === 'removed') return isRelied ? 'breaking' : 'careful';
  return BOOKED.has(definition) ? 'careful' : 'plain';
}

/** The graver of two. */
export function heaviest(changes: readonly Pick<Change, 'weight'>[]): ChangeWeight {
  const order: readonly ChangeWeight[] = ['breaking', 'careful', 'plain', 'layout'];
  return order.find((weight) => changes.some((change) => change.weight === weight)) ?? 'layout';
}
