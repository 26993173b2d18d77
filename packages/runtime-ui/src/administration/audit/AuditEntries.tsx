import { ArrowRight, EyeOff, ShieldAlert } from 'lucide-react';
import { Link } from 'react-router';
import { formatMoment } from '@dougong/ui/numbers';
import { StatusSeal } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { useReferences } from '../../data/references.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import type { AuditChange, AuditEntry } from './audit-wire.js';
import type { ChangeFilter } from './use-audit.js';

const CHANGES_SHOWN_MAX = 8;

function Value({ value }: { readonly value: string | null }) {
  const text = useText();
  return value === null ? <span className="dg-t3">{text('document.blank')}</span> : <>{value}</>;
}

function Change({ change }: { readonly change: AuditChange }) {
  const text = useText();
  const { label, masked, old } = change;
  if (masked === true)
    return (
      <li>
        <span className="dg-t2">{label}</span>{' '}
        <span className="dg-t3 rt-audit-masked">
          <EyeOff size={12} aria-hidden="true" /> {text('audit.masked')}
        </span>
      </li>
    );
  return (
    <li>
      <span className="dg-t2">{label}</span> <Value value={old} /> <ArrowRight size={12} aria-hidden="true" />
      <span className="dg-sr">{text('history.became')}</span> <b>{<Value value={change.new} />}</b>
    </li>
  );
}

function Changes({ changes }: { readonly changes: readonly AuditChange[] }) {
  const text = useText();
  if (changes.length === 0) return null;
  const rest = changes.slice(CHANGES_SHOWN_MAX);
  return (
    <>
      <ul className="rt-changes rt-audit-changes">
        {changes.slice(0, CHANGES_SHOWN_MAX).map((change, at) => (
          <Change key={`${change.path}-${at}`} change={change} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details className="rt-audit-more">
          <summary>{text('history.more', { count: rest.length })}</summary>
          <ul className="rt-changes rt-audit-changes">
            {rest.map((change, at) => (
              <Change key={`${change.path}-${at}`} change={change} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Target({ entry: { target, action } }: { readonly entry: AuditEntry }) {
  const text = useText();
  if (target === null) return null;
  const name = [target.title, target.code].filter((part) => part !== null).join(' ');
  if (target.form === null || target.id === null || action === 'delete') return <span>{name}</span>;
  return <Link to={paths.record(target.form, target.id)}>{name || text('audit.record')}</Link>;
}

/** Where it came from: most readers look at it once, to follow a trace. */
function Origin({ entry, onFilter }: { readonly entry: AuditEntry; readonly onFilter: ChangeFilter }) {
  const text = useText();
  const { ip, agent, requestId, cause, target, id, action } = entry;
  const rows: readonly (readonly [string, string | null, Parameters<ChangeFilter>[0] | undefined])[] = [
    [text('audit.ip'), ip, ip === null ? undefined : { ip }],
    [text('audit.agent'), agent, undefined],
    [text('audit.cause'), cause, undefined],
    [text('audit.action'), action, { action }],
    [text('audit.recordId'), target?.id ?? null, target?.id ? { recordId: target.id } : undefined],
    [text('audit.requestId'), requestId, requestId === null ? undefined : { requestId }],
    [text('audit.number'), id, undefined],
  ];
  return (
    <details className="rt-audit-more">
      <summary>{text('audit.origin')}</summary>
      <dl className="rt-audit-origin">
        {rows.flatMap(([name, value, filter]) =>
          value === null
            ? []
            : [
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {filter === undefined ? (
                      value
                    ) : (
                      <button type="button" className="dg-link" onClick={() => onFilter(filter)}>
                        {value}
                      </button>
                    )}
                  </dd>
                </div>,
              ],
        )}
      </dl>
    </details>
  );
}

interface EntryProps {
  readonly entry: AuditEntry;
  /** What the last verification found against it. */
  readonly fault: string | undefined;
  readonly onFilter: ChangeFilter;
}

function Entry({ entry, fault, onFilter }: EntryProps) {
  const text = useText();
  const now = useNow();
  const names = useReferences();
  const nameOf = (user: string | null) => (user === null ? undefined : (names.nameOfUser(user) ?? user));
  const { at, actor, onBehalfOf, title, outcome, channel, reason, code, changes } = entry;
  return (
    <li className={`rt-audit-entry${fault === undefined ? '' : ' is-broken'}`}>
      <time dateTime={at} title={at}>
        {formatMoment(at, now)}
      </time>
      <div>
        <p className="rt-audit-head">
          <b>{nameOf(actor) ?? text('audit.platform')}</b>
          {onBehalfOf === null ? null : (
            <span className="dg-t2">{text('audit.behalf', { name: nameOf(onBehalfOf) ?? '' })}</span>
          )}
          <span>{title}</span>
          <Target entry={entry} />
          {outcome === 'refused' ? (
            <StatusSeal tone="refused">{text('audit.outcome_refused')}</StatusSeal>
          ) : null}
          <span className="rt-audit-channel">{text(`audit.channel_${channel}`)}</span>
        </p>
        {fault === undefined ? null : (
          <p className="rt-audit-reason">
            <ShieldAlert size={14} aria-hidden="true" /> {fault}
          </p>
        )}
        {outcome === 'refused' ? <p className="rt-audit-reason">{reason ?? code}</p> : null}
        <Changes changes={changes} />
        <Origin entry={entry} onFilter={onFilter} />
      </div>
    </li>
  );
}

/** Entries, the newest first: who did what to which record, what was before and what is now. */
export function AuditEntries({
  entries,
  faults,
  onFilter,
}: {
  readonly entries: readonly AuditEntry[];
  readonly faults: ReadonlyMap<string, string>;
  readonly onFilter: ChangeFilter;
}) {
  const text = useText();
  return (
    <ol className="rt-audit-list dg-card" aria-label={text('audit.title')}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} fault={faults.get(entry.id)} onFilter={onFilter} />
      ))}
    </ol>
  );
}
