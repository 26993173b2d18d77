import type { ChangeWeight } from './change.js';
import type { Telling, Told } from './describe-difference.js';
import { placeText, propertyText } from './place.js';
import { valueText } from './value-text.js';

/** How many rows a grant reaches. */
const REACH: readonly string[] = [
  'assigned',
  'own',
  'department',
  'departments_below',
  'organisation',
  'organisations_below',
  'all',
];

const GRANT_CODES = { widened: 'change_grant_widened', narrowed: 'change_grant_narrowed' } as const;
const RIGHT_CODES = { widened: 'change_permission_widened', narrowed: 'change_permission_narrowed' } as const;

/**
 * A change of a role is told by what it means for its holders: they may do or see more, or less. Hidden fields count the
 * other way. What is neither is told like any other change.
 */
export function describePermission({ difference, place, ground }: Telling): Told | undefined {
  const property = place.properties.at(-1);
  const isGrant = place.list === 'forms';
  if (
    !isGrant &&
    property !== undefined &&
    !['actions', 'hidden', 'masked', 'readOnly', 'states', 'rows', 'registers', 'system'].includes(property)
  )
    return undefined;
  const widens = isGrant ? difference.kind === 'added' : widensBy(property, difference.kind, difference);
  if (widens === undefined) return undefined;
  const own = place.elements.at(-1);
  const text = (value: unknown) =>
    value === undefined || isGrant ? undefined : valueText(property ?? '', value, ground);
  const sense = widens ? 'widened' : 'narrowed';
  return {
    what: `permission_${sense}`,
    kind: isGrant ? (widens ? 'added' : 'removed') : 'changed',
    weight: 'careful' satisfies ChangeWeight,
    ...(own ? { element: own.kind.name, id: own.id } : {}),
    ...(property === undefined ? {} : { property }),
    code: (isGrant ? GRANT_CODES : RIGHT_CODES)[sense],
    params: {
      place: placeText(isGrant ? place.elements.slice(0, -1) : place.elements),
      name: own?.title,
      property: isGrant ? undefined : propertyText(place, ground),
      before: text(difference.before),
      after: text(difference.after),
    },
  };
}

function widensBy(
  property: string | undefined,
  kind: Telling['difference']['kind'],
  { before, after }: Telling['difference'],
): boolean | undefined {
  if (kind === 'reordered') return undefined;
  if (property === 'rows') return REACH.indexOf(after as string) > REACH.indexOf(before as string);
  if (kind === 'changed') return undefined;
  // States narrow what was every state, hidden fields what was every field.
  return ['hidden', 'masked', 'readOnly'].includes(property ?? '') ? kind === 'removed' : kind === 'added';
}
