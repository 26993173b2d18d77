/** What the page looks for; all of it stands in the address, so that it can be sent to somebody. */
export const FILTERS = [
  'actor',
  'form',
  'recordId',
  'field',
  'entry',
  'action',
  'outcome',
  'channel',
  'ip',
  'requestId',
  'from',
  'to',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type AuditFilter = Readonly<Partial<Record<FilterName, string>>>;

export const CHANNELS = ['ui', 'api', 'assistant', 'import', 'rule', 'flow', 'worker', 'cli'] as const;

/** The filter that an address names. A field means something only together with what it is a field of. */
export function filterOf(search: URLSearchParams): AuditFilter {
  const named = FILTERS.flatMap((name) => {
    const value = search.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  const filter: AuditFilter = Object.fromEntries(named);
  if (filter.form !== undefined || filter.recordId !== undefined) return filter;
  const { field: _field, ...others } = filter;
  return others;
}

/** A filter with something changed; what is blank falls away, and another object has other fields. */
export function changedFilter(
  filter: AuditFilter,
  change: Partial<Record<FilterName, string | undefined>>,
): AuditFilter {
  const isOther = 'form' in change && change.form !== filter.form;
  const next = { ...filter, ...(isOther ? { field: undefined, recordId: undefined } : {}), ...change };
  return Object.fromEntries(
    Object.entries(next).filter(([, value]) => value !== undefined && value !== ''),
  ) as AuditFilter;
}

const MS_PER_DAY = 86_400_000;

/** The question to the server: days become the moments at which they begin and end where the reader is. */
export function questionOf({ from, to, ...others }: AuditFilter): Readonly<Record<string, string>> {
  const begin = from === undefined ? undefined : new Date(`${from}T00:00:00`);
  const end = to === undefined ? undefined : new Date(new Date(`${to}T00:00:00`).getTime() + MS_PER_DAY);
  return {
    ...others,
    ...(begin === undefined || Number.isNaN(begin.getTime()) ? {} : { from: begin.toISOString() }),
    ...(end === undefined || Number.isNaN(end.getTime()) ? {} : { to: end.toISOString() }),
  };
}
