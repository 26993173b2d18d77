/** A definition as it is read for comparing: plain JSON. */
export type Tree = Readonly<Record<string, unknown>>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values say the same, whatever the order of their keys. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((each, at) => isSame(each, right[at]));
  if (!isTree(left) || !isTree(right)) return false;
  const keys = givenKeys(left);
  return (
    keys.length === givenKeys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
  );
}

function givenKeys(tree: Tree): readonly string[] {
  return Object.keys(tree).filter((key) => tree[key] !== undefined);
}

/** Whether it is a text in every language. */
export function isLocalized(value: unknown): value is { readonly 'zh-CN': string; readonly en: string } {
  return isTree(value) && typeof value['zh-CN'] === 'string' && typeof value['en'] === 'string';
}

const NAMING_KEYS = [
  'id',
  'key',
  'name',
  'form',
  'field',
  'role',
  'day',
  'date',
  'from',
  'dimension',
  'register',
];

/** The property by which the elements of lists are told apart; none where no property does. */
export function identityOf(...lists: readonly (readonly unknown[])[]): string | undefined {
  return NAMING_KEYS.find((key) => lists.every((list) => isKeyOf(list, key)));
}

function isKeyOf(list: readonly unknown[], key: string): boolean {
  const names = list.map((each) => (isTree(each) ? each[key] : undefined));
  return names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
}
