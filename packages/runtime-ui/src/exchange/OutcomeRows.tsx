import { useState } from 'react';
import { Segmented } from 'antd';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { OUTCOME_TONES } from './outcomes.js';
import type { ImportResult, ToldRow } from './wire.js';

type Rows = NonNullable<ImportResult['rows']>;

function Faults({ row }: { readonly row: ToldRow }) {
  if (row.faults.length === 0) return null;
  return (
    <ul className="rt-imp-faults">
      {row.faults.map(({ cell, code, detail, severity }, at) => (
        <li key={`${code}-${at}`} className={`is-${severity}`}>
          {cell === null ? null : <b>{cell}</b>} {detail}
        </li>
      ))}
    </ul>
  );
}

function Row({ row }: { readonly row: ToldRow }) {
  const text = useText();
  const faulty = new Map(row.faults.flatMap(({ at, severity }) => (at === null ? [] : [[at, severity]])));
  return (
    <tr>
      <th scope="row" className="is-end">
        {row.row}
      </th>
      <td>
        <StatusSeal tone={OUTCOME_TONES[row.outcome]}>{text(`imports.outcome_${row.outcome}`)}</StatusSeal>
      </td>
      <td className="rt-imp-why">
        <Faults row={row} />
      </td>
      {row.cells.map((cell, at) => {
        const severity = faulty.get(at);
        return severity === undefined ? (
          <td key={at}>{cell}</td>
        ) : (
          <td key={at} className={`rt-imp-cell is-${severity}`} aria-invalid={severity === 'error'}>
            {cell === '' ? <span className="dg-t3">{text('imports.blankCell')}</span> : cell}
          </td>
        );
      })}
    </tr>
  );
}

function SheetRows({
  rows,
  heads,
}: {
  readonly rows: readonly ToldRow[];
  readonly heads: Rows['columns'][number];
}) {
  const text = useText();
  return (
    <ScrollTable label={text('imports.rows')}>
      <table className="rt-ledger-table rt-imp-rows">
        <thead>
          <tr>
            <th scope="col" className="is-end">
              {text('imports.row')}
            </th>
            <th scope="col">{text('imports.outcome')}</th>
            <th scope="col">{text('imports.why')}</th>
            {heads.map(({ head }, at) => (
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.row} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

/** The rows of a file with what becomes of each: faulty cells marked, the sentence beside. */
export function OutcomeRows({
  rows: { columns, shown },
  failed,
  note,
}: {
  readonly rows: Rows;
  readonly failed: number;
  /** What is not shown; that of imports of records when left out. */
  readonly note?: string;
}) {
  const text = useText();
  const [onlyFailed, setOnlyFailed] = useState(failed > 0);
  const seen = onlyFailed ? shown.filter(({ outcome }) => outcome === 'failed') : shown;
  if (shown.length === 0) return null;
  return (
    <section className="dg-card" aria-labelledby="rt-imp-rows">
      <div className="dg-card-head">
        <h2 id="rt-imp-rows">{text('imports.rows')}</h2>
        {failed === 0 ? null : (
          <Segmented
            size="small"
            aria-label={text('imports.rowsShown')}
            value={onlyFailed ? 'failed' : 'all'}
            options={[
              { value: 'failed', label: text('imports.onlyFailed') },
              { value: 'all', label: text('imports.allRows') },
            ]}
            onChange={(chosen) => setOnlyFailed(chosen === 'failed')}
          />
        )}
      </div>
      {columns.map((heads, sheet) => {
        const own = seen.filter((row) => row.sheet === sheet);
        return own.length === 0 ? null : <SheetRows key={sheet} rows={own} heads={heads} />;
      })}
      <p className="rt-imp-body dg-t2">{note ?? text('imports.rowsNote')}</p>
    </section>
  );
}
