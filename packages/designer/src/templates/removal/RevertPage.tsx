import { useState } from 'react';
import { Button } from 'antd';
import { Link } from 'react-router';
import { ApiProblem } from '@dougong/ui/api';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { PageLoading } from '../../app/PageLoading.js';
import { useText } from '../../i18n/text.js';
import { Failed } from '../install/InstallPage.js';
import { openConflicts } from '../plan/conflict-choices.js';
import type { Choices } from '../plan/conflict-choices.js';
import { ConflictList } from '../plan/ConflictList.js';
import { DonePanel } from '../plan/DonePanel.js';
import { numbersOf } from '../plan/plan-numbers.js';
import { PlanChanges, PlanFindings, PlanSummary } from '../plan/PlanView.js';
import { useChange } from '../plan/use-change.js';
import { usePlan } from '../plan/use-plan.js';
import { WorkingPanel } from '../plan/WorkingPanel.js';
import { TemplatesFrame } from '../TemplatesFrame.js';

const NOT_FOUND = 404;

/** Takes the last change of templates back, after showing what that does. */
export function RevertPage() {
  const text = useText();
  const { state, run, reset } = useChange();
  return (
    <TemplatesFrame title={text('templates.revertTitle')} isBelow>
      {state.step === 'idle' ? (
        <Plan onRevert={(choices) => void run(() => api.templates.revert({ choices }))} />
      ) : null}
      {state.step === 'working' ? <WorkingPanel job={state.job} /> : null}
      {state.step === 'failed' ? <Failed problem={state.problem} onBack={reset} /> : null}
      {state.step === 'done' ? (
        <DonePanel plan={state.plan}>
          <Link className="ds-button is-primary" to="/templates">
            {text('templates.toGallery')}
          </Link>
          <Link className="ds-button" to="/releases">
            {text('app.releases')}
          </Link>
        </DonePanel>
      ) : null}
    </TemplatesFrame>
  );
}

function Plan({ onRevert }: { readonly onRevert: (choices: Choices) => void }) {
  const text = useText();
  const [choices, setChoices] = useState<Choices>({});
  const { data, error, isFetching, refetch } = usePlan('revert', choices, (signal) =>
    api.templates.planRevert({ choices }, { signal }),
  );
  if (error instanceof ApiProblem && error.status === NOT_FOUND)
    return (
      <EmptyState
        reason="first"
        title={text('templates.nothingToRevert')}
        text={text('templates.nothingToRevertText')}
        actions={<Link to="/templates">{text('templates.toGallery')}</Link>}
      />
    );
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading />;
  const open = openConflicts(data.conflicts, choices).length;
  const isRefused = numbersOf(data).errors > 0;
  return (
    <div className="ds-preview" aria-busy={isFetching}>
      <p className="dg-t2">{text('templates.revertNote')}</p>
      <ul className="ds-plan-figures">
        {data.templates.map(({ key, from, to }) => (
          <li key={key}>
            <b>{key}</b>{' '}
            {text('templates.fromTo', {
              from: from ?? text('templates.absent'),
              to: to ?? text('templates.absent'),
            })}
          </li>
        ))}
      </ul>
      <PlanSummary plan={data} />
      <ConflictList conflicts={data.conflicts} choices={choices} onChoose={setChoices} />
      <PlanFindings plan={data} />
      <PlanChanges plan={data} />
      <section className="ds-panel ds-rehearsal" aria-label={text('templates.revert')}>
        <footer>
          <Link className="ds-button" to="/templates">
            {text('cancel')}
          </Link>
          <span className="ds-preview-why" role="status">
            {open > 0 ? text('templates.open', { count: open }) : null}
            {isRefused ? text('templates.refused') : null}
          </span>
          <Button
            type="primary"
            disabled={open > 0 || isRefused || isFetching}
            onClick={() => onRevert(choices)}
          >
            {text('templates.revertNow')}
          </Button>
        </footer>
      </section>
    </div>
  );
}
