import { CircleAlert } from 'lucide-react';
import type { Issue } from '@dougong/kernel/foundation';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';
import { CheckPanel } from '../definitions/CheckPanel.js';
import { useText } from '../i18n/text.js';
import '../release/release.css';

/** What stands in the way of publishing, one by one. */
export function IssueLines({ findings }: { readonly findings: readonly Issue[] }) {
  const { language } = useLanguage();
  if (findings.length === 0) return null;
  return (
    <ul className="ds-findings">
      {findings.map((found, index) => (
        <li key={`${found.code}${found.path}${index}`} className="is-error">
          <CircleAlert size={14} aria-hidden="true" />
          <div>
            <p>{issueSentence(found, language)}</p>
            <code>{found.path}</code>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The check of a connection beside it. */
export function ConnectionFindings({ findings }: { readonly findings: readonly Issue[] }) {
  const text = useText();
  return (
    <CheckPanel sound={findings.length === 0 ? text('definitions.sound') : undefined}>
      <IssueLines findings={findings} />
    </CheckPanel>
  );
}
