import { useMemo, useRef, useState } from 'react';
import { Button, Tabs } from 'antd';
import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FormEntry, RecordPage } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, PageHeader, useWorkspaceTab } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { api } from '../data/api.js';
import { useForm } from '../data/form-models.js';
import { keys } from '../data/keys.js';
import { ExchangeButtons } from '../exchange/ExchangeButtons.js';
import { formEntry, useApplication } from '../data/queries.js';
import { references } from '../data/references.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { shownField, type ShownField } from '../parts/fields.js';
import { usePageTitle } from '../parts/page-focus.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { paths } from '../paths.js';
import { useText, type Text } from '../texts/index.js';
import { FilterBar } from './FilterBar.js';
import {
  addedSort,
  changedListState,
  listQuery,
  nextSort,
  PAGE_ROWS,
  readListState,
  sortLevels,
  writeListState,
  type ListState,
} from './list-state.js';
import { RecordCards } from './RecordCards.js';
import { RecordTable } from './RecordTable.js';
import { useRowKeys } from './row-keys.js';

const CARD_FIELDS_WITHOUT_VIEW = 8;

function useListState(): [
  ListState,
  (state: ListState, options?: { readonly back?: readonly string[] }) => void,
  readonly string[],
] {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const location = useLocation();
  const state = useMemo(() => readListState(search), [search]);
  const back = (location.state as { back?: readonly string[] } | null)?.back ?? [];
  const setState = (next: ListState, { back: places = [] }: { readonly back?: readonly string[] } = {}) => {
    const text = writeListState(next).toString();
    const paging = next.after !== state.after;
    void navigate(`${location.pathname}${text === '' ? '' : `?${text}`}`, {
      replace: !paging,
      state: { back: places },
    });
  };
  return [state, setState, back];
}

async function loadPage(
  form: string,
  query: ReturnType<typeof listQuery>,
  signal: AbortSignal,
): Promise<RecordPage> {
  const { data } = await api.records.list(form, query, { signal });
  references.learn(data.refs, data.users);
  return data;
}

function viewOf(definition: FormDefinition, list: string | undefined) {
  return definition.lists?.find(({ id }) => id === list) ?? definition.lists?.[0];
}

function columnsOf(definition: FormDefinition, list: string | undefined, text: Text): readonly ShownField[] {
  const keysShown =
    viewOf(definition, list)?.columns ?? definition.ui.order.slice(0, CARD_FIELDS_WITHOUT_VIEW);
  return keysShown.flatMap((key) => shownField(definition, key, text) ?? []);
}

/** The exact count comes with the first page; it stays while the pages behind it are shown. */
function useTotal(page: RecordPage | undefined, signature: string): number | undefined {
  const [known, setKnown] = useState<{ readonly signature: string; readonly total: number } | null>(null);
  const total = page?.total;
  if (total !== undefined && (known?.signature !== signature || known.total !== total))
    setKnown({ signature, total });
  return known?.signature === signature ? known.total : undefined;
}

interface PagerProps {
  readonly page: RecordPage;
  readonly state: ListState;
  readonly back: readonly string[];
  readonly total: number | undefined;
  onChange(state: ListState, options: { readonly back: readonly string[] }): void;
}

function Pager({ page, state, back, total, onChange }: PagerProps) {
  const text = useText();
  const first = back.length * PAGE_ROWS + 1;
  const last = first + page.data.length - 1;
  const isOnlyPage = state.after === undefined && page.nextCursor == null;
  const previous = () => {
    const place = back.at(-1);
    const { after: _after, ...start } = state;
    onChange(place === undefined || place === '' ? start : { ...state, after: place }, {
      back: back.slice(0, -1),
    });
  };
  return (
    <nav className="rt-pager" aria-label={text('list.pages')}>
      <span className="dg-t2">
        {total === undefined
          ? text('list.range', { first, last })
          : text('list.rangeOf', { first, last, total })}
      </span>
      {isOnlyPage ? null : (
        <>
          <Button
            size="small"
            icon={<ChevronLeft size={14} />}
            disabled={state.after === undefined}
            onClick={previous}
          >
            {text('list.previous')}
          </Button>
          <Button
            size="small"
            icon={<ChevronRight size={14} />}
            iconPlacement="end"
            disabled={page.nextCursor == null}
            onClick={() =>
              onChange({ ...state, after: page.nextCursor! }, { back: [...back, state.after ?? ''] })
            }
          >
            {text('list.next')}
          </Button>
        </>
      )}
    </nav>
  );
}

