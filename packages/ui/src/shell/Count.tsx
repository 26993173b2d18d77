/** How many; nothing at zero, red when something is late. */
export function Count({
  value,
  late = false,
}: {
  readonly value?: number | undefined;
  readonly late?: boolean;
}) {
  if (value === undefined || value === 0) return null;
  return <span className={`dg-count${late ? ' is-late' : ''}`}>{value > 99 ? '99+' : value}</span>;
}
