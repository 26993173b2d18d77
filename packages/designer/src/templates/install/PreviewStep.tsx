import { Button } from 'antd';
import type { GalleryEntry, InstallRequest, TemplatePlan } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { PageLoading } from '../../app/PageLoading.js';
import { useText } from '../../i18n/text.js';
import { choicesFor, openConflicts } from '../plan/conflict-choices.js';
import { ConflictList } from '../plan/ConflictList.js';
import { isIdle, numbersOf } from '../plan/plan-numbers.js';
import { PlanChanges, PlanExtras, PlanFindings, PlanSummary } from '../plan/PlanView.js';
import { usePlan } from '../plan/use-plan.js';
import { Rehearsal } from './Rehearsal.js';
import { installRequest, scenariosIn } from './use-installation.js';
import type { Installation } from './use-installation.js';

interface PreviewStepProps {
  readonly installation: Installation;
  readonly entries: readonly GalleryEntry[];
  readonly onBack: () => void;
  readonly onRun: (request: InstallRequest, skipScenarios: boolean) => void;
}

/** The second step: what would be done, in words; conflicts are decided here, and nothing is written yet. */
export function PreviewStep({ installation, entries, onBack, onRun }: PreviewStepProps) {
  const text = useText();
  const { chosen, settings, set } = installation;
  const request = installRequest(chosen, settings, entries);
  const { data, error, isFetching, refetch } = usePlan('install', request, (signal) =>
    api.templates.plan(request, { signal }),
  );
  return (
    <div className="ds-preview" aria-busy={isFetching}>
      {error === null ? null : (
        <ProblemPanel
          problem={error}
          placeOf={placeOf}
          onRetry={() => void refetch()}
          advice={text('templates.planAdvice')}
        />
      )}
      {data === undefined && error === null ? <PageLoading /> : null}
      {data === undefined || error !== null ? null : (
        <>
          <PlanSummary plan={data} />
          <ConflictList
            conflicts={data.conflicts}
            choices={settings.choices}
            onChoose={(choices) => set({ ...settings, choices: choicesFor(data.conflicts, choices) })}
          />
          <PlanFindings plan={data} />
          <PlanChanges plan={data} />
          <PlanExtras plan={data} />
        </>
      )}
      <Closing
        plan={error === null ? data : undefined}
        isFetching={isFetching}
        installation={installation}
        scenarios={scenariosIn(chosen, entries)}
        request={request}
        onBack={onBack}
        onRun={onRun}
      />
    </div>
  );
}

/** Faults of packages begin with the template and its file. */
export function placeOf(pointer: string): string {
  return pointer.replace(/^#?\//, '');
}

interface ClosingProps extends Omit<PreviewStepProps, 'entries'> {
  readonly plan: TemplatePlan | undefined;
  readonly isFetching: boolean;
  /** How many will be played. */
  readonly scenarios: number;
  readonly request: InstallRequest;
}

function Closing({ plan, isFetching, installation, scenarios, request, onBack, onRun }: ClosingProps) {
  const text = useText();
  const { chosen, settings } = installation;
  const open = plan === undefined ? 0 : openConflicts(plan.conflicts, settings.choices).length;
  const isRefused = plan !== undefined && numbersOf(plan).errors > 0;
  const isReady = plan !== undefined && !isFetching && open === 0 && !isRefused && !isIdle(plan);
  const isUpgrade = chosen.entry.installed !== null;
  return (
    <Rehearsal
      request={request}
      isReady={isReady}
      count={scenarios}
      actions={(skipScenarios, isRehearsing) => (
        <>
          <Button onClick={onBack}>{text('templates.back')}</Button>
          <span className="ds-preview-why" role="status">
            {open > 0 ? text('templates.open', { count: open }) : null}
            {isRefused ? text('templates.refused') : null}
            {plan !== undefined && isIdle(plan) ? text('templates.idle') : null}
          </span>
          <Button
            type="primary"
            disabled={!isReady || isRehearsing}
            onClick={() => onRun(request, skipScenarios)}
          >
            {text(isUpgrade ? 'templates.upgradeNow' : 'templates.installNow')}
          </Button>
        </>
      )}
    />
  );
}
