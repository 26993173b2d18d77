/** Refusals that stand in the audit already, so that nobody who sees them on their way out writes them a second time. */
const noted = new WeakSet<Error>();

export function markNoted(refusal: Error): void {
  noted.add(refusal);
}

export function isNoted(refusal: Error): boolean {
  return noted.has(refusal);
}
