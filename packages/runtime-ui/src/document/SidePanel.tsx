import { lazy, Suspense, useState } from 'react';
import { Tabs } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { HistoryEntry, RecordAction, RelatedRecord, Title } from '@dougong/ui/api';
import { pointerTokens, type FieldSchema } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { StatusSeal } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { useNow } from '../data/clock.js';
import { useForm } from '../data/form-models.js';
import { keys } from '../data/keys.js';
import { useRecord, useRecordFlow } from '../data/queries.js';
import { references, useReferences } from '../data/references.js';
import { MovementsByRegister } from '../ledger/MovementsByRegister.js';
import { VoucherTable } from '../ledger/VoucherTable.js';
import { FieldValue, StateSeal } from '../parts/FieldValue.js';
import { stateOf } from '../parts/fields.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { paths } from '../paths.js';
import { useUser } from '../session/session.js';
import { useText } from '../texts/index.js';
import { FlowComposer } from './FlowComposer.js';
import { FlowTimeline } from './FlowTimeline.js';

interface RecordPlace {
  readonly definition: FormDefinition;
  readonly id: string;
}

interface PanelProps extends RecordPlace {
  readonly actions: readonly RecordAction[];
}

const ROWS_LOADING = 4;

function usePart<T>(form: string, id: string, part: string, load: () => Promise<T>) {
  return useQuery({ queryKey: keys.recordPart(form, id, part), queryFn: load });
}

function FlowPart({ definition, id, actions }: PanelProps) {
  const { data, error, refetch } = useRecordFlow(definition.key, id);
  const comment = actions.find((action) => action.kind === 'flow' && action.id === 'comment');
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading rows={ROWS_LOADING} />;
  return (
    <>
      {comment === undefined ? null : <FlowComposer form={definition.key} recordId={id} action={comment} />}
      <FlowTimeline instances={data} />
    </>
  );
}

/** Whether nothing more will become of the document by itself. */
function useIsDone({ definition, id }: RecordPlace): boolean {
  const { data } = useRecord(definition.key, id);
  return stateOf(definition, data?.record.status ?? '')?.tone === 'done';
}

function LedgerPart({ definition, id }: RecordPlace) {
  const text = useText();
  const form = definition.key;
  const { data, error, refetch } = usePart(form, id, 'movements', async () => {
    const answer = (await api.records.movements(form, id)).data;
    references.learn(answer.refs);
    return answer;
  });
  const isDone = useIsDone({ definition, id });
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading rows={ROWS_LOADING} />;
  if (data.data.length === 0 && isDone) return <p className="rt-quiet">{text('ledger.nothing')}</p>;
  return (
    <>
      <section className="rt-part">
        <h3>
          {text('ledger.movements')}{' '}
          {data.data.length === 0 ? <StatusSeal tone="preview">{text('ledger.none')}</StatusSeal> : null}
        </h3>
        <MovementsByRegister movements={data.data} />
      </section>
      {data.vouchers.length === 0 ? null : (
        <section className="rt-part">
          <h3>{text('vouchers.title')}</h3>
          {data.vouchers.map((voucher) => (
            <VoucherTable key={voucher.id} voucher={voucher} linked={false} />
          ))}
        </section>
      )}
    </>
  );
}

function Related({ record }: { readonly record: RelatedRecord }) {
  const title = useLocalized();
  const text = useText();
  const { data: form } = useForm(record.form);
  const state = form === undefined ? undefined : stateOf(form.definition, record.status);
  return (
    <li>
      <div className="rt-related-head">
        <Link to={paths.record(record.form, record.id)}>
          {title(record.formTitle)} {record.code}
        </Link>
        {form?.definition.lifecycle === undefined ? null : (
          <StateSeal state={state} fallback={record.status} />
        )}
      </div>
      <p className="dg-t3">
        {text(`related.${record.relation === 'referred_by' ? 'by' : 'to'}`)} · {title(record.title)}
        {record.holders.length === 0
          ? null
          : ` · ${text('related.waits', { people: record.holders.map(({ name }) => name).join(text('related.and')) })}`}
      </p>
    </li>
  );
}

