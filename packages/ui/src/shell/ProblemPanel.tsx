import { useState, type ReactNode } from 'react';
import { Button } from 'antd';
import { CircleAlert, Copy, RotateCw } from 'lucide-react';
import { ApiProblem, OfflineProblem, type ProblemEntry } from '../api/index.js';
import { issueSentence, useLanguage, useUiText } from '../i18n/index.js';

interface ProblemPanelProps {
  readonly problem: unknown;
  /** Turns the pointer of a fault into a place that a user knows: "line 12, counted". */
  readonly placeOf?: (pointer: string) => string;
  /** Leads to the field of a fault. */
  readonly onPlace?: (pointer: string) => void;
  readonly onRetry?: () => void;
  /** What to do, where the page knows better than the general advice. */
  readonly advice?: ReactNode;
}

function RequestId({ id }: { readonly id: string }) {
  const text = useUiText();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(id).then(() => setCopied(true));
  return (
    <Button
      size="small"
      type="text"
      icon={<Copy size={14} />}
      onClick={copy}
      title={text('states.copyRequestId')}
    >
      {copied ? text('shell.copied') : text('states.requestId', { id })}
    </Button>
  );
}

/** Pointers of faults that are about the whole. */
const NOWHERE: ReadonlySet<string> = new Set(['', '#']);

interface FaultsProps extends Pick<ProblemPanelProps, 'placeOf' | 'onPlace'> {
  readonly problem: ApiProblem;
  /** What the panel says above; faults about the whole need not say it again. */
  readonly head: string;
}

function Faults({ problem, head, placeOf, onPlace }: FaultsProps) {
  const { language } = useLanguage();
  const isSaid = (fault: ProblemEntry) =>
    NOWHERE.has(fault.pointer) && issueSentence(fault, language) === head;
  // Warnings did not refuse anything; they stand at their places.
  const faults = problem.errors.filter((fault) => fault.severity !== 'warning' && !isSaid(fault));
  if (faults.length === 0) return null;
  return (
    <ul>
      {faults.map((fault, index) => {
        const place = placeOf?.(fault.pointer) ?? '';
        return (
          <li key={`${fault.pointer}-${index}`}>
            {place === '' ? null : onPlace === undefined ? (
              <b>{place}</b>
            ) : (
              <Button type="link" size="small" onClick={() => onPlace(fault.pointer)}>
                {place}
              </Button>
            )}{' '}
            {issueSentence(fault, language)}
          </li>
        );
      })}
    </ul>
  );
}

/** A refusal in full: what happened, where, what to do, and the request id for those who help. */
export function ProblemPanel({ problem, placeOf, onPlace, onRetry, advice }: ProblemPanelProps) {
  const text = useUiText();
  const { language } = useLanguage();
  if (problem === null || problem === undefined) return null;
  const offline = problem instanceof OfflineProblem;
  const refused = problem instanceof ApiProblem ? problem : null;
  const what = offline
    ? issueSentence({ code: problem.code }, language)
    : refused === null
      ? text('states.error.title')
      : issueSentence({ code: refused.code, params: refused.params, detail: refused.message }, language);
  return (
    <section className="dg-problem" role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <div className="dg-problem-words">
        <h2>{what}</h2>
        {refused === null || refused.errors.length === 0 ? null : (
          <Faults problem={refused} head={what} placeOf={placeOf} onPlace={onPlace} />
        )}
        {advice === undefined ? null : <p>{advice}</p>}
        <div className="dg-problem-actions">
          {onRetry === undefined ? null : (
            <Button size="small" icon={<RotateCw size={14} />} onClick={onRetry}>
              {text('states.retry')}
            </Button>
          )}
          {refused?.requestId === undefined ? null : <RequestId id={refused.requestId} />}
        </div>
      </div>
    </section>
  );
}
