import type { BalanceRow } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import type { RegisterDefinition } from '@dougong/kernel/metadata';
import { Money } from '@dougong/ui/shell';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { KeyPart } from './KeyLabel.js';
import { isAmount, totalOf, widestScale } from './ledger-numbers.js';
import { ResourceFigure } from './ResourceFigure.js';

interface BalanceTableProps {
  readonly register: RegisterDefinition;
  readonly rows: readonly BalanceRow[];
  readonly asked: string | undefined;
  onAsk(row: BalanceRow): void;
}

interface Group {
  readonly value: string | null;
  readonly rows: readonly BalanceRow[];
}

/** Rows of one first dimension stand together, in the order in which the first of them came. */
export function groupRows(rows: readonly BalanceRow[], dimension: string): readonly Group[] {
  const groups = new Map<string | null, BalanceRow[]>();
  for (const row of rows) {
    const value = row.key[dimension] ?? null;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [row]);
    else group.push(row);
  }
  return [...groups].map(([value, grouped]) => ({ value, rows: grouped }));
}

function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The dimension to group by: the second one, since the first names the line; a register of one dimension has no groups. */
function groupingOf({ dimensions }: RegisterDefinition) {
  return dimensions.length > 1 ? dimensions[1] : undefined;
}

/** Balances as an account book: numbers under numbers, amounts added up, quantities of different units never. */
export function BalanceTable({ register, rows, asked, onAsk }: BalanceTableProps) {
  const text = useText();
  const title = useLocalized();
  const grouping = groupingOf(register);
  const dimensions = register.dimensions.filter((dimension) => dimension !== grouping);
  const { resources } = register;
  const names = useReferences();
  const first = dimensions[0];
  const codeOf = (row: BalanceRow) => {
    const value = row.key[first?.id ?? ''] ?? '';
    return first?.type === 'reference' ? (names.nameOf(first.form ?? '', value)?.code ?? '') : value;
  };
  const sorted = [...rows].sort((a, b) => compareCodes(codeOf(a), codeOf(b)));
  const groups = grouping === undefined ? [{ value: null, rows: sorted }] : groupRows(sorted, grouping.id);
  const scales = new Map(resources.map(({ id }) => [id, widestScale(rows.map((row) => row.resources[id]))]));
  const amounts = resources.filter(isAmount);
  return (
    <div className="rt-voucher-scroll" tabIndex={0} role="region" aria-label={title(register.title)}>
      <table className="rt-ledger-table rt-balances">
        <thead>
          <tr>
            {dimensions.map((dimension) => (
              <th key={dimension.id} scope="col">
                {title(dimension.title)}
              </th>
            ))}
            {resources.map((resource, index) => (
              <th
                key={resource.id}
                scope="col"
                className={`is-end${index === 0 || isAmount(resource) ? ' dg-rule' : ''}`}
              >
                {title(resource.title)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.value ?? ''}>
            {grouping === undefined ? null : (
              <tr className="rt-group">
                <th scope="rowgroup" colSpan={dimensions.length}>
                  <KeyPart dimension={grouping} value={group.value} />{' '}
                  <span className="dg-t3">{text('ledger.rows', { count: group.rows.length })}</span>
                </th>
                {resources.map((resource, index) => (
                  <td
                    key={resource.id}
                    className={`is-end${index === 0 || isAmount(resource) ? ' dg-rule' : ''}`}
                  >
                    {isAmount(resource) ? (
                      <Money value={totalOf(group.rows, resource.id)} scale={resource.scale} />
                    ) : null}
                  </td>
                ))}
              </tr>
            )}
            {group.rows.map((row) => (
              <tr key={row.keyId} className={row.keyId === asked ? 'is-current' : undefined}>
                {dimensions.map((dimension, index) =>
                  index === 0 ? (
                    <th key={dimension.id} scope="row">
                      <KeyPart dimension={dimension} value={row.key[dimension.id]} withCode />
                    </th>
                  ) : (
                    <td key={dimension.id}>
                      <KeyPart dimension={dimension} value={row.key[dimension.id]} />
                    </td>
                  ),
                )}
                {resources.map((resource, index) => (
                  <td
                    key={resource.id}
                    className={`is-end${index === 0 || isAmount(resource) ? ' dg-rule' : ''}`}
                  >
                    <button
                      type="button"
                      className="rt-figure-button"
                      title={text('ledger.why')}
                      aria-expanded={row.keyId === asked}
                      onClick={() => onAsk(row)}
                    >
                      <ResourceFigure
                        resource={resource}
                        value={row.resources[resource.id]}
                        alignScale={scales.get(resource.id) ?? 0}
                      />
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
        {amounts.length === 0 ? null : (
          <tfoot>
            <tr>
              <th scope="row" colSpan={dimensions.length}>
                {text('vouchers.total')}{' '}
                <span className="dg-t2">{text('ledger.totalNote', { count: rows.length })}</span>
              </th>
              {resources.map((resource, index) => (
                <td
                  key={resource.id}
                  className={`is-end${index === 0 || isAmount(resource) ? ' dg-rule' : ''}`}
                >
                  {isAmount(resource) ? (
                    <Money value={totalOf(rows, resource.id)} scale={resource.scale} />
                  ) : null}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
