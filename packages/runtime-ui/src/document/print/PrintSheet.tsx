import { FormView, lineColumns, useHiddenFields, useTableLinks } from '@dougong/ui/forms';
import type { FormState } from '@dougong/ui/forms';
import type { FormDefinition, LifecycleState } from '@dougong/kernel/metadata';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { COLUMN_KINDS } from '@dougong/ui/lines';
import type { LineColumn, LineStore } from '@dougong/ui/lines';
import { formatMoment, sumTexts } from '@dougong/ui/numbers';
import { useNow } from '../../data/clock.js';
import { useApplication } from '../../data/queries.js';
import { references } from '../../data/references.js';
import { StateSeal } from '../../parts/FieldValue.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { DocumentFacts } from '../DocumentFacts.js';
import { codesOnly } from '../DocumentLines.js';

/** A record as it stands on the screen. */
export interface PrintedDocument {
  readonly definition: FormDefinition;
  readonly id: string;
  readonly state: FormState;
  readonly head: string;
  readonly status: LifecycleState | undefined;
  readonly omit: readonly string[];
  readonly tables: readonly string[];
  /** Something of it is not saved yet. */
  readonly isDirty: boolean;
}

export interface PrintCode {
  readonly url: string;
  /** SVG. */
  readonly code: string;
  readonly isProgress: boolean;
}

const NOTHING: readonly string[] = [];

function Code({ code, head }: { readonly code: PrintCode; readonly head: string }) {
  const text = useText();
  return (
    <figure className="rt-print-code">
      <img src={`data:image/svg+xml,${encodeURIComponent(code.code)}`} alt={text('print.code', { head })} />
      <figcaption>{text(code.isProgress ? 'print.scanProgress' : 'print.scanRecord')}</figcaption>
    </figure>
  );
}

interface SumsProps {
  readonly store: LineStore;
  readonly columns: readonly LineColumn[];
}

/** What the columns come to whose sums the table shows. */
function Sums({ store, columns }: SumsProps) {
  const text = useText();
  const sumOf = (column: LineColumn) =>
    COLUMN_KINDS[column.kind].show(sumTexts(store.rows().map((row) => store.value(row, column.key))), column);
  return (
    <tfoot>
      <tr>
        <th scope="row" aria-label={text('print.sum')}>
          Σ
        </th>
        {columns.map((column) => (
          <td key={column.key} className="is-end">
            {column.sum === true ? sumOf(column) : ''}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

interface LinesProps {
  readonly definition: FormDefinition;
  readonly table: string;
  readonly state: FormState;
}

/** All lines of a table, with the head of the columns on each sheet. */
function Lines({ definition, table, state }: LinesProps) {
  const title = useLocalized();
  const { language } = useLanguage();
  const links = useTableLinks(state, table);
  const store = state.lines(table);
  const columns = codesOnly(
    definition,
    table,
    lineColumns({ definition, table, language, references, links: links.columns }),
  );
  if (store.rows().length === 0) return null;
  return (
    <section className="rt-print-lines">
      <h2>{title(definition.schema.properties[table]?.['x-title']) || table}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map(({ key, title: name, kind }) => (
              <th key={key} scope="col" className={COLUMN_KINDS[kind].align === 'end' ? 'is-end' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {store.rows().map((row, at) => (
            <tr key={row}>
              <td>{at + 1}</td>
              {columns.map((column) => {
                const kind = COLUMN_KINDS[column.kind];
                return (
                  <td key={column.key} className={kind.align === 'end' ? 'is-end' : ''}>
                    {kind.show(store.value(row, column.key), column)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {columns.some(({ sum }) => sum === true) ? <Sums store={store} columns={columns} /> : null}
      </table>
    </section>
  );
}

interface PrintSheetProps {
  readonly printed: PrintedDocument;
  readonly code: PrintCode | null;
}

/** The document for paper: whose it is, its number and code, all fields with their signatures, all lines. */
export function PrintSheet({ printed, code }: PrintSheetProps) {
  const { definition, state, head, status, omit, tables, isDirty } = printed;
  const text = useText();
  const title = useLocalized();
  const now = useNow();
  const { name } = useUser();
  const { data: app } = useApplication();
  const hidden = useHiddenFields(state);
  return (
    <article className="rt-print-sheet">
      <header>
        <div>
          <p>{title(app?.application.title)}</p>
          <h1>{head}</h1>
          {status === undefined ? null : <StateSeal state={status} fallback="" />}
        </div>
        {code === null ? null : <Code code={code} head={head} />}
      </header>
      <DocumentFacts definition={definition} state={state} />
      <FormView
        definition={definition}
        state={state}
        references={references}
        editable={NOTHING}
        omit={omit}
      />
      {tables
        .filter((table) => !hidden.includes(table))
        .map((table) => (
          <Lines key={table} definition={definition} table={table} state={state} />
        ))}
      <footer>
        {text('print.by', { name, at: formatMoment(now, now) })}
        {isDirty ? ` · ${text('print.dirty')}` : ''}
      </footer>
    </article>
  );
}
