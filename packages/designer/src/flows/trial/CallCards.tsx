import { Button } from 'antd';
import { PlugZap } from 'lucide-react';
import { useText } from '../../i18n/text.js';
import { waitingCalls } from './played-steps.js';
import { usePlayedTrial } from './trial-context.js';

/** Outside calls that wait: nothing leaves the house in a trial, so they are answered by hand. */
export function CallCards() {
  const text = useText();
  const { answer, play, view, node: titleOf } = usePlayedTrial();
  const calls = waitingCalls(answer, view.steps);
  return calls.map(({ node, endpoint }) => (
    <section key={node} className="ds-trial-card" aria-label={text('trial.call', { node: titleOf(node) })}>
      <header>
        <PlugZap size={16} aria-hidden="true" />
        <b>{text('trial.call', { node: titleOf(node) })}</b>
        <span className="dg-t2">{endpoint}</span>
      </header>
      <div className="ds-trial-buttons">
        {(['ok', 'fail'] as const).map((outcome) => (
          <Button
            key={outcome}
            size="small"
            danger={outcome === 'fail'}
            disabled={view.isBusy}
            onClick={() => void play.take({ do: 'called', node, outcome })}
          >
            {text(`trial.called.${outcome}`)}
          </Button>
        ))}
      </div>
    </section>
  ));
}
