import { useEffect, useState } from 'react';
import { Button, Spin } from 'antd';
import { useText } from '../../i18n/text.js';
import { useTrial } from './trial-context.js';

/** Short work needs no words. */
const QUIET_MS = 400;
const SECOND_MS = 1000;
/** After so many seconds the engine gives up by itself. */
const SECONDS_MAX = 10;

/** That the engine is at work, for how long, and the way to give up on it. */
export function Busy() {
  const { isBusy } = useTrial().view;
  return isBusy ? <Working /> : null;
}

function Working() {
  const text = useText();
  const { play } = useTrial();
  const [isLong, setLong] = useState(false);
  const [seconds, setSeconds] = useState(1);
  useEffect(() => {
    const quiet = setTimeout(() => setLong(true), QUIET_MS);
    const clock = setInterval(() => setSeconds((before) => before + 1), SECOND_MS);
    return () => {
      clearTimeout(quiet);
      clearInterval(clock);
    };
  }, []);
  if (!isLong) return null;
  return (
    <div className="ds-trial-busy" role="status">
      <Spin size="small" />
      <span aria-hidden="true">{text('trial.working', { seconds, max: SECONDS_MAX })}</span>
      <span className="dg-sr">{text('trial.workingSpoken')}</span>
      <Button size="small" onClick={() => play.stop()}>
        {text('replay.stop')}
      </Button>
    </div>
  );
}
