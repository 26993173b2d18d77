/** The parts of an RFC 6901 pointer, unescaped. */
export function pointerTokens(pointer: string): readonly string[] {
  const plain = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (plain === '' || plain === '/') return [];
  return plain
    .replace(/^\//, '')
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
