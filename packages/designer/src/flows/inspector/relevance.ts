/** Settings that only mean something while another one has a certain value. */

type Values = Readonly<Record<string, unknown>>;

const ONLY_WHEN: Readonly<Record<string, (values: Values) => boolean>> = {
  passPercent: ({ mode }) => mode === 'vote',
  rejectNeedsAll: ({ mode }) => mode === 'all' || mode === 'sequence',
  rest: ({ need }) => need !== undefined,
  // Of what happens when time is up.
  to: ({ action }) => action === undefined || action === 'transfer',
  every: ({ action }) => action === undefined || action === 'remind',
  max: ({ action }) => action === undefined || action === 'remind',
};

/** Whether a setting is worth showing; one that has a value always is, so that it can be taken out. */
export function isRelevant(name: string, values: Values): boolean {
  return values[name] !== undefined || (ONLY_WHEN[name]?.(values) ?? true);
}
