import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Alert, App, Button, Drawer } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { RecordAction, StoredRecord } from '@dougong/ui/api';
import { useHiddenFields } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { DocumentBar, useWorkspaceTab, successMessage } from '@dougong/ui/shell';
import { useIsPhone, useMediaQuery } from '@dougong/ui/theme';
import type { RuntimeForm } from '../data/form-models.js';
import { formEntry, useApplication, useRecordFlow, useTasks, type LoadedRecord } from '../data/queries.js';
import { StateSeal } from '../parts/FieldValue.js';
import { stateOf } from '../parts/fields.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { useText } from '../texts/index.js';
import { ActionBar } from './ActionBar.js';
import { ConflictDialog } from './ConflictDialog.js';
import { DocumentFacts } from './DocumentFacts.js';
import { DocumentFaults } from './DocumentFaults.js';
import { DocumentHeader } from './DocumentHeader.js';
import { DocumentLines } from './DocumentLines.js';
import { editableFields, isAnythingEditable, isClosed, leftOut } from './editable-fields.js';
import { fillChoice, fillNeeds } from './fills.js';
import { currentInstance } from './flow-steps.js';
import { FlowSteps } from './FlowSteps.js';
import { copyAction, isAnswer, takingBack } from './offered-actions.js';
import { PrintDocument } from './print/PrintDocument.js';
import { ShareProgress } from './progress/ShareProgress.js';
import { SidePanel } from './SidePanel.js';
import { useDocument, type DocumentSession } from './use-document.js';
import { useDocumentActions } from './use-document-actions.js';
import { useFaultFocus, type FaultFocus } from './use-fault-focus.js';
import { useFillOnReady } from './use-fill-on-ready.js';
import { serverOwned } from './wire-patch.js';

interface DocumentEditorProps {
  readonly form: RuntimeForm;
  /** Null for a new record. */
  readonly loaded: LoadedRecord | null;
  readonly mayCreate: boolean;
}

const DOCKED_QUERY = '(min-width: 1200px)';
const NO_COLUMNS: readonly string[] = [];

