import { useEffect, useState } from 'react';
import { LoaderCircle } from 'lucide-react';
import { useText } from '../../texts/index.js';

const SECOND_MS = 1000;

/** What a closing does while one waits for it, and for how long it has been at it. */
export function ClosingProgress({ steps }: { readonly steps: readonly string[] }) {
  const text = useText();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="rt-period-progress" role="status">
      <LoaderCircle size={20} className="rt-period-turning" aria-hidden="true" />
      <div>
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="dg-t2">{text('periods.goesOn')}</p>
      </div>
      <span className="rt-period-seconds" aria-hidden="true">
        {text('periods.seconds', { seconds })}
      </span>
    </div>
  );
}
