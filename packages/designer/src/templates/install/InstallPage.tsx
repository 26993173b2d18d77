import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { GalleryEntry, InstallRequest } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { PageLoading } from '../../app/PageLoading.js';
import { useText } from '../../i18n/text.js';
import { chosenBy } from '../gallery/gallery-state.js';
import type { Chosen } from '../gallery/gallery-state.js';
import { DonePanel } from '../plan/DonePanel.js';
import { JobCancelled } from '../plan/follow-job.js';
import { useChange } from '../plan/use-change.js';
import { WorkingPanel } from '../plan/WorkingPanel.js';
import { TemplatesFrame } from '../TemplatesFrame.js';
import { useGallery } from '../use-gallery.js';
import { AnswersStep } from './AnswersStep.js';
import { placeOf, PreviewStep } from './PreviewStep.js';
import { Steps } from './Steps.js';
import { forgetKept } from './use-kept.js';
import { isAllowed, keptName, useInstallation } from './use-installation.js';

/** Installs or upgrades a template step by step: what it asks, what would be done, the doing, and what comes next. */
export function InstallPage() {
  const text = useText();
  const [search] = useSearchParams();
  const { data, error, refetch } = useGallery();
  const chosen = data === undefined ? undefined : chosenBy(search.get('package'), data.data);
  return (
    <TemplatesFrame title={text('templates.installTitle')} isBelow {...useHead(chosen)}>
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null ? (
          <PageLoading />
        ) : null
      ) : chosen === undefined ? (
        <EmptyState
          reason="first"
          title={text('templates.goneTitle')}
          text={text('templates.goneText')}
          actions={<Link to="/templates">{text('templates.toGallery')}</Link>}
        />
      ) : (
        <Wizard key={chosen.offer.id} chosen={chosen} entries={data.data} />
      )}
    </TemplatesFrame>
  );
}

function useHead(chosen: Chosen | undefined) {
  const text = useText();
  const title = useLocalized();
  if (chosen === undefined) return {};
  const { entry, offer } = chosen;
  const name = title(entry.title);
  const from = entry.installed?.version;
  return from === undefined || from === offer.version
    ? { title: text('templates.installName', { name, version: offer.version }) }
    : { title: text('templates.upgradeName', { name, from, to: offer.version }) };
}

interface WizardProps {
  readonly chosen: Chosen;
  readonly entries: readonly GalleryEntry[];
}

function Wizard({ chosen, entries }: WizardProps) {
  const [search, setSearch] = useSearchParams();
  const installation = useInstallation(chosen);
  const go = (name: 'step' | 'job', value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: name === 'job' },
    );
  const change = useChange({ jobId: search.get('job'), onJob: (id) => go('job', id) });
  const { state, run, reset } = change;
  const start = (request: InstallRequest, skipScenarios: boolean) =>
    run(async () => {
      const answer = await api.templates.install(request, skipScenarios);
      forgetKept(keptName(chosen.offer.id));
      return answer;
    });
  // A preview that is opened elsewhere begins with what was not allowed there yet.
  const isPreview = search.get('step') === 'preview' && isAllowed(installation, entries);
  if (state.step === 'idle')
    return (
      <>
        <Steps at={isPreview ? 'preview' : 'answers'} />
        {isPreview ? (
          <PreviewStep
            installation={installation}
            entries={entries}
            onBack={() => go('step', null)}
            onRun={(request, skipScenarios) => void start(request, skipScenarios)}
          />
        ) : (
          <AnswersStep installation={installation} entries={entries} onNext={() => go('step', 'preview')} />
        )}
      </>
    );
  return (
    <>
      <Steps at="run" isDone={state.step === 'done'} />
      {state.step === 'working' ? <WorkingPanel job={state.job} /> : null}
      {state.step === 'failed' ? <Failed problem={state.problem} onBack={reset} /> : null}
      {state.step === 'done' ? (
        <DonePanel plan={state.plan}>
          <NextSteps />
        </DonePanel>
      ) : null}
    </>
  );
}

interface FailedProps {
  readonly problem: unknown;
  readonly onBack: () => void;
}

/** Why nothing was changed, and the way back to where it can be mended. */
export function Failed({ problem, onBack }: FailedProps) {
  const text = useText();
  return (
    <>
      {problem instanceof JobCancelled ? (
        <p className="ds-panel" role="status">
          {text('templates.cancelled')}
        </p>
      ) : (
        <ProblemPanel problem={problem} placeOf={placeOf} advice={text('templates.failedAdvice')} />
      )}
      <Button onClick={onBack}>{text('templates.backToPlan')}</Button>
    </>
  );
}

function NextSteps() {
  const text = useText();
  return (
    <>
      <a className="ds-button is-primary" href="/">
        {text('app.runtime')}
      </a>
      <Link className="ds-button" to="/completeness">
        {text('completeness.title')}
      </Link>
      <Link className="ds-button" to="/releases">
        {text('app.releases')}
      </Link>
      <Link className="ds-button" to="/templates">
        {text('templates.toGallery')}
      </Link>
    </>
  );
}
