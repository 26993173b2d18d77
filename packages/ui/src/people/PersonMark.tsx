/** The first character of a name in a square: people are told apart at a glance, without pictures. */
export function PersonMark({ name }: { readonly name: string }) {
  return (
    <span className="dg-person-mark" aria-hidden="true">
      {[...name.trim()][0] ?? '…'}
    </span>
  );
}
