import { useState, type ReactNode } from 'react';
import { Button, Checkbox } from 'antd';
import { FlaskConical } from 'lucide-react';
import type { InstallRequest } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { useText } from '../../i18n/text.js';
import { JobCancelled } from '../plan/follow-job.js';
import { ScenarioList } from '../plan/ScenarioList.js';
import { useChange } from '../plan/use-change.js';
import type { Change } from '../plan/use-change.js';
import { WorkingPanel } from '../plan/WorkingPanel.js';

interface RehearsalProps {
  readonly request: InstallRequest;
  readonly isReady: boolean;
  /** Scenarios of everything that will then be installed. */
  readonly count: number;
  readonly actions: (skipScenarios: boolean, isRehearsing: boolean) => ReactNode;
}

/** Plays the scenarios on a copy before anything is done; they are played in any case unless somebody leaves them out. */
export function Rehearsal({ request, isReady, count, actions }: RehearsalProps) {
  const text = useText();
  const [skip, setSkip] = useState(false);
  const { state, run } = useChange({ isDry: true });
  const isRehearsing = state.step === 'working';
  return (
    <section className="ds-panel ds-rehearsal" aria-label={text('templates.rehearsal')}>
      {count === 0 ? null : (
        <>
          <h2>{text('templates.rehearsal')}</h2>
          <p className="dg-t2">{text('templates.rehearsalNote', { count })}</p>
          <Verdict state={state} />
          <div className="ds-rehearsal-actions">
            <Button
              icon={<FlaskConical size={16} />}
              disabled={!isReady}
              loading={isRehearsing}
              onClick={() => void run(() => api.templates.rehearse(request))}
            >
              {text(isRehearsing ? 'templates.rehearsing' : 'templates.rehearse')}
            </Button>
            <Checkbox checked={skip} onChange={({ target }) => setSkip(target.checked)}>
              {text('templates.skip')}
            </Checkbox>
          </div>
        </>
      )}
      <footer>{actions(skip, isRehearsing)}</footer>
    </section>
  );
}

/** How far the rehearsal is, and what came out. */
function Verdict({ state }: Pick<Change, 'state'>) {
  const text = useText();
  switch (state.step) {
    case 'idle':
      return null;
    case 'working':
      return <WorkingPanel job={state.job} title={text('templates.rehearsing')} />;
    case 'done':
      return <ScenarioList played={state.plan.scenarios ?? []} />;
    case 'failed':
      return state.problem instanceof JobCancelled ? (
        <p className="dg-t2">{text('templates.cancelled')}</p>
      ) : (
        <ProblemPanel problem={state.problem} />
      );
  }
}