function RelatedPart({ definition, id }: RecordPlace) {
  const text = useText();
  const form = definition.key;
  const { data, error, refetch } = usePart(
    form,
    id,
    'related',
    async () => (await api.records.related(form, id)).data.data,
  );
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading rows={ROWS_LOADING} />;
  const documents = data.filter((record) => record.code !== null || record.title !== null);
  if (documents.length === 0) return <p className="rt-quiet">{text('related.none')}</p>;
  return (
    <ul className="rt-related">
      {documents.map((record) => (
        <Related key={`${record.form}/${record.id}/${record.relation}`} record={record} />
      ))}
    </ul>
  );
}

interface ChangeShown {
  readonly name: string;
  readonly schema: FieldSchema;
}

function changeShown(
  definition: FormDefinition,
  path: string,
  title: (title: Title | undefined) => string,
  line: (row: string, column: string) => string,
): ChangeShown {
  const [field = '', row, column] = pointerTokens(
    path.startsWith('/') ? path : `/${path.replaceAll('.', '/')}`,
  );
  const schema = definition.schema.properties[field];
  if (!isLinesField(schema))
    return {
      name: title(schema?.['x-title']) || field,
      schema: (schema ?? { type: 'string' }) as FieldSchema,
    };
  const cell = schema.items.properties[column ?? ''];
  return {
    name: line(row ?? '', title(cell?.['x-title']) || (column ?? '')),
    schema: (cell ?? { type: 'string' }) as FieldSchema,
  };
}

const CHANGES_SHOWN_MAX = 6;

/** What a value of a line is called: by the number that the line has now; one that is gone has none. */
function useLineWords({ definition, id }: RecordPlace): (row: string, column: string) => string {
  const text = useText();
  const { data } = useRecord(definition.key, id);
  return (row, column) => {
    const tables = Object.values(data?.record ?? {}).filter((value) => Array.isArray(value));
    const line = tables.map((rows) => rows.findIndex((each) => each.id === row)).find((at) => at >= 0);
    return line === undefined ? column : text('document.lineField', { line: line + 1, column });
  };
}

function isPlainValue(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}

