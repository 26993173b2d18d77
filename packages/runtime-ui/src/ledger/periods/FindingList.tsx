import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { useText } from '../../texts/index.js';
import type { PeriodFinding } from './period-wire.js';

const ICONS = { red: CircleX, yellow: CircleAlert } as const;

/** What speaks against closing: what refuses it first. */
export function FindingList({ findings }: { readonly findings: readonly PeriodFinding[] }) {
  const text = useText();
  const sorted = [
    ...findings.filter(({ level }) => level === 'red'),
    ...findings.filter(({ level }) => level === 'yellow'),
  ];
  if (sorted.length === 0)
    return (
      <p className="rt-period-finding is-green">
        <CircleCheck size={16} aria-hidden="true" /> {text('periods.noFindings')}
      </p>
    );
  return (
    <ul className="rt-period-findings">
      {sorted.map(({ gate, level, code, detail }, at) => {
        const Icon = ICONS[level];
        return (
          <li key={`${gate}-${code}-${at}`} className={`rt-period-finding is-${level}`}>
            <Icon size={16} aria-hidden="true" />
            <span>
              <b>{text(`periods.level_${level}`)}</b> {detail}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
