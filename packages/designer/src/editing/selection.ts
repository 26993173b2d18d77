/** What the inspector is about: one element, or the document itself. */
export type Selection =
  { readonly kind: 'node'; readonly id: string } | { readonly kind: 'edge'; readonly id: string } | null;

/** Whether two selections mean the same element. */
export function sameSelection(left: Selection, right: Selection): boolean {
  return left?.kind === right?.kind && left?.id === right?.id;
}
