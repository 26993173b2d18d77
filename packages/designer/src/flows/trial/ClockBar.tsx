import { useState } from 'react';
import { Button } from 'antd';
import { AlarmClock, FastForward } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';
import { DurationSetting } from '../inspector/DurationSetting.js';
import { momentText } from './moment-text.js';
import { usePlayedTrial } from './trial-context.js';

const LEAPS = [
  { key: 'hour', for: 'PT1H' },
  { key: 'day', for: 'P1D' },
  { key: 'week', for: 'P7D' },
] as const;

/** The time of the trial: what is due next, and ways to let time pass. */
export function ClockBar() {
  const text = useText();
  const title = useLocalized();
  const { answer, play, view } = usePlayedTrial();
  const now = answer.steps.at(-1)?.at ?? view.given?.at;
  const { next } = answer;
  const wait = (body: { readonly for?: string }) => void play.take({ do: 'wait', ...body });
  return (
    <section className="ds-trial-clock" aria-label={text('trial.clock')}>
      <p>
        <AlarmClock size={14} aria-hidden="true" />
        <span>{text('trial.now')}</span>
        <b>{now === undefined ? '' : momentText(now)}</b>
      </p>
      <p className="dg-t2">
        {next === undefined
          ? text('trial.nothingDue')
          : text('trial.nextDue', { at: momentText(next.at), words: title(next.words) })}
      </p>
      <div className="ds-trial-buttons">
        <Button
          size="small"
          icon={<FastForward size={14} />}
          disabled={next === undefined || view.isBusy}
          onClick={() => wait({})}
        >
          {text('trial.toNext')}
        </Button>
        {LEAPS.map((leap) => (
          <Button key={leap.key} size="small" disabled={view.isBusy} onClick={() => wait({ for: leap.for })}>
            {text(`trial.leap.${leap.key}`)}
          </Button>
        ))}
        <OtherLeap onWait={(duration) => wait({ for: duration })} />
      </div>
    </section>
  );
}

/** Any other length of time. */
function OtherLeap({ onWait }: { readonly onWait: (duration: string) => void }) {
  const text = useText();
  const { isBusy } = usePlayedTrial().view;
  const [isOpen, setOpen] = useState(false);
  const [duration, setDuration] = useState<string>();
  if (!isOpen)
    return (
      <Button size="small" aria-expanded={false} onClick={() => setOpen(true)}>
        {text('trial.leap.other')}
      </Button>
    );
  return (
    <div className="ds-trial-leap">
      <DurationSetting label={text('trial.leap.label')} value={duration} onChange={setDuration} />
      <Button
        size="small"
        disabled={duration === undefined || isBusy}
        onClick={() => {
          if (duration !== undefined) onWait(duration);
          setOpen(false);
        }}
      >
        {text('trial.leap.go')}
      </Button>
    </div>
  );
}
