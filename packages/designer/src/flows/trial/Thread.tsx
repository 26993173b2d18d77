import { Button, Dropdown } from 'antd';
import { CircleAlert, CircleDashed, Ellipsis, PencilLine, Undo2 } from 'lucide-react';
import { ApiProblem } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';
import { momentText } from './moment-text.js';
import { faultsAt, makingOf, playedAt } from './played-steps.js';
import { FaultList, RefusalView } from './RefusalView.js';
import { StepDetails } from './StepDetails.js';
import { usePlayedTrial } from './trial-context.js';
import type { PlayedStep, TrialStep } from './trial-contract.js';

/** What has happened, step by step, the last one open. */
export function Thread() {
  const text = useText();
  const { answer, view } = usePlayedTrial();
  const making = makingOf(answer);
  const last = answer.steps.at(-1)?.index;
  return (
    <section className="ds-trial-thread" aria-label={text('trial.thread')}>
      <h2>{text('trial.thread')}</h2>
      <ol>
        {making === undefined ? null : (
          <li>
            <Played step={making} isLast={last === 0} number={0} />
          </li>
        )}
        {view.steps.map((step, at) => (
          <li key={at}>
            <ThreadStep step={step} at={at} isLast={last === at + 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ThreadStepProps {
  readonly step: TrialStep;
  readonly at: number;
  readonly isLast: boolean;
}

/** One step of the request: what became of it, what is wrong with it, or that it was not reached. */
function ThreadStep({ step, at, isLast }: ThreadStepProps) {
  const { answer, view } = usePlayedTrial();
  const { problem } = view;
  const played = playedAt(answer, at);
  const faults = problem instanceof ApiProblem ? faultsAt(problem, at) : [];
  return (
    <>
      {played === undefined ? (
        <NotPlayed step={step} />
      ) : (
        <Played step={played} isLast={isLast} number={at + 1} />
      )}
      <StepMenu at={at} />
      {faults.length === 0 ? null : (
        <div className="ds-trial-refusal" role="alert">
          <CircleAlert size={16} aria-hidden="true" />
          <FaultList faults={faults} />
        </div>
      )}
    </>
  );
}

/** A step that the trial did not come to: the one before was refused, or the request was. */
function NotPlayed({ step }: Pick<ThreadStepProps, 'step'>) {
  const text = useText();
  const { view } = usePlayedTrial();
  return (
    <div className="ds-trial-step is-unplayed">
      <header>
        <CircleDashed size={14} aria-hidden="true" />
        <b>{text(`trial.acts.${step.do}`)}</b>
        <span className="dg-t2">{text(view.isBusy ? 'trial.playing' : 'trial.notReached')}</span>
      </header>
    </div>
  );
}

interface PlayedProps {
  readonly step: PlayedStep;
  readonly isLast: boolean;
  /** As people count; the making of the record has none. */
  readonly number: number;
}

function Played({ step, isLast, number }: PlayedProps) {
  const title = useLocalized();
  const { person } = usePlayedTrial();
  const { refused, by } = step;
  return (
    <details className={`ds-trial-step${refused === undefined ? '' : ' is-refused'}`} open={isLast}>
      <summary>
        <span className="ds-trial-number">{number === 0 ? '·' : number}</span>
        <b>
          {by === null ? null : `${person(by)} `}
          {title(step.words)}
        </b>
        <time dateTime={step.at}>{momentText(step.at)}</time>
      </summary>
      {refused === undefined ? null : <RefusalView refusal={refused} />}
      <StepDetails step={step} />
    </details>
  );
}

/** Taking a step back, or answering it otherwise. */
function StepMenu({ at }: { readonly at: number }) {
  const text = useText();
  const { play, view } = usePlayedTrial();
  return (
    <span className="ds-trial-menu">
      <Dropdown
        trigger={['click']}
        disabled={view.isBusy}
        menu={{
          items: [
            {
              key: 'cut',
              icon: <Undo2 size={14} />,
              label: text('trial.cut'),
              onClick: () => void play.cut(at),
            },
            {
              key: 'rewrite',
              icon: <PencilLine size={14} />,
              label: text('trial.rewrite'),
              onClick: () => void play.rewrite(at),
            },
          ],
        }}
      >
        <Button
          size="small"
          type="text"
          icon={<Ellipsis size={14} />}
          aria-label={text('trial.stepMenu', { step: at + 1 })}
        />
      </Dropdown>
    </span>
  );
}
