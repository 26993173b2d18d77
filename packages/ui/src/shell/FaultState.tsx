import { useEffect, useState } from 'react';
import { Copy, House, RotateCw } from 'lucide-react';
import { useUiText } from '../i18n/index.js';
import { EmptyState, type EmptyReason } from './EmptyState.js';
import { faultOf, faultReport, isMissingCode, type PageFault } from './page-fault.js';

const REASONS: Readonly<Record<PageFault, EmptyReason>> = {
  renewed: 'renewed',
  offline: 'offline',
  broken: 'error',
};

function useFault(error: unknown): PageFault | undefined {
  const [fault, setFault] = useState<PageFault | undefined>(isMissingCode(error) ? undefined : 'broken');
  useEffect(() => {
    let isCurrent = true;
    void faultOf(error).then((found) => isCurrent && setFault(found));
    return () => {
      isCurrent = false;
    };
  }, [error]);
  return fault;
}

function Report({ error }: { readonly error: unknown }) {
  const text = useUiText();
  const [isCopied, setCopied] = useState(false);
  const report = faultReport(error, window.location.href);
  return (
    <details className="dg-fault-report">
      <summary>{text('states.fault.report')}</summary>
      <pre>{report}</pre>
      <button
        type="button"
        className="dg-plain-button"
        onClick={() => void navigator.clipboard.writeText(report).then(() => setCopied(true))}
      >
        <Copy size={14} aria-hidden="true" />
        {text(isCopied ? 'shell.copied' : 'shell.copy')}
      </button>
    </details>
  );
}

/**
 * What stands in the place of a page that cannot be shown. Its buttons are plain ones: it must draw when the
 * component library itself is what failed.
 */
export function FaultState({ error, homePath }: { readonly error: unknown; readonly homePath: string }) {
  const text = useUiText();
  const fault = useFault(error);
  if (fault === undefined) return null;
  return (
    <EmptyState
      reason={REASONS[fault]}
      title={text(`states.fault.${fault}.title`)}
      text={text(`states.fault.${fault}.text`)}
      actions={
        <>
          <button
            type="button"
            className="dg-plain-button is-primary"
            onClick={() => window.location.reload()}
          >
            <RotateCw size={14} aria-hidden="true" />
            {text('states.fault.reload')}
          </button>
          {/* A full load and no step of the router: the way home also brings fresh code. */}
          <a className="dg-plain-button" href={homePath}>
            <House size={14} aria-hidden="true" />
            {text('states.fault.home')}
          </a>
          {fault === 'broken' ? <Report error={error} /> : null}
        </>
      }
    />
  );
}