function Changes({ entry, definition, id }: RecordPlace & { readonly entry: HistoryEntry }) {
  const title = useLocalized();
  const text = useText();
  const line = useLineWords({ definition, id });
  const [all, setAll] = useState(false);
  const changes = (entry.changes ?? []).filter(
    (change) => isPlainValue(change.old ?? null) && isPlainValue(change.new ?? null),
  );
  const shown = all ? changes : changes.slice(0, CHANGES_SHOWN_MAX);
  const value = (what: unknown, schema: FieldSchema, path: string) => {
    if (what === null || what === undefined || what === '')
      return <span className="dg-t3">{text('document.blank')}</span>;
    if (path.replace(/^\//, '') === 'status')
      return title(stateOf(definition, String(what))?.title) || String(what);
    return <FieldValue value={what as string} schema={schema} />;
  };
  return (
    <ul className="rt-changes">
      {shown.map((change) => {
        const { name, schema } = changeShown(definition, change.path, title, line);
        const label = change.path.replace(/^\//, '') === 'status' ? text('fields.status') : name;
        return (
          <li key={change.path}>
            <span className="dg-t3">{label}</span> {value(change.old, schema, change.path)}{' '}
            <ArrowRight size={12} aria-hidden="true" />
            <span className="dg-sr">{text('history.became')}</span> {value(change.new, schema, change.path)}
          </li>
        );
      })}
      {changes.length > shown.length ? (
        <li>
          <button type="button" className="dg-link" onClick={() => setAll(true)}>
            {text('history.more', { count: changes.length - shown.length })}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function actionWords(
  definition: FormDefinition,
  action: string,
  text: (key: string) => string,
  title: (title: Title | undefined) => string,
): string {
  const [, answered] = /^answer:(.+)$/.exec(action) ?? [];
  // An answer to a task is called as its button is; an action of the form may have the same id and another name.
  if (answered !== undefined) return text(`inbox.${answered}`);
  const id = action.replace(/^(act|action|task|flow):/, '');
  const own = definition.lifecycle?.actions?.find((known) => known.id === id);
  if (own !== undefined) return title(own.title);
  const key = `history.action_${id}`;
  const words = text(key);
  return words === key ? id : words;
}

// What names the operands of conditions is loaded with the first look at it.
const RecordRules = lazy(async () => ({
  default: (await import('../rules/RecordRules.js')).RecordRules,
}));

/** Why rules did something or not: a quiet line that unfolds, since most people never ask. */
function WhyRules({ definition, id }: RecordPlace) {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <section className="rt-part rt-why-rules">
      <h3>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight size={14} aria-hidden="true" />
          {text('rules.title')}
        </button>
      </h3>
      {open ? (
        <>
          <p className="dg-t3">{text('rules.note')}</p>
          <Suspense fallback={<PageLoading rows={ROWS_LOADING} />}>
            <RecordRules form={definition.key} id={id} />
          </Suspense>
        </>
      ) : null}
    </section>
  );
}

function Behalf({ user }: { readonly user: string | null }) {
  const text = useText();
  const names = useReferences();
  if (user === null) return null;
  return <span className="dg-t3">{text('audit.behalf', { name: names.nameOfUser(user) ?? '…' })} </span>;
}

/** What came over the screen needs no word. */
function WayIn({ channel }: { readonly channel: string }) {
  const text = useText();
  return channel === 'ui' ? null : <span className="dg-t3">· {text(`audit.channel_${channel}`)}</span>;
}

/** Auditors go on from the history of a record to everything that was done and refused on it. */
function AuditLink({ form, id }: { readonly form: string; readonly id: string }) {
  const text = useText();
  const { rights } = useUser();
  if (!rights.audit) return null;
  return (
    <p className="rt-part">
      <Link to={paths.audit({ form, recordId: id })}>{text('audit.ofRecord')}</Link>
    </p>
  );
}

function HistoryPart({ definition, id }: RecordPlace) {
  const text = useText();
  const title = useLocalized();
  const now = useNow();
  const names = useReferences();
  const form = definition.key;
  const { data, error, refetch } = usePart(form, id, 'history', async () => {
    const answer = (await api.records.history(form, id)).data;
    references.learn(answer.refs, answer.users);
    return answer.data;
  });
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading rows={ROWS_LOADING} />;
  return (
    <>
      <ol className="rt-history">
        {data.map((entry, index) => (
          <li key={`${entry.at}-${index}`}>
            <p className="rt-note-head">
              <b>{names.nameOfUser(entry.actor ?? '') ?? text('flow.system')}</b>{' '}
              <Behalf user={entry.onBehalfOf ?? null} />
              {entry.title === undefined
                ? actionWords(definition, entry.action, text, title)
                : title(entry.title)}
              <WayIn channel={entry.channel} />
              <time className="dg-t3" dateTime={entry.at}>
                {formatMoment(entry.at, now)}
              </time>
            </p>
            <Changes entry={entry} definition={definition} id={id} />
          </li>
        ))}
      </ol>
      <AuditLink form={form} id={id} />
      <WhyRules definition={definition} id={id} />
    </>
  );
}

const PARTS = { flow: FlowPart, ledger: LedgerPart, related: RelatedPart, history: HistoryPart } as const;

/** An action without a state of its own leaves it to a flow where the document goes. */
function mayFlow({ lifecycle }: FormDefinition): boolean {
  return lifecycle?.actions?.some(({ to }) => to === undefined) === true;
}

/** What belongs to a document: its way, what it moved, its neighbours, its changes. */
export function SidePanel(props: PanelProps) {
  const text = useText();
  const { data: instances = [] } = useRecordFlow(props.definition.key, props.id);
  const flows = mayFlow(props.definition) || instances.length > 0;
  const parts = Object.entries(PARTS).filter(([key]) => key !== 'flow' || flows);
  return (
    <Tabs
      className="rt-side-tabs"
      destroyOnHidden
      items={parts.map(([key, Part]) => ({
        key,
        label: text(`document.tab_${key}`),
        children: <Part {...props} />,
      }))}
    />
  );
}
