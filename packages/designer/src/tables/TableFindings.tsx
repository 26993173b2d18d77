import { Button } from 'antd';
import { CircleAlert, Info, Plus, TriangleAlert } from 'lucide-react';
import type { TableFinding } from '@dougong/kernel/rules';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';
import { CheckPanel } from '../definitions/CheckPanel.js';
import { useText } from '../i18n/text.js';
import type { CheckedTable } from './check-table.js';
import '../release/release.css';

type Severity = NonNullable<TableFinding['severity']>;

interface TableFindingsProps {
  readonly checked: CheckedTable;
  readonly onShow: (found: TableFinding) => void;
  readonly onMend: (when: NonNullable<TableFinding['proposal']>) => void;
}

const ICONS: Readonly<Record<Severity, typeof Info>> = {
  error: CircleAlert,
  warning: TriangleAlert,
  info: Info,
};
const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const SHOWN_MAX = 30;

/** What the check finds while the table is edited: where, an example, and a row that closes a gap. */
export function TableFindings({ checked, onShow, onMend }: TableFindingsProps) {
  const text = useText();
  const { language } = useLanguage();
  const { findings, fullyChecked } = checked;
  const sorted = [...findings].sort((a, b) => RANK[severityOf(a)] - RANK[severityOf(b)]);
  return (
    <CheckPanel
      className="ds-check-panel"
      sound={findings.length === 0 ? text(fullyChecked ? 'tables.sound' : 'tables.soundSoFar') : undefined}
    >
      <ul className="ds-findings">
        {sorted.slice(0, SHOWN_MAX).map((found, at) => {
          const severity = severityOf(found);
          const Icon = ICONS[severity];
          return (
            <li key={`${found.code}${found.path}${at}`} className={`is-${severity}`}>
              <Icon size={14} aria-hidden="true" />
              <div>
                <p className="ds-finding-where">
                  <span className="ds-finding-weight">{text(`tables.severity.${severity}`)}</span>
                </p>
                <p>{issueSentence(found, language)}</p>
                <div className="ds-finding-ways">
                  {found.path.startsWith('/rows/') ? (
                    <Button size="small" onClick={() => onShow(found)}>
                      {text('publish.showNode')}
                    </Button>
                  ) : null}
                  {found.proposal === undefined ? null : (
                    <Button
                      size="small"
                      icon={<Plus size={14} />}
                      onClick={() => onMend(found.proposal ?? {})}
                    >
                      {text('tables.closeGap')}
                    </Button>
                  )}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      {findings.length > SHOWN_MAX ? (
        <p className="dg-t2">{text('tables.moreFindings', { count: findings.length - SHOWN_MAX })}</p>
      ) : null}
    </CheckPanel>
  );
}

function severityOf({ severity }: TableFinding): Severity {
  return severity ?? 'error';
}