function textValue(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Says how many lines a fill made, and puts the focus into the first cell to type in. */
function useFilledWelcome({ grids }: FaultFocus): void {
  const text = useText();
  const navigate = useNavigate();
  const location = useLocation();
  const { message } = App.useApp();
  const rows = (location.state as { filled?: number } | null)?.filled;
  useEffect(() => {
    if (rows === undefined) return;
    void message.open(successMessage(text('document.filled', { count: rows })));
    requestAnimationFrame(() => grids.current.values().next().value?.focus());
    void navigate(location.pathname, { replace: true, state: null });
    // Once for the record that was made.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows]);
}

function Seal({
  definition,
  record,
}: {
  readonly definition: FormDefinition;
  readonly record: StoredRecord | undefined;
}) {
  const text = useText();
  if (definition.lifecycle === undefined) return null;
  const status = record?.status ?? definition.lifecycle.initial;
  return (
    <StateSeal
      state={stateOf(definition, status)}
      fallback={record?.status ?? text('document.new')}
      size={record === undefined ? 'small' : 'large'}
    />
  );
}

interface SideProps {
  readonly docked: boolean;
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  onClose(): void;
}

/** Beside the document where there is room, over it elsewhere. */
function Side({ docked, open, title, children, onClose }: SideProps) {
  const text = useText();
  const phone = useIsPhone();
  if (docked && !open) return null;
  if (docked) {
    return (
      <aside className="rt-doc-panel" aria-label={text('document.panel')}>
        {children}
      </aside>
    );
  }
  return (
    <Drawer open={open} onClose={onClose} size={phone ? '100%' : 400} title={title} destroyOnHidden>
      {children}
    </Drawer>
  );
}

const NO_ACTIONS: readonly RecordAction[] = [];

/** What may be done with the record, and the copy of it that waits to be read. */
function useActionsWithCopy(loaded: LoadedRecord | null): readonly RecordAction[] {
  const { data: copies } = useTasks('cc');
  return useMemo(() => {
    const actions = loaded?.actions ?? NO_ACTIONS;
    const isOffered = actions.some(({ id }) => id === 'read');
    const copy = loaded === null || isOffered ? undefined : copyAction(copies?.data ?? [], loaded.record.id);
    return copy === undefined ? actions : [...actions, copy];
  }, [loaded, copies]);
}

/** Says what the lines come from: the fields marked as required, or a choice of others. */
function FillHint({ definition }: { readonly definition: FormDefinition }) {
  const text = useText();
  const title = useLocalized();
  const choice = fillChoice(definition).map((field) =>
    title(definition.schema.properties[field]?.['x-title']),
  );
  const fields = choice.join(text('document.fillOr'));
  const hint = choice.length === 0 ? text('document.fillHint') : text('document.fillChoice', { fields });
  return <Alert type="info" showIcon title={hint} />;
}

interface BodyProps extends DocumentEditorProps {
  readonly session: DocumentSession;
  readonly focus: FaultFocus;
  readonly editable: LoadedRecord['editable'];
  /** Whether the lines come from a fill once the record is made. */
  readonly fills: boolean;
}

function Body({ form, loaded, session, focus, editable, fills }: BodyProps) {
  const text = useText();
  const { definition } = form;
  const { state, tables } = session;
  const hidden = useHiddenFields(state);
  const shown = fills ? [] : tables.filter((table) => !hidden.includes(table));
  const omit = useMemo(() => leftOut(form, loaded?.record, editable.header), [form, loaded, editable]);
  return (
    <div className="rt-doc-main">
      <DocumentFaults form={form} session={session} onPlace={focus.toPlace} />
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
      {fills ? <FillHint definition={definition} /> : null}
      {loaded === null ? null : <DocumentFacts definition={definition} state={state} />}
      <DocumentHeader
        definition={definition}
        state={state}
        editable={editable.header}
        omit={omit}
        foldable={loaded !== null && tables.some((table) => state.lines(table).rows().length > 0)}
        open={focus.headOpen}
        onOpen={focus.setHeadOpen}
      />
      {shown.map((table) => (
        <DocumentLines
          key={table}
          ref={(handle) => {
            if (handle === null) focus.grids.current.delete(table);
            else focus.grids.current.set(table, handle);
          }}
          definition={definition}
          table={table}
          state={state}
          editable={editable.lines[table] ?? NO_COLUMNS}
        />
      ))}
    </div>
  );
}

/** Somebody else was faster. */
function Conflicting({ form: { definition, model }, session }: Pick<BodyProps, 'form' | 'session'>) {
  return session.conflict === null ? null : (
    <ConflictDialog
      definition={definition}
      conflict={session.conflict}
      isServerOwned={serverOwned(definition, model)}
      onSettle={session.settle}
    />
  );
}

/** What the document is called, and what is said under that: its own title; what the form is for where one begins. */
function useWords({ form: { definition }, loaded }: DocumentEditorProps) {
  const text = useText();
  const title = useLocalized();
  const formTitle = title(definition.title);
  if (loaded === null)
    return { head: text('document.newTitle', { title: formTitle }), about: title(definition.description) };
  const code = textValue(loaded.record[definition.ui.codeField ?? '']);
  const name = textValue(loaded.record[definition.ui.titleField ?? '']);
  return { head: `${formTitle} ${code || name}`, about: code === '' ? '' : name };
}

interface PrintingProps extends Pick<BodyProps, 'form' | 'loaded' | 'session'> {
  readonly head: string;
}

/** What is stored may be printed, as it stands on the screen, by those who may. */
function Printing({ form, loaded, session, head }: PrintingProps) {
  const { data: app } = useApplication();
  const { definition } = form;
  if (loaded === null || formEntry(app, definition.key)?.can.print !== true) return null;
  const { record } = loaded;
  const { state, tables, dirty: isDirty } = session;
  const status = stateOf(definition, record.status);
  const omit = leftOut(form, record, []);
  return (
    <PrintDocument printed={{ definition, id: record.id, state, head, status, omit, tables, isDirty }} />
  );
}

/** A document in hand: head, fields, lines, and what belongs to it beside. */
export function DocumentEditor(props: DocumentEditorProps) {
  const { form, loaded, mayCreate } = props;
  const { definition } = form;
  const text = useText();
  const phone = useIsPhone();
  const docked = useMediaQuery(DOCKED_QUERY);
  const [panelChosen, setPanelOpen] = useState<boolean | null>(null);
  const editable = useMemo(() => editableFields(form, loaded, mayCreate), [form, loaded, mayCreate]);
  const session = useDocument(form, loaded, editable);
  const focus = useFaultFocus(session);
  const { data: instances } = useRecordFlow(definition.key, loaded?.record.id);
  const instance = currentInstance(instances);
  // A document that has not moved yet leaves its room to the lines.
  const panelOpen = loaded !== null && (panelChosen ?? (docked && (instances?.length ?? 0) > 0));
  const offered = useActionsWithCopy(loaded);
  const back = useMemo(() => takingBack(definition), [definition]);
  // In a task of a flow, what is typed is sent with the answer and not before.
  const answers = offered.some(isAnswer);
  const goesAlong = answers || isClosed(form, loaded);
  const maySave = isAnythingEditable(editable) && !goesAlong;
  const fills = loaded === null && fillNeeds(definition).length > 0;
  const { head, about } = useWords(props);
  const actions = useDocumentActions({ form, session, focus, isNew: loaded === null, head });
  const unsaved = goesAlong ? (answers ? 'inbox.editsGoAlong' : 'document.editsGoAlong') : 'document.unsaved';
  const notes = [about, session.dirty ? text(unsaved) : ''];
  useWorkspaceTab(head, session.dirty);
  useFilledWelcome(focus);
  useShortcut('mod+s', () => void actions.save(), { whileTyping: true, enabled: maySave });
  useFillOnReady(definition, session.state, fills && mayCreate, () => void actions.save());
  return (
    <div className="rt-doc">
      <DocumentBar
        title={head}
        seal={<Seal definition={definition} record={loaded?.record} />}
        note={notes.filter((note) => note !== '').join(' · ')}
        {...(instance === undefined ? {} : { progress: <FlowSteps instance={instance} /> })}
        actions={
          <>
            <Printing form={form} loaded={loaded} session={session} head={head} />
            <ShareProgress form={definition.key} recordId={loaded?.record.id} title={head} />
            <ActionBar
              form={definition.key}
              recordId={loaded?.record.id}
              actions={offered}
              back={back}
              session={session}
              editable={maySave}
              phone={phone}
              onCheck={actions.check}
              onAct={(action, answer) => void actions.act(action, answer)}
              onSave={() => void actions.save()}
              onDelete={() => void actions.remove()}
              panelOpen={panelOpen}
              onPanel={loaded === null ? undefined : () => setPanelOpen(!panelOpen)}
            />
          </>
        }
      />
      <div className={`rt-doc-body${docked && panelOpen ? ' has-panel' : ''}`}>
        <Body {...props} session={session} focus={focus} editable={editable} fills={fills} />
        {loaded === null ? null : (
          <Side docked={docked} open={panelOpen} title={head} onClose={() => setPanelOpen(false)}>
            <SidePanel definition={definition} id={loaded.record.id} actions={loaded.actions} />
          </Side>
        )}
      </div>
      <Conflicting form={form} session={session} />
    </div>
  );
}
