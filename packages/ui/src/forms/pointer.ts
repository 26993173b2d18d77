/** The parts of an RFC 6901 pointer, unescaped. */
export function pointerTokens(pointer: string): readonly string[] {
  const plain = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (plain === '' || plain === '/') return [];
  return plain
    .replace(/^\//, '')
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer as a path: `/lines/2/price` is `lines.price`. */
export function pathOfPlace(pointer: string): string {
  const [field = '', , column] = pointerTokens(pointer);
  return column === undefined ? field : `${field}.${column}`;
}