function EmptyList({
  state,
  entry,
  title,
  onNew,
  onClear,
}: {
  readonly state: ListState;
  readonly entry: FormEntry | undefined;
  readonly title: string;
  onNew(): void;
  onClear(): void;
}) {
  const text = useText();
  if (state.filters.length > 0 || state.text !== undefined) {
    return (
      <EmptyState
        reason="filtered"
        actions={
          <Button type="primary" onClick={onClear}>
            {text('list.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      reason="first"
      title={text('list.emptyTitle', { title })}
      {...(entry?.can.create === true
        ? {
            actions: (
              <Button type="primary" icon={<Plus size={16} />} onClick={onNew}>
                {text('list.new', { title })}
              </Button>
            ),
          }
        : {})}
    />
  );
}

/** The page of records that the state of the list asks for; the one before it stays until it is there. */
function usePage(form: string, state: ListState, list: string | undefined) {
  const query = listQuery(state, list);
  const {
    data: page,
    error,
    isFetching,
    isPlaceholderData,
    refetch,
  } = useQuery({
    queryKey: keys.list(form, query),
    queryFn: ({ signal }) => loadPage(form, query, signal),
    placeholderData: keepPreviousData,
  });
  const total = useTotal(
    isPlaceholderData ? undefined : page,
    JSON.stringify({ ...query, cursor: '', countExact: true, form }),
  );
  return { page, total, error, refetch, loading: isFetching && isPlaceholderData };
}

/** Where an order of several fields could not be had, the way back to its first. */
function SortLess({ sort, onSort }: { readonly sort: string | undefined; onSort(sort: string): void }) {
  const text = useText();
  if (sort === undefined || sortLevels(sort).length < 2) return null;
  return (
    <p className="rt-sort-less">
      <Button onClick={() => onSort(sort.split(',')[0] ?? '')}>{text('list.sortByFirst')}</Button>
    </p>
  );
}

interface ListBodyProps {
  readonly definition: FormDefinition;
  readonly entry: FormEntry | undefined;
  readonly state: ListState;
  readonly sort: string | undefined;
  readonly answer: ReturnType<typeof usePage>;
  onChange(state: ListState): void;
  onNew(): void;
}

/** The records themselves: cards on a phone, a table elsewhere. */
function ListBody({ definition, entry, state, sort, answer, onChange, onNew }: ListBodyProps) {
  const text = useText();
  const label = useLocalized()(definition.title);
  const navigate = useNavigate();
  const phone = useIsPhone();
  const columns = useMemo(() => columnsOf(definition, state.list, text), [definition, state.list, text]);
  const { page, error, refetch, loading } = answer;
  if (error !== null)
    return (
      <>
        <PageProblem problem={error} onRetry={() => void refetch()} />
        <SortLess sort={state.sort} onSort={(next) => onChange(changedListState(state, { sort: next }))} />
      </>
    );
  if (page === undefined) return <PageLoading />;
  if (page.data.length === 0) {
    return (
      <EmptyList
        state={state}
        entry={entry}
        title={label}
        onNew={onNew}
        onClear={() => onChange(changedListState(state, { filters: [], text: undefined }))}
      />
    );
  }
  const shown = { definition, columns, records: page.data, label };
  if (phone) return <RecordCards {...shown} />;
  return (
    <RecordTable
      {...shown}
      sort={sort}
      loading={loading}
      onSort={(field, adds) =>
        onChange(changedListState(state, { sort: adds ? addedSort(sort, field) : nextSort(sort, field) }))
      }
      onOpen={(record) => void navigate(paths.record(definition.key, record.id))}
    />
  );
}

interface ListHeadProps {
  readonly definition: FormDefinition;
  readonly entry: FormEntry | undefined;
  readonly state: ListState;
  readonly list: string | undefined;
  readonly total: number | undefined;
  onNew(): void;
}

/** The name of the list, how much is in it, and what can be done with all of it. */
function ListHead({ definition, entry, state, list, total, onNew }: ListHeadProps) {
  const text = useText();
  const title = useLocalized()(definition.title);
  const phone = useIsPhone();
  const seen = columnsOf(definition, state.list, text).map(({ key }) => key);
  return (
    <PageHeader
      title={title}
      {...(total === undefined ? {} : { note: text('list.count', { count: total }) })}
      actions={
        <>
          <ExchangeButtons {...{ definition, entry, state, list, seen, total }} />
          {entry?.can.create === true ? (
            <Button type="primary" icon={<Plus size={16} />} onClick={onNew} aria-keyshortcuts="n">
              {text('list.new', { title })} {phone ? null : <kbd className="rt-kbd">N</kbd>}
            </Button>
          ) : null}
        </>
      }
    />
  );
}

function RecordList({
  definition,
  entry,
}: {
  readonly definition: FormDefinition;
  readonly entry: FormEntry | undefined;
}) {
  const text = useText();
  const title = useLocalized();
  const navigate = useNavigate();
  const [state, setState, back] = useListState();
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  const form = definition.key;
  const view = viewOf(definition, state.list);
  const filterFields = useMemo(
    () => (view?.filters ?? ['status']).flatMap((key) => shownField(definition, key, text) ?? []),
    [definition, view, text],
  );
  const answer = usePage(form, state, view?.id);
  const { page, total } = answer;
  const formTitle = title(definition.title);
  const create = () => void navigate(paths.newRecord(form));
  useShortcut('n', create, { enabled: entry?.can.create === true });
  useWorkspaceTab(formTitle, false, useLocation().state);
  const sort = state.sort ?? view?.sort?.join();
  const lists = definition.lists ?? [];
  return (
    <>
      <ListHead
        definition={definition}
        entry={entry}
        state={state}
        list={view?.id}
        total={total}
        onNew={create}
      />
      {lists.length < 2 ? null : (
        <Tabs
          className="rt-views"
          activeKey={view?.id ?? ''}
          items={lists.map((list) => ({ key: list.id, label: title(list.title) }))}
          onChange={(list) => setState(changedListState(state, { list, sort: undefined, filters: [] }))}
        />
      )}
      <FilterBar key={`${form}.${view?.id}`} state={state} fields={filterFields} onChange={setState} />
      <div ref={rows} className="rt-list">
        <ListBody
          definition={definition}
          entry={entry}
          state={state}
          sort={sort}
          answer={answer}
          onChange={setState}
          onNew={create}
        />
      </div>
      {page === undefined || page.data.length === 0 ? null : (
        <Pager page={page} state={state} back={back} total={total} onChange={setState} />
      )}
    </>
  );
}

/** The records of a form: views, filters, search, sort and pages, all of them in the address. */
export function ListPage() {
  const { form = '' } = useParams();
  const title = useLocalized();
  const { data: app } = useApplication();
  const { data: loaded, error, refetch } = useForm(form);
  usePageTitle(title(loaded?.definition.title), title(app?.application.title));
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (loaded === undefined) return <PageLoading />;
  return <RecordList key={form} definition={loaded.definition} entry={formEntry(app, form)} />;
}
