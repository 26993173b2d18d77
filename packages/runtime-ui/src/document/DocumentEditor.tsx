import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Alert, App, Button, Drawer } from 'antd';
import { CircleAlert } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { validateComplete } from '@dougong/kernel/forms';
import type { Issue } from '@dougong/kernel/foundation';
import type { RecordData } from '@dougong/kernel/expression';
import { ApiProblem } from '@dougong/ui/api';
import { focusField, isServerOwned, useFormIssues, type FieldSchema } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import type { LineGridHandle } from '@dougong/ui/lines';
import { DocumentBar, ProblemPanel, useWorkspace, useWorkspaceTab } from '@dougong/ui/shell';
import { useIsPhone, useMediaQuery } from '@dougong/ui/theme';
import { api } from '../data/api.js';
import type { RuntimeForm } from '../data/form-models.js';
import { keys } from '../data/keys.js';
import { useRecordFlow, type LoadedRecord } from '../data/queries.js';
import { references } from '../data/references.js';
import { StateSeal } from '../parts/FieldValue.js';
import { stateOf } from '../parts/fields.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { ActionBar, type OfferedAction } from './ActionBar.js';
import { ConflictDialog } from './ConflictDialog.js';
import { DocumentFacts } from './DocumentFacts.js';
import { DocumentHeader } from './DocumentHeader.js';
import { DocumentLines } from './DocumentLines.js';
import { titledIssue } from './field-titles.js';
import { fillNeeds, filledTables } from './fills.js';
import { currentInstance } from './flow-steps.js';
import { FlowSteps } from './FlowSteps.js';
import { placeOf, placeWords } from './problem-places.js';
import { SidePanel } from './SidePanel.js';
import { NEW_ID, useDocument, type DocumentSession } from './use-document.js';
import { useFillOnReady } from './use-fill-on-ready.js';
import { serverOwned } from './wire-patch.js';

interface DocumentEditorProps {
  readonly form: RuntimeForm;
  /** Null for a new record. */
  readonly loaded: LoadedRecord | null;
  readonly mayCreate: boolean;
}

const DOCKED_QUERY = '(min-width: 1200px)';
const FAULTS_NAMED_MAX = 8;
const NO_COLUMNS: readonly string[] = [];
const NOTHING_EDITABLE: LoadedRecord['editable'] = { header: [], lines: {} };

