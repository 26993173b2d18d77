import { useId, useState, type ReactNode } from 'react';
import { Button, Input } from 'antd';
import { CircleAlert, CircleCheck, LoaderCircle, Send, TriangleAlert } from 'lucide-react';
import { ApiProblem } from '@dougong/ui/api';
import type { Finding } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { WorkingPanel } from '../templates/plan/WorkingPanel.js';
import { FindingList } from './FindingList.js';
import { ImpactPanel } from './ImpactPanel.js';
import { RunningRecords } from './RunningRecords.js';
import { ScenariosPlayed } from './ScenariosPlayed.js';
import { instantOf, ScheduleChoice } from './ScheduleChoice.js';
import type { Publishing } from './use-publishing.js';
import { useApprovers } from './use-role-names.js';
import './release.css';
import '../templates/templates.css';

interface PublishFormProps {
  readonly publishing: Publishing;
  readonly releaseNumber: number;
  readonly onCancel?: () => void;
  /** The findings as the place around wants them shown; left out, each with a link to its definition. */
  readonly findings?: (findings: readonly Finding[]) => ReactNode;
}

/** The check, what it means for records under way, a comment, and the button. */
export function PublishForm({ publishing, releaseNumber, onCancel, findings }: PublishFormProps) {
  const text = useText();
  const [comment, setComment] = useState('');
  const [time, setTime] = useState<string | undefined>(undefined);
  const [skips, setSkips] = useState(false);
  const approvers = useApprovers();
  const { state, problem, sending, job } = publishing;
  const isChecked = state.step === 'checked';
  const blocked = !isChecked || state.findings.some(isError);
  // Without a draft there is nothing to say about a publish.
  const isEmpty = isChecked && state.bundle.drafts.length === 0;
  const at = instantOf(time, Date.now());
  const wish = approvers !== '' ? 'schedule.ask' : time === undefined ? 'publish.submit' : 'schedule.plan';
  return (
    <div className="ds-publish-side">
      <CheckResult publishing={publishing} {...(findings === undefined ? {} : { findings })} />
      {isChecked ? <RunningRecords bundle={state.bundle} releaseNumber={releaseNumber} /> : null}
      {isChecked && !isEmpty ? <ImpactPanel revision={state.bundle.revision} /> : null}
      {isEmpty ? null : <Comment value={comment} onChange={setComment} />}
      {isEmpty ? null : <ScheduleChoice value={time} onChange={setTime} approvers={approvers} />}
      {isChecked && !isEmpty ? (
        <ScenariosPlayed revision={state.bundle.revision} skips={skips} onSkip={setSkips} />
      ) : null}
      {sending ? (
        <WorkingPanel job={job} title={text('scenarios.publishing')} note={text('scenarios.working')} />
      ) : null}
      {problem instanceof ApiProblem && problem.status === 412 ? (
        <p className="ds-fault" role="alert">
          {text('publish.stale')}
        </p>
      ) : (
        <ProblemPanel problem={problem} />
      )}
      <footer>
        {onCancel === undefined ? null : <Button onClick={onCancel}>{text('cancel')}</Button>}
        {isEmpty && onCancel === undefined ? null : (
          <Button
            type="primary"
            icon={<Send size={16} />}
            loading={sending}
            disabled={blocked || isEmpty || (time !== undefined && at === undefined)}
            onClick={() =>
              void publishing.publish({
                comment: comment.trim() || undefined,
                publishAt: at,
                ...(skips ? { scenarios: false } : {}),
              })
            }
          >
            {text(wish, { number: releaseNumber + 1 })}
          </Button>
        )}
      </footer>
    </div>
  );
}

interface CommentProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Comment({ value, onChange }: CommentProps) {
  const text = useText();
  const id = useId();
  return (
    <section>
      <h3>
        <label htmlFor={id}>{text('publish.comment')}</label>
      </h3>
      <Input.TextArea
        id={id}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        placeholder={text('publish.commentHint')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </section>
  );
}

function isError(found: Finding): boolean {
  return found.severity === 'error';
}

function CheckResult({ publishing, findings }: Pick<PublishFormProps, 'publishing' | 'findings'>) {
  const text = useText();
  const { state, recheck } = publishing;
  return (
    <section aria-live="polite">
      <h3>
        {text('publish.check')}
        {state.step === 'checking' ? null : (
          <button type="button" className="ds-link" onClick={recheck}>
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
      {state.step === 'failed' ? <ProblemPanel problem={state.problem} onRetry={recheck} /> : null}
      {state.step === 'checked' ? (
        <>
          <Verdict findings={state.findings} isEmpty={state.bundle.drafts.length === 0} />
          {findings === undefined ? <FindingList findings={state.findings} /> : findings(state.findings)}
        </>
      ) : null}
    </section>
  );
}

function Verdict({
  findings,
  isEmpty,
}: {
  readonly findings: readonly Finding[];
  readonly isEmpty: boolean;
}) {
  const text = useText();
  const errors = findings.filter(isError).length;
  const warnings = findings.length - errors;
  return (
    <>
      {errors === 0 ? (
        <p className="ds-check is-good">
          <CircleCheck size={16} aria-hidden="true" />
          <b>{text(isEmpty ? 'publish.sound' : 'publish.ok')}</b> {text('publish.okText')}
        </p>
      ) : (
        <p className="ds-check is-bad">
          <CircleAlert size={16} aria-hidden="true" />
          <b>{text('publish.blocked', { count: errors })}</b>
        </p>
      )}
      {warnings === 0 ? null : (
        <p className="ds-check is-warning">
          <TriangleAlert size={16} aria-hidden="true" />
          {text('publish.warnings', { count: warnings })}
        </p>
      )}
    </>
  );
}
