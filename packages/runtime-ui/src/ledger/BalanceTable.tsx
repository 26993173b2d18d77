import type { BalanceRow } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import type { RegisterDefinition } from '@dougong/kernel/metadata';
import { Money, ScrollTable } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { KeyPart } from './KeyLabel.js';
import { isAmount, totalOf, widestScale } from './ledger-numbers.js';
import { ResourceFigure } from './ResourceFigure.js';

type ResourceDefinition = RegisterDefinition['resources'][number];

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

/** Figures stand in ruled columns: the first one, and every amount of money. */
function columnClass(resource: ResourceDefinition, index: number): string {
  return `is-end${index === 0 || isAmount(resource) ? ' dg-rule' : ''}`;
}

interface TotalsProps {
  readonly resources: readonly ResourceDefinition[];
  readonly rows: readonly BalanceRow[];
}

/** Amounts added up; quantities of different units never are. */
function Totals({ resources, rows }: TotalsProps) {
  return resources.map((resource, index) => (
    <td key={resource.id} className={columnClass(resource, index)}>
      {isAmount(resource) ? <Money value={totalOf(rows, resource.id)} scale={resource.scale} /> : null}
    </td>
  ));
}

/** Where there is no room for columns, the further dimensions stand in small under the first one. */
function FurtherKeys({ dimensions, row }: Pick<LineProps, 'dimensions' | 'row'>) {
  const told = dimensions.slice(1).filter(({ id }) => (row.key[id] ?? '') !== '');
  if (told.length === 0) return null;
  return (
    <small className="rt-further dg-t2">
      {told.map((dimension) => (
        <span key={dimension.id}>
          <KeyPart dimension={dimension} value={row.key[dimension.id]} />
        </span>
      ))}
    </small>
  );
}

interface LineProps extends Pick<BalanceTableProps, 'onAsk'> {
  readonly dimensions: RegisterDefinition['dimensions'];
  readonly resources: readonly ResourceDefinition[];
  readonly scales: ReadonlyMap<string, number>;
  readonly row: BalanceRow;
  readonly current: boolean;
  readonly phone: boolean;
}

function BalanceLine({ dimensions, resources, scales, row, current, phone, onAsk }: LineProps) {
  const text = useText();
  return (
    <tr className={current ? 'is-current' : undefined}>
      {dimensions.slice(0, phone ? 1 : undefined).map((dimension, index) =>
        index === 0 ? (
          <th key={dimension.id} scope="row">
            <KeyPart dimension={dimension} value={row.key[dimension.id]} withCode />
            {phone ? <FurtherKeys dimensions={dimensions} row={row} /> : null}
          </th>
        ) : (
          <td key={dimension.id}>
            <KeyPart dimension={dimension} value={row.key[dimension.id]} />
          </td>
        ),
      )}
      {resources.map((resource, index) => (
        <td key={resource.id} className={columnClass(resource, index)}>
          <button
            type="button"
            className="rt-figure-button"
            title={text('ledger.why')}
            aria-expanded={current}
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
  );
}

/** Rows in the order of their first key as people know it: by code. */
function useSorted(
  rows: readonly BalanceRow[],
  first: RegisterDefinition['dimensions'][number] | undefined,
): readonly BalanceRow[] {
  const names = useReferences();
  const codeOf = (row: BalanceRow) => {
    const value = row.key[first?.id ?? ''] ?? '';
    return first?.type === 'reference' ? (names.nameOf(first.form ?? '', value)?.code ?? '') : value;
  };
  return [...rows].sort((a, b) => compareCodes(codeOf(a), codeOf(b)));
}

interface HeadProps {
  readonly dimensions: RegisterDefinition['dimensions'];
  readonly resources: readonly ResourceDefinition[];
  readonly phone: boolean;
}

function TableHead({ dimensions, resources, phone }: HeadProps) {
  const title = useLocalized();
  return (
    <thead>
      <tr>
        {dimensions.slice(0, phone ? 1 : undefined).map((dimension) => (
          <th key={dimension.id} scope="col">
            {title(dimension.title)}
          </th>
        ))}
        {resources.map((resource, index) => (
          <th key={resource.id} scope="col" className={columnClass(resource, index)}>
            {title(resource.title)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Balances as an account book: numbers under numbers, amounts added up, quantities of different units never. */
export function BalanceTable({ register, rows, asked, onAsk }: BalanceTableProps) {
  const text = useText();
  const title = useLocalized();
  const phone = useIsPhone();
  const grouping = groupingOf(register);
  const dimensions = register.dimensions.filter((dimension) => dimension !== grouping);
  const { resources } = register;
  const keyColumns = phone ? 1 : dimensions.length;
  const sorted = useSorted(rows, dimensions[0]);
  const groups = grouping === undefined ? [{ value: null, rows: sorted }] : groupRows(sorted, grouping.id);
  const scales = new Map(resources.map(({ id }) => [id, widestScale(rows.map((row) => row.resources[id]))]));
  return (
    <ScrollTable label={title(register.title)}>
      <table className={`rt-ledger-table rt-balances${phone ? ' is-phone' : ''}`}>
        <TableHead dimensions={dimensions} resources={resources} phone={phone} />
        {groups.map((group) => (
          <tbody key={group.value ?? ''}>
            {grouping === undefined ? null : (
              <tr className="rt-group">
                <th scope="rowgroup" colSpan={keyColumns}>
                  <KeyPart dimension={grouping} value={group.value} />{' '}
                  <span className="dg-t3">{text('ledger.rows', { count: group.rows.length })}</span>
                </th>
                <Totals resources={resources} rows={group.rows} />
              </tr>
            )}
            {group.rows.map((row) => (
              <BalanceLine
                key={row.keyId}
                dimensions={dimensions}
                resources={resources}
                scales={scales}
                row={row}
                current={row.keyId === asked}
                phone={phone}
                onAsk={onAsk}
              />
            ))}
          </tbody>
        ))}
        {resources.some(isAmount) ? (
          <tfoot>
            <tr>
              <th scope="row" colSpan={keyColumns}>
                {text('vouchers.total')}{' '}
                <span className="dg-t2">{text('ledger.totalNote', { count: rows.length })}</span>
              </th>
              <Totals resources={resources} rows={rows} />
            </tr>
          </tfoot>
        ) : null}
      </table>
    </ScrollTable>
  );
}
