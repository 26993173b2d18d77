import { CircleAlert } from 'lucide-react';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';
import { useDesigner } from '../designer-context.js';
import { placeText } from './refusal-places.js';
import type { TrialFault, TrialRefusal } from './trial-contract.js';

/** A refusal in full: what was refused, and each fault with its place. */
export function RefusalView({ refusal }: { readonly refusal: TrialRefusal }) {
  const { language } = useLanguage();
  const { errors = [] } = refusal;
  return (
    <div className="ds-trial-refusal" role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div>
        <b>{issueSentence(refusal, language)}</b>
        <FaultList faults={errors} />
      </div>
    </div>
  );
}

/** Faults, each with the place that it is about. */
export function FaultList({ faults }: { readonly faults: readonly TrialFault[] }) {
  const { names } = useDesigner();
  const { language } = useLanguage();
  if (faults.length === 0) return null;
  return (
    <ul>
      {faults.map((fault, at) => {
        const place = placeText(fault.pointer, names);
        return (
          <li key={at}>
            {place === '' ? null : <b>{place} </b>}
            {issueSentence(fault, language)}
          </li>
        );
      })}
    </ul>
  );
}
