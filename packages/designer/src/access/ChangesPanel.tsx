import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { useAccessChanges } from './use-roles.js';

/** What publishing the drafts would mean for people, before anybody publishes. */
export function ChangesPanel({ revision }: { readonly revision: number | string | undefined }) {
  const text = useText();
  const { data, error, refetch } = useAccessChanges(revision);
  return (
    <section className="ds-access-panel" aria-labelledby="access-changes" aria-live="polite">
      <h2 id="access-changes">
        {text('access.changes')}
        {data === undefined || data.length === 0 ? null : <small> {data.length}</small>}
      </h2>
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {data?.length === 0 ? <p className="dg-t2">{text('access.noChanges')}</p> : null}
      <ul className="ds-access-changes" tabIndex={0} aria-labelledby="access-changes">
        {(data ?? []).map((change) => (
          <li key={change.text}>{change.text}</li>
        ))}
      </ul>
    </section>
  );
}
