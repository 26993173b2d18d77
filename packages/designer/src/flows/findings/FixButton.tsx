import { Wrench } from 'lucide-react';
import type { Finding } from '@dougong/kernel/flows';
import { useText } from '../../i18n/text.js';
import { useFix } from './use-fix.js';

/** The one button that takes a finding away, where the check knows how. */
export function FixButton({ found }: { readonly found: Finding }) {
  const text = useText();
  const fix = useFix(found);
  if (fix === undefined) return null;
  return (
    <button
      type="button"
      className="ds-fix"
      title={fix.words}
      aria-label={text('fixes.apply', { words: fix.words })}
      onClick={fix.apply}
    >
      <Wrench size={14} aria-hidden="true" />
      <span className="dg-clip">{fix.words}</span>
    </button>
  );
}
