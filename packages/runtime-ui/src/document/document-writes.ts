import type { Intention, Note, RecordAction, TaskActionName } from '@dougong/ui/api';
import { api } from '../data/api.js';
import type { Answer } from './flow-actions/asks.js';
import { isAnswer, isResubmission } from './offered-actions.js';
import type { OpenDocument } from './use-open-document.js';
import { isEmptyPatch, patchOf, valuesOf } from './wire-patch.js';

/** What it takes to send an open document. */
export interface Sending {
  readonly open: OpenDocument;
  intentionFor(content: unknown): Intention;
  /** The engine has done it: the next wish is a new one. */
  done(): void;
  /** Says what rules warned of. */
  tell(notes: readonly Note[] | undefined): void;
}

/** Makes the record and answers its id; throws when it is refused. */
export async function createRecord({ open, intentionFor, done, tell }: Sending): Promise<string> {
  const { form, state, skip } = open;
  const values = valuesOf(state, skip);
  const { data } = await api.records.create(form, values, { intention: intentionFor(['create', values]) });
  done();
  tell(data.notes);
  state.reset(state.values());
  open.forgetDraft();
  return data.record.id;
}

/** Sends what was typed since the last save; throws when it is refused. */
export async function updateRecord({ open, intentionFor, done, tell }: Sending): Promise<void> {
  const { form, id, state, skip, ground } = open;
  const patch = patchOf(state, skip);
  const { etag: ifMatch } = ground.current;
  const { data, etag } = await api.records.update(form, id, patch, {
    ifMatch: ifMatch ?? undefined,
    intention: intentionFor([ifMatch, patch]),
  });
  done();
  tell(data.notes);
  open.settleOn(data.record, etag ?? `"${data.record.version}"`);
}

/** Takes an action of the record, or answers the task that offers it, with the edits that the task allows. */
export async function sendAction(
  { open, intentionFor, done, tell }: Sending,
  action: RecordAction,
  { comment = '', chosen = {} }: Answer,
): Promise<void> {
  const { form, id, state, skip, ground } = open;
  const wish = {
    ...(comment === '' ? {} : { comment }),
    ...(Object.keys(chosen).length === 0 ? {} : { chosen }),
    ...(takesEdits(open, action) && state.isDirty() ? { record: patchOf(state, skip) } : {}),
  };
  const ifMatch = ground.current.etag ?? undefined;
  const options = { intention: intentionFor([action.id, action.taskId, ifMatch, wish]), ifMatch };
  if (action.kind !== 'lifecycle' && action.taskId !== undefined) {
    const verb = isResubmission(action) ? 'submit' : (action.id as TaskActionName);
    tell((await api.tasks.act(action.taskId, verb, wish, options)).data.notes);
  } else {
    tell((await api.records.act(form, id, action.id, wish, options)).data.notes);
  }
  done();
  open.forgetDraft();
  state.reset(state.values());
}

/** Whether what is typed is sent with the action and not before. */
export function takesEdits({ closed }: OpenDocument, action: RecordAction): boolean {
  return isAnswer(action) || (closed && action.kind === 'lifecycle');
}

/** Deletes the record. */
export async function removeRecord({ open }: Sending): Promise<void> {
  const { form, id, state, ground } = open;
  await api.records.remove(form, id, { ifMatch: ground.current.etag ?? undefined });
  open.forgetDraft();
  state.reset(state.values());
}

/** Whether the record would be changed by a save. */
export function hasChanges({ state, skip }: OpenDocument): boolean {
  return !isEmptyPatch(patchOf(state, skip));
}
