import { App } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import type { RecordData } from '@dougong/kernel/expression';
import { validateComplete } from '@dougong/kernel/forms';
import type { Issue } from '@dougong/kernel/foundation';
import { tabAddress, useWorkspace, successMessage } from '@dougong/ui/shell';
import type { RuntimeForm } from '../data/form-models.js';
import { recordQuery } from '../data/queries.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import type { RecordAction } from '@dougong/ui/api';
import type { Answer } from './flow-actions/asks.js';
import { askedAndBlank, isShown } from './asked-fields.js';
import { titledIssue } from './field-titles.js';
import { filledTables, fillNeeds } from './fills.js';
import { useActionWords } from './flow-actions/use-action-words.js';
import type { DocumentSession } from './use-document.js';
import type { FaultFocus } from './use-fault-focus.js';

interface ActionParts {
  readonly form: RuntimeForm;
  readonly session: DocumentSession;
  readonly focus: FaultFocus;
  readonly isNew: boolean;
  /** What the document is called. */
  readonly head: string;
}

/** What an action asks for and is still blank; said here, without asking the server first. */
function missingBefore(
  { definition, model }: RuntimeForm,
  session: DocumentSession,
  action: RecordAction,
): readonly Issue[] {
  if (model === null || action.kind !== 'lifecycle') return [];
  const asked = definition.lifecycle?.actions?.find((known) => known.id === action.id)?.required ?? [];
  const missing = validateComplete(model, session.state.values() as RecordData, asked).filter(
    (found) => found.code === 'required' && isShown(session.state, found),
  );
  const ruled = askedAndBlank(definition, session.state).filter(
    ({ path }) => !missing.some((found) => found.path === path),
  );
  return [...missing, ...ruled].map((found) => titledIssue(found, definition));
}

/** Saving, acting and deleting as the page does them: with what is said afterwards and where it goes on. */
export function useDocumentActions({ form, session, focus, isNew, head }: ActionParts) {
  const { definition } = form;
  const text = useText();
  const { titleOf } = useActionWords();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { message } = App.useApp();
  const wasFilled = fillNeeds(definition).length > 0;

  const goOnWith = async (recordId: string) => {
    const { record } = await client.fetchQuery(recordQuery(definition.key, recordId));
    const filled = filledTables(definition).reduce((count, table) => {
      const rows = record[table];
      return count + (Array.isArray(rows) ? rows.length : 0);
    }, 0);
    const to = paths.record(definition.key, recordId);
    workspace.move(pathname, to);
    await navigate(to, { replace: true, state: filled > 0 ? { filled } : null });
    if (!wasFilled) void message.open(successMessage(text('document.created')));
  };

  return {
    save: async () => {
      const saved = await session.save();
      if (saved === null) return;
      if (isNew) await goOnWith(saved);
      else void message.open(successMessage(text('document.saved')));
    },
    check: (action: RecordAction): boolean => {
      const missing = missingBefore(form, session, action);
      if (missing.length === 0) return true;
      session.showIssues(missing);
      focus.toFirst(missing);
      return false;
    },
    act: async (action: RecordAction, answer?: Answer) => {
      if (!(await session.act(action, answer))) return;
      focus.setHeadOpen(false);
      void message.open(successMessage(text('document.done', { action: titleOf(action) })));
    },
    remove: async () => {
      if (!(await session.remove())) return;
      const next = workspace.close(pathname);
      if (next === undefined || next.path === paths.home()) await navigate(paths.list(definition.key));
      else await navigate(tabAddress(next), { state: next.state });
      void message.open(successMessage(text('document.deleted', { title: head })));
    },
  };
}