/** Everything that a person may write, for a record that is not there yet. */
function editableInNew({ definition }: RuntimeForm) {
  const filled = filledTables(definition);
  const isFree = (schema: unknown) => !isServerOwned(schema as FieldSchema);
  const header = Object.entries(definition.schema.properties).filter(([, field]) => field.type !== 'array' && isFree(field));
  const lines = Object.entries(definition.schema.properties).flatMap(([key, field]) =>
    field.type !== 'array' || filled.includes(key)
      ? []
      : [[key, Object.entries(field.items.properties).flatMap(([column, schema]) => (isFree(schema) ? [column] : []))] as const],
  );
  return { header: header.map(([key]) => key), lines: Object.fromEntries(lines) };
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** Fields left out of the header: the head of the page shows them, or the server has not filled them yet. */
function leftOut({ definition }: RuntimeForm, record: LoadedRecord['record'] | undefined, editable: readonly string[]): readonly string[] {
  const { codeField, facts = [] } = definition.ui;
  const unfilled = Object.keys(definition.schema.properties).filter(
    (field) => !editable.includes(field) && (record === undefined || isBlank(record[field])),
  );
  return [...(codeField === undefined ? [] : [codeField]), ...facts, ...unfilled];
}

function textValue(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Leads to the first fault: a field of the header, or the first faulty cell. */
function focusFirst(issues: readonly Issue[], tables: readonly string[], grids: ReadonlyMap<string, LineGridHandle>): void {
  const header = issues.find((found) => !tables.some((table) => found.path.startsWith(`/${table}/`)));
  if (header !== undefined && focusField(header.path)) return;
  for (const grid of grids.values()) if (grid.toFirstProblem()) return;
}

function Refusal({ form, session, onPlace }: { readonly form: RuntimeForm; readonly session: DocumentSession; onPlace(pointer: string): void }) {
  const text = useText();
  const title = useLocalized();
  const { problem, state, tables } = session;
  const rows = new Map(tables.map((table) => [table, state.lines(table).rows()]));
  const words = { title, line: (line: number, column: string) => text('document.lineField', { line, column }) };
  return (
    <ProblemPanel
      problem={problem}
      placeOf={(pointer) => placeWords(form.definition, placeOf(pointer, rows), words)}
      onPlace={onPlace}
      {...(problem instanceof ApiProblem && problem.status === 409 ? { advice: text('document.passed') } : {})}
    />
  );
}

/** Faults that were found before anything was sent. */
function LocalFaults({ form, session, onPlace }: { readonly form: RuntimeForm; readonly session: DocumentSession; onPlace(pointer: string): void }) {
  const text = useText();
  const title = useLocalized();
  const issues = useFormIssues(session.state);
  if (session.problem !== null || issues.length === 0) return null;
  const rows = new Map(session.tables.map((table) => [table, session.state.lines(table).rows()]));
  const words = { title, line: (line: number, column: string) => text('document.lineField', { line, column }) };
  return (
    <section className="dg-problem" role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div>
        <h2>{text('document.incomplete', { count: issues.length })}</h2>
        <div className="rt-places">
          {issues.slice(0, FAULTS_NAMED_MAX).map((found) => (
            <button key={found.path} type="button" className="dg-link" onClick={() => onPlace(found.path)}>
              {placeWords(form.definition, placeOf(found.path, rows), words)}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

/** A document in hand: head, fields, lines, and what belongs to it beside. */
export function DocumentEditor({ form, loaded, mayCreate }: DocumentEditorProps) {
  const { definition, model } = form;
  const text = useText();
  const title = useLocalized();
  const navigate = useNavigate();
  const location = useLocation();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { message } = App.useApp();
  const phone = useIsPhone();
  const docked = useMediaQuery(DOCKED_QUERY);
  const [panelChosen, setPanelOpen] = useState<boolean | null>(null);
  const [headOpen, setHeadOpen] = useState(false);
  const session = useDocument(form, loaded);
  const grids = useRef(new Map<string, LineGridHandle>());
  const isNew = loaded === null;
  const id = loaded?.record.id ?? NEW_ID;
  const { data: instances } = useRecordFlow(definition.key, loaded?.record.id);
  const instance = currentInstance(instances);
  // A document that has not moved yet leaves its room to the lines.
  const panelOpen = panelChosen ?? (docked && (instances?.length ?? 0) > 0);

  const editable = useMemo(
    () => (isNew ? (mayCreate ? editableInNew(form) : NOTHING_EDITABLE) : loaded.editable),
    [isNew, mayCreate, form, loaded],
  );
  const isEditable = editable.header.length > 0 || Object.values(editable.lines).some((columns) => columns.length > 0);
  const omit = useMemo(() => leftOut(form, loaded?.record, editable.header), [form, loaded, editable]);
  const fills = isNew && fillNeeds(definition).length > 0;

  const formTitle = title(definition.title);
  const code = textValue(loaded?.record[definition.ui.codeField ?? '']);
  const name = textValue(loaded?.record[definition.ui.titleField ?? '']);
  const head = isNew ? text('document.newTitle', { title: formTitle }) : `${formTitle} ${code === '' ? name : code}`;
  useWorkspaceTab(head, session.dirty);

  /** A fault in the header unfolds it first, so that there is something to type into. */
  const lead = useCallback((issues: readonly Issue[], among: readonly string[]) => {
    if (issues.some((found) => !among.some((table) => found.path.startsWith(`/${table}/`)))) flushSync(() => setHeadOpen(true));
    focusFirst(issues, among, grids.current);
  }, []);

  const goTo = (pointer: string) => {
    const rows = new Map(session.tables.map((table) => [table, session.state.lines(table).rows()]));
    const place = placeOf(pointer, rows);
    if (place === null) return;
    if (place.row === undefined) {
      flushSync(() => setHeadOpen(true));
      focusField(`/${place.field}`);
    }
    else grids.current.get(place.field)?.toFirstProblem();
  };

  const { problem, state, tables } = session;
  useEffect(() => {
    if (problem instanceof ApiProblem && problem.errors.length > 0) queueMicrotask(() => lead(state.issues(), tables));
  }, [problem, state, tables, lead]);

  // The record was just made out of a fill: the first cell to type in has the focus.
  const filledRows = (location.state as { filled?: number } | null)?.filled;
  useEffect(() => {
    if (filledRows === undefined) return;
    void message.success(text('document.filled', { count: filledRows }));
    requestAnimationFrame(() => grids.current.values().next().value?.focus());
    void navigate(location.pathname, { replace: true, state: null });
    // Once for the record that was made.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [filledRows]);

  const goOnWith = async (recordId: string) => {
    const answer = await client.fetchQuery({
      queryKey: keys.record(definition.key, recordId),
      queryFn: async () => {
        const { data, etag } = await api.records.get(definition.key, recordId);
        references.learn(data.refs, data.users);
        return { ...data, etag: etag ?? `"${data.record.version}"` };
      },
    });
    const filled = filledTables(definition).reduce((count, table) => {
      const rows = answer.record[table];
      return count + (Array.isArray(rows) ? rows.length : 0);
    }, 0);
    const to = paths.record(definition.key, recordId);
    workspace.move(location.pathname, to);
    await navigate(to, { replace: true, state: fills && filled > 0 ? { filled } : null });
    if (!fills) void message.success(text('document.created'));
  };

  const save = async () => {
    const saved = await session.save();
    if (saved === null) return;
    if (isNew) await goOnWith(saved);
    else void message.success(text('document.saved'));
  };

  /** What is missing is said here, without asking the server first. */
  const missingBefore = (action: OfferedAction): readonly Issue[] => {
    const asked = definition.lifecycle?.actions?.find((known) => known.id === action.id)?.required;
    if (model === null || action.kind !== 'lifecycle') return [];
    const asForm = validateComplete(model, state.values() as RecordData, asked ?? []);
    return asForm.filter((found) => found.code === 'required').map((found) => titledIssue(found, definition));
  };

  const act = async (action: OfferedAction, comment?: string) => {
    const missing = missingBefore(action);
    if (missing.length > 0) {
      session.showIssues(missing);
      lead(missing, tables);
      return;
    }
    if (!(await session.act(action, comment))) return;
    setHeadOpen(false);
    void message.success(text('document.done', { action: action.kind === 'task' ? text(`inbox.${action.id}`) : title(action.title) }));
  };

  const remove = async () => {
    if (!(await session.remove())) return;
    const next = workspace.close(location.pathname);
    await navigate(next === undefined || next === paths.home() ? paths.list(definition.key) : next);
    void message.success(text('document.deleted', { title: head }));
  };

  useShortcut('mod+s', () => void save(), { whileTyping: true, enabled: isEditable });
  useFillOnReady(definition, state, fills && mayCreate, () => void save());

  const seal = isNew ? (
    <StateSeal state={stateOf(definition, definition.lifecycle?.initial ?? '')} fallback={text('document.new')} />
  ) : definition.lifecycle === undefined ? null : (
    <StateSeal state={stateOf(definition, loaded.record.status)} fallback={loaded.record.status} size="large" />
  );
  const panel = isNew ? null : <SidePanel definition={definition} id={id} />;
  return (
    <div className="rt-doc">
      <DocumentBar
        title={head}
        seal={seal}
        note={[code === '' ? '' : name, session.dirty ? text('document.unsaved') : ''].filter((part) => part !== '').join(' · ')}
        {...(instance === undefined ? {} : { progress: <FlowSteps instance={instance} /> })}
        actions={
          <ActionBar
            actions={loaded?.actions ?? []}
            session={session}
            editable={isEditable}
            phone={phone}
            onAct={(action, comment) => void act(action, comment)}
            onSave={() => void save()}
            onDelete={() => void remove()}
            panelOpen={panelOpen}
            onPanel={panel === null ? undefined : () => setPanelOpen(!panelOpen)}
          />
        }
      />
      <div className={`rt-doc-body${docked && panelOpen && panel !== null ? ' has-panel' : ''}`}>
        <div className="rt-doc-main">
          <Refusal form={form} session={session} onPlace={goTo} />
          <LocalFaults form={form} session={session} onPlace={goTo} />
          {session.restored ? (
            <Alert
              type="warning"
              showIcon
              title={text('document.restored')}
              action={
                <Button size="small" onClick={session.discard}>
                  {text('document.discard')}
                </Button>
              }
            />
          ) : null}
          {fills ? <Alert type="info" showIcon title={text('document.fillHint')} /> : null}
          {isNew ? null : <DocumentFacts definition={definition} state={state} />}
          <DocumentHeader
            definition={definition}
            state={state}
            editable={editable.header}
            omit={omit}
            foldable={!isNew && tables.some((table) => state.lines(table).rows().length > 0)}
            open={headOpen}
            onOpen={setHeadOpen}
          />
          {fills
            ? null
            : tables.map((table) => (
                <DocumentLines
                  key={table}
                  ref={(handle) => {
                    if (handle === null) grids.current.delete(table);
                    else grids.current.set(table, handle);
                  }}
                  definition={definition}
                  table={table}
                  state={state}
                  editable={editable.lines[table] ?? NO_COLUMNS}
                />
              ))}
        </div>
        {docked && panelOpen && panel !== null ? (
          <aside className="rt-doc-panel" aria-label={text('document.panel')}>
            {panel}
          </aside>
        ) : null}
      </div>
      {docked || panel === null ? null : (
        <Drawer open={panelOpen} onClose={() => setPanelOpen(false)} size={phone ? '100%' : 400} title={head} destroyOnHidden>
          {panel}
        </Drawer>
      )}
      {session.conflict === null ? null : (
        <ConflictDialog
          definition={definition}
          conflict={session.conflict}
          isServerOwned={serverOwned(definition, model)}
          onSettle={session.settle}
        />
      )}
    </div>
  );
}
