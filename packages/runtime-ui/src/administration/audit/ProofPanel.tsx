import { Button } from 'antd';
import { Download, ShieldAlert, ShieldCheck, Stamp } from 'lucide-react';
import { Link } from 'react-router';
import { formatMoment } from '@dougong/ui/numbers';
import { useNow } from '../../data/clock.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import type { Anchor, AuditDifference, VerificationResult } from './audit-wire.js';
import { useAnchors, useNewAnchor } from './use-audit.js';
import type { Verification } from './use-audit.js';

const ANCHORS_SHOWN_MAX = 5;

function Verdict({ result }: { readonly result: VerificationResult }) {
  const text = useText();
  const { whole, differences, figures, seconds } = result;
  if (whole)
    return (
      <p className="rt-audit-verdict is-whole">
        <ShieldCheck size={16} aria-hidden="true" />
        {text('audit.whole', {
          entries: figures['auditEntries'] ?? 0,
          sealed: figures['sealedEntries'] ?? 0,
          releases: figures['releases'] ?? 0,
          movements: figures['movements'] ?? 0,
          seconds,
        })}
      </p>
    );
  return (
    <div className="rt-audit-verdict is-broken" role="alert">
      <p>
        <ShieldAlert size={16} aria-hidden="true" />
        {text('audit.broken', { count: differences.length })}
      </p>
      <ul>
        {differences.map((difference, at) => (
          <li key={at}>
            <DifferencePlace difference={difference} /> {text(`audit.what_${difference.what ?? 'unlike'}`)}{' '}
            <small className="dg-t3">{difference.reason}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where it is; an entry or a document that is still there is a step away. */
function DifferencePlace({ difference }: { readonly difference: AuditDifference }) {
  const text = useText();
  const { part, entry, document } = difference;
  const place = placeOf(difference, text);
  if (part === 'audit_entry' && entry !== undefined)
    return (
      <Link className="dg-link" to={paths.audit({ entry })}>
        <b>{place}</b>
      </Link>
    );
  if (document === undefined) return <b>{place}</b>;
  return (
    <Link className="dg-link" to={paths.record(document.form, document.id)}>
      <b>{place}</b>
    </Link>
  );
}

function placeOf(found: AuditDifference, text: (key: string) => string): string {
  const number =
    found.entry ?? found.release ?? found.anchor ?? found.movement ?? found.posting ?? found.seal;
  return [text(`audit.part_${found.part}`), number, found.document?.code].filter((part) => part).join(' ');
}

function AnchorRow({ anchor }: { readonly anchor: Anchor }) {
  const text = useText();
  const now = useNow();
  return (
    <li>
      <time dateTime={anchor.at}>{formatMoment(anchor.at, now)}</time>
      <span className="dg-t2">{text('audit.through', { entry: anchor.document.audit?.through ?? 0 })}</span>
      <code title={text('audit.fingerprint')}>{anchor.fingerprint}</code>
      <a
        href={`/api/v1/audit/anchors/${anchor.id}/file`}
        download
        aria-label={text('audit.downloadOne', { at: formatMoment(anchor.at, now) })}
      >
        <Download size={14} aria-hidden="true" /> {text('audit.download')}
      </a>
    </li>
  );
}

/** Proves that nothing was changed behind the back of the engine: a check of everything, and anchors to take away. */
export function ProofPanel({ verification }: { readonly verification: Verification }) {
  const text = useText();
  const anchors = useAnchors();
  const newAnchor = useNewAnchor();
  const { start, job, isRunning, problem } = verification;
  const fault = problem ?? newAnchor.error ?? anchors.error;
  return (
    <section className="dg-card rt-audit-proof" aria-labelledby="audit-proof">
      <header>
        <h2 id="audit-proof">{text('audit.proof')}</h2>
        <p className="dg-t2">{text('audit.proofNote')}</p>
        <div className="rt-audit-buttons">
          <Button icon={<ShieldCheck size={16} />} loading={isRunning} onClick={start}>
            {text(isRunning ? 'audit.verifying' : 'audit.verify')}
          </Button>
          <Button icon={<Stamp size={16} />} loading={newAnchor.isPending} onClick={() => newAnchor.mutate()}>
            {text('audit.sign')}
          </Button>
        </div>
      </header>
      <div aria-live="polite">
        {fault ? <PageProblem problem={fault} onRetry={() => void anchors.refetch()} /> : null}
        {job?.state === 'done' && job.result ? <Verdict result={job.result} /> : null}
        {job?.problem ? <p className="rt-audit-verdict is-broken">{job.problem.detail}</p> : null}
      </div>
      {anchors.data === undefined || anchors.data.length === 0 ? (
        <p className="dg-t3">{text('audit.noAnchor')}</p>
      ) : (
        <ul className="rt-audit-anchors" aria-label={text('audit.anchors')}>
          {anchors.data.slice(0, ANCHORS_SHOWN_MAX).map((anchor) => (
            <AnchorRow key={anchor.id} anchor={anchor} />
          ))}
        </ul>
      )}
    </section>
  );
}
