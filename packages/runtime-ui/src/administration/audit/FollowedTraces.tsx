import { X } from 'lucide-react';
import { useText } from '../../texts/index.js';
import type { AuditFilter } from './audit-filter.js';
import type { ChangeFilter } from './use-audit.js';

/** What is followed from an entry or from another page rather than chosen. */
const TRACES = ['recordId', 'requestId', 'entry'] as const;

/** Shows which record, request or entry the list is about, and lets it go again. */
export function FollowedTraces({
  filter,
  onFilter,
}: {
  readonly filter: AuditFilter;
  readonly onFilter: ChangeFilter;
}) {
  const text = useText();
  return TRACES.flatMap((name) => {
    const value = filter[name];
    if (value === undefined) return [];
    return [
      <span key={name} className="rt-chip rt-audit-trace">
        <span className="rt-chip-word" title={value}>
          {text(`audit.${name === 'entry' ? 'number' : name}`)} {value}
        </span>
        <button
          type="button"
          className="rt-chip-off"
          aria-label={text('audit.letGo', { name: text(`audit.${name === 'entry' ? 'number' : name}`) })}
          onClick={() => onFilter({ [name]: undefined })}
        >
          <X size={12} aria-hidden="true" />
        </button>
      </span>,
    ];
  });
}
