import { Button } from 'antd';
import { Download, ShieldAlert, ShieldCheck, Stamp } from 'lucide-react';
import { formatMoment } from '@dougong/ui/numbers';
import { api } from '../../data/api.js';
import { useNow } from '../../data/clock.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { useText } from '../../texts/index.js';
import type { Anchor, AuditDifference, Job, VerificationResult } from './audit-wire.js';
import { useAnchors, useJob, useNewAnchor } from './use-audit.js';

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
            <b>{placeOf(difference, text)}</b> {difference.reason}
          </li>
        ))}
      </ul>
    </div>
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
export function ProofPanel() {
  const text = useText();
  const anchors = useAnchors();
  const newAnchor = useNewAnchor();
  const { start, job, isRunning, problem } = useJob<VerificationResult>(
    async () => (await api.client.post<Job<VerificationResult>>('/audit/verifications')).data,
  );
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
