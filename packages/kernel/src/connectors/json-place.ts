/** Places in JSON texts of other systems, as RFC 6901 writes them. */

/** What stands at a place; undefined where nothing does. The empty place is the whole. */
export function valueAtPlace(json: unknown, place: string): unknown {
  return namesOf(place).reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }, json);
}

type Tree = { [name: string]: unknown };

/** Puts a value at a place of an object, and makes the objects on the way. */
export function putAtPlace(target: Tree, place: string, value: unknown): void {
  const names = namesOf(place);
  const last = names.pop();
  if (last === undefined) throw new Error('a body has no place without a name');
  let holder = target;
  for (const name of names) {
    const inner = Object.hasOwn(holder, name) ? holder[name] : undefined;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) holder = inner as Tree;
    else holder = own(holder, name, {}) as Tree;
  }
  own(holder, last, value);
}

/** A name such as `__proto__` is a name like any other. */
function own(holder: Tree, name: string, value: unknown): unknown {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  return value;
}

function namesOf(place: string): string[] {
  return place
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}
