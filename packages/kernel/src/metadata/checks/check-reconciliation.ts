import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { ReconciliationDefinition, ReconciliationSource } from '../reconciliation.js';
import { findDuplicates } from './duplicates.js';

/** A side says where it comes from and where its values stand; somebody looks after every difference. */
export function checkReconciliation(definition: ReconciliationDefinition): readonly Issue[] {
  const { operation, books, owners, reasons, remedies = [] } = definition;
  const last = owners.at(-1);
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  return [
    ...checkSource(operation as ReconciliationSource, '/operation', definition),
    ...checkSource(books as ReconciliationSource, '/books', definition),
    ...(last?.category !== undefined || last?.place !== undefined
      ? [issue('owner_for_the_rest_missing', pointer('/owners', owners.length - 1))]
      : []),
    ...findDuplicates(ids(reasons), '/reasons', 'id'),
    ...findDuplicates(ids(remedies), '/remedies', 'id'),
  ];
}

const REGISTER_FIELDS: ReadonlySet<string> = new Set(['item', 'place', 'lot', 'quantity', 'amount']);
const ENTRY_FIELDS = ['document', 'type', 'date', 'item'] as const;

function checkSource(
  source: ReconciliationSource,
  at: string,
  { compare }: ReconciliationDefinition,
): readonly Issue[] {
  const { from, fields = {} } = source;
  if (from !== 'pushed' && source[from] === undefined) return [missing(at, from)];
  const surplus = (['register', 'form', 'lines', 'states'] as const).filter((name) =>
    from === 'form' ? name === 'register' : name !== from,
  );
  return [
    ...surplus
      .filter((name) => source[name] !== undefined)
      .map((name) => issue('unknown_keyword', pointer(at, name), { name })),
    ...needed(source, compare)
      .filter((name) => fields[name] === undefined)
      .map((name) => missing(pointer(at, 'fields'), name)),
    ...Object.keys(fields)
      .filter((name) => from === 'pushed' || (from === 'register' && !REGISTER_FIELDS.has(name)))
      .map((name) => issue('unknown_keyword', pointer(at, 'fields', name), { name })),
    ...(from !== 'pushed' && fields.quantity === undefined && fields.amount === undefined
      ? [missing(pointer(at, 'fields'), 'quantity')]
      : []),
  ];
}

function needed({ from }: ReconciliationSource, compare: 'entries' | 'balances') {
  if (from === 'pushed') return [];
  return from === 'form' && compare === 'entries' ? ENTRY_FIELDS : (['item'] as const);
}

function missing(at: string, name: string): Issue {
  return issue('keyword_missing', pointer(at, name), { name });
}
