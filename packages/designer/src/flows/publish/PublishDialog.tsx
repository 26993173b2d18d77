import { useEffect, useState } from 'react';
import { App, Button, Input, Modal } from 'antd';
import {
  CircleAlert,
  CircleCheck,
  LoaderCircle,
  Minus,
  Pencil,
  Plus,
  Send,
  TriangleAlert,
} from 'lucide-react';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { ApiProblem } from '@dougong/ui/api';
import type { Draft, Finding } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { queries } from '../../app/session.js';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { tellingChanges } from '../flow-diff.js';
import type { FlowChange } from '../flow-diff.js';
import { changeSentence, findingSentence } from '../flow-sentences.js';
import type { FlowSession } from '../flow-session.js';

interface PublishDialogProps {
  readonly open: boolean;
  readonly session: FlowSession;
  readonly published: FlowDefinition | null;
  readonly releaseNumber: number;
  readonly onClose: () => void;
  readonly onPublished: (number: number) => void;
}

interface Checked {
  readonly findings: readonly Finding[];
  readonly others: readonly Draft[];
}

type CheckState =
  | { readonly step: 'checking' }
  | ({ readonly step: 'checked' } & Checked)
  | { readonly step: 'failed'; readonly problem: unknown };

/** Stores what is unsaved, then asks the server about the whole bundle. */
async function check({ autosave, keeper, editor }: FlowSession): Promise<Checked> {
  await autosave.flush();
  const bundle = await keeper.refresh();
  const { findings } = (await api.design.check()).data;
  const others = bundle.drafts.filter((draft) => draft.kind !== 'flow' || draft.key !== editor.document.key);
  return { findings, others };
}

/** What is about to be published: the changes in words, the server's check, and the comment. */
export function PublishDialog(props: PublishDialogProps) {
  const { open, session, published, releaseNumber, onClose } = props;
  const text = useText();
  const { names } = useDesigner();
  const title = names.title(session.editor.document.title);
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      width={980}
      destroyOnHidden
      className="ds-publish"
      title={
        <>
          {text('publish.title', { title })}
          <small>
            {published === null
              ? text('publish.first')
              : text('publish.fromTo', { from: releaseNumber, to: releaseNumber + 1 })}
          </small>
        </>
      }
    >
      {open ? <Publishing {...props} /> : null}
    </Modal>
  );
}

function Publishing({ session, published, releaseNumber, onClose, onPublished }: PublishDialogProps) {
  const text = useText();
  const { message } = App.useApp();
  const [state, setState] = useState<CheckState>({ step: 'checking' });
  const [comment, setComment] = useState('');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { editor, keeper } = session;
  const recheck = () => {
    setState({ step: 'checking' });
    check(session).then(
      (checked) => setState({ step: 'checked', ...checked }),
      (failure: unknown) => setState({ step: 'failed', problem: failure }),
    );
  };
  // eslint-disable-next-line react-hooks/exhaustive-deps -- once when the dialog opens; later checks are asked for
  useEffect(recheck, []);
  const errors = state.step === 'checked' ? state.findings.filter((found) => found.severity === 'error') : [];
  const publish = async () => {
    setSending(true);
    setProblem(null);
    const document = editor.document;
    try {
      const { release } = (
        await api.design.publish(comment.trim() === '' ? undefined : comment.trim(), {
          ifMatch: keeper.ifMatch,
        })
      ).data;
      keeper.becamePublished(document);
      await keeper.refresh();
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'flow' && queryKey[0] !== 'session',
      });
      void message.success(text('publish.done', { number: release.number }));
      onPublished(release.number);
      onClose();
    } catch (failure) {
      setProblem(failure);
      if (failure instanceof ApiProblem && failure.status === 412) recheck();
    } finally {
      setSending(false);
    }
  };
  return (
    <div className="ds-publish-body">
      <Changes published={published} document={editor.document} onClose={onClose} />
      <div className="ds-publish-side">
        <CheckResult state={state} onRecheck={recheck} onClose={onClose} />
        <section>
          <h3>{text('publish.running')}</h3>
          <p className="dg-t2">{text('publish.runningText')}</p>
        </section>
        {state.step === 'checked' && state.others.length > 0 ? <Others drafts={state.others} /> : null}
        <section>
          <h3>
            <label htmlFor="publish-comment">{text('publish.comment')}</label>
          </h3>
          <Input.TextArea
            id="publish-comment"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            placeholder={text('publish.commentHint')}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        </section>
        {problem instanceof ApiProblem && problem.status === 412 ? (
          <p className="ds-fault">{text('publish.stale')}</p>
        ) : (
          <ProblemPanel problem={problem} />
        )}
        <footer>
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button
            type="primary"
            icon={<Send size={16} />}
            loading={sending}
            disabled={state.step !== 'checked' || errors.length > 0}
            onClick={() => void publish()}
          >
            {text('publish.submit', { number: releaseNumber + 1 })}
          </Button>
        </footer>
      </div>
    </div>
  );
}

const CHANGE_ICONS = { added: Plus, changed: Pencil, removed: Minus } as const;

