import { useEffect, useRef, useState } from 'react';
import { isError } from '@dougong/kernel/foundation';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';

const REST_MS = 600;

/** Tells those who only hear the page when problems have come or gone; not of every key on the way. */
export function FindingsVoice() {
  const text = useText();
  const { findings } = useDesigner();
  const errors = findings.filter(isError).length;
  const warnings = findings.length - errors;
  const counts = `${errors}/${warnings}`;
  const before = useRef(counts);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      if (before.current === counts) return;
      before.current = counts;
      setSaid(findings.length === 0 ? text('problems.none') : text('fixes.spoken', { errors, warnings }));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [counts, errors, warnings, findings.length, text]);
  return (
    <span className="dg-sr" role="status">
      {said}
    </span>
  );
}
