import { CircleAlert } from 'lucide-react';
import type { Issue } from '@dougong/kernel/foundation';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';
import { CheckPanel } from '../definitions/CheckPanel.js';
import { useText } from '../i18n/text.js';
import { fieldOf } from './check-form.js';

interface FormFindingsProps {
  readonly findings: readonly Issue[];
  readonly onShow: (path: string) => void;
}

/** What stands in the way of publishing this form, each with the way to its field. */
export function FormFindings({ findings, onShow }: FormFindingsProps) {
  const text = useText();
  const { language } = useLanguage();
  return (
    <CheckPanel sound={findings.length === 0 ? text('definitions.sound') : undefined}>
      <ul className="ds-findings">
        {findings.map((found) => {
          const path = fieldOf(found);
          return (
            <li key={`${found.code}${found.path}`} className="is-error">
              <CircleAlert size={14} aria-hidden="true" />
              <div>
                <p>{issueSentence(found, language)}</p>
                {path === undefined ? (
                  <code>{found.path}</code>
                ) : (
                  <button type="button" className="ds-test-name" onClick={() => onShow(path)}>
                    {path}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </CheckPanel>
  );
}