function targetOf(change: FlowChange) {
  if (change.kind === 'removed') return undefined;
  if (change.what === 'node' || change.what === 'order') return { kind: 'node' as const, id: change.node.id };
  return change.what === 'edge' ? { kind: 'edge' as const, id: change.edge.id } : undefined;
}

function Changes({
  published,
  document,
  onClose,
}: {
  readonly published: FlowDefinition | null;
  readonly document: FlowDefinition;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { names, reveal } = useDesigner();
  const changes = tellingChanges(published, document);
  return (
    <section className="ds-changes" aria-label={text('publish.changes')}>
      <h3>{text('publish.changes')}</h3>
      {changes.length === 0 ? <p className="dg-t2">{text('publish.noChanges')}</p> : null}
      <ul>
        {changes.map((change, at) => {
          const Icon = CHANGE_ICONS[change.kind];
          const { lead, before, after } = changeSentence(change, names, {
            before: published,
            after: document,
          });
          const target = targetOf(change);
          return (
            <li key={at}>
              <span className={`ds-change is-${change.kind}`}>
                <Icon size={14} aria-hidden="true" />
                {text(`publish.${change.kind}`)}
              </span>
              <span className="ds-change-words">
                {lead} {before === undefined ? null : <del>{before}</del>}{' '}
                {after === undefined ? null : <ins>{after}</ins>}
              </span>
              {target === undefined ? null : (
                <button
                  type="button"
                  className="ds-link"
                  onClick={() => {
                    onClose();
                    reveal(target);
                  }}
                >
                  {text('publish.showNode')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function CheckResult({
  state,
  onRecheck,
  onClose,
}: {
  readonly state: CheckState;
  readonly onRecheck: () => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  return (
    <section aria-live="polite">
      <h3>
        {text('publish.check')}
        {state.step === 'checking' ? null : (
          <button type="button" className="ds-link" onClick={onRecheck}>
            {text('publish.recheck')}
          </button>
        )}
      </h3>
      {state.step === 'checking' ? (
        <p className="ds-check">
          <LoaderCircle size={16} aria-hidden="true" />
          {text('publish.checking')}
        </p>
      ) : null}
      {state.step === 'failed' ? <ProblemPanel problem={state.problem} onRetry={onRecheck} /> : null}
      {state.step === 'checked' ? <Verdict findings={state.findings} onClose={onClose} /> : null}
    </section>
  );
}

function Verdict({
  findings,
  onClose,
}: {
  readonly findings: readonly Finding[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const { editor, names, reveal } = useDesigner();
  const errors = findings.filter((found) => found.severity === 'error');
  const warnings = findings.filter((found) => found.severity !== 'error');
  const placeOf = (found: Finding): string => {
    const node = editor.document.nodes.find((entry) => found.nodes?.[0] === entry.id);
    if (found.kind === 'flow' && found.key === editor.document.key)
      return node === undefined ? '' : names.title(node.title);
    return `${text(`kinds.${found.kind}`)} ${found.key}`;
  };
  return (
    <>
      {errors.length === 0 ? (
        <p className="ds-check is-good">
          <CircleCheck size={16} aria-hidden="true" />
          <b>{text('publish.ok')}</b> {text('publish.okText')}
        </p>
      ) : (
        <p className="ds-check is-bad">
          <CircleAlert size={16} aria-hidden="true" />
          <b>{text('publish.blocked', { count: errors.length })}</b>
        </p>
      )}
      {warnings.length === 0 ? null : (
        <p className="ds-check is-warning">
          <TriangleAlert size={16} aria-hidden="true" />
          {text('publish.warnings', { count: warnings.length })}
        </p>
      )}
      <ul className="ds-verdict">
        {[...errors, ...warnings].map((found, at) => {
          const [node] = found.nodes ?? [];
          const isHere = found.kind === 'flow' && found.key === editor.document.key && node !== undefined;
          return (
            <li key={at} className={found.severity === 'error' ? 'is-error' : 'is-warning'}>
              <b>{placeOf(found)}</b> {findingSentence(found, names)}{' '}
              {isHere ? (
                <button
                  type="button"
                  className="ds-link"
                  onClick={() => {
                    onClose();
                    reveal({ kind: 'node', id: node });
                  }}
                >
                  {text('publish.showNode')}
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Drafts of other definitions: a release is the whole bundle. */
function Others({ drafts }: { readonly drafts: readonly Draft[] }) {
  const text = useText();
  const { names } = useDesigner();
  return (
    <section>
      <h3>{text('publish.together')}</h3>
      <p className="dg-t2">{text('publish.togetherText')}</p>
      <ul className="ds-together">
        {drafts.map((draft) => {
          const title = (draft.definition as { title?: { 'zh-CN': string; en: string } } | null)?.title;
          return (
            <li key={`${draft.kind}/${draft.key}`}>
              <span className="ds-tag">{text(`kinds.${draft.kind}`)}</span> {names.title(title) || draft.key}
              {draft.definition === null ? text('publish.removedDraft') : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
