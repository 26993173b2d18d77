import type { TableColumnsType } from 'antd';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { Finding } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { Ledger, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useText } from '../i18n/text.js';
import { useNamesWhenReady } from '../surroundings/use-names.js';
import type { RuleEntry } from './load-rules.js';
import { RULE_TONES } from './rule-tones.js';
import { whenText } from './rule-words.js';

interface RuleTableProps {
  readonly rules: readonly RuleEntry[];
  readonly findings: readonly Finding[];
}

function findingsOf(key: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((found) => found.kind === 'rule' && found.key === key);
}

/** The rules as a ledger, as cards on a phone. */
export function RuleTable({ rules, findings }: RuleTableProps) {
  const phone = useIsPhone();
  return phone ? (
    <RuleCards rules={rules} findings={findings} />
  ) : (
    <RuleLedger rules={rules} findings={findings} />
  );
}

function RuleCards({ rules, findings }: RuleTableProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <ul className="ds-cards">
      {rules.map((entry) => (
        <li key={entry.key}>
          <Link to={`/rules/${entry.key}`}>
            <b>{title(entry.rule.title)}</b>
            <Status entry={entry} />
            <small>
              <When entry={entry} />
            </small>
            <small>
              {text(`rules.phases.${entry.rule.phase}`)} · <TestCount entry={entry} />
            </small>
            <FindingCount findings={findingsOf(entry.key, findings)} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function RuleLedger({ rules, findings }: RuleTableProps) {
  const text = useText();
  const title = useLocalized();
  const navigate = useNavigate();
  const columns: TableColumnsType<RuleEntry> = [
    {
      key: 'title',
      title: text('rules.name'),
      render: (_, { key, rule }) => (
        <div className="ds-list-name">
          <Link to={`/rules/${key}`}>{title(rule.title)}</Link>
          <small>{title(rule.description)}</small>
        </div>
      ),
    },
    { key: 'form', title: text('list.form'), width: 130, render: (_, entry) => <FormTitle entry={entry} /> },
    { key: 'when', title: text('rules.trigger'), width: 220, render: (_, entry) => <When entry={entry} /> },
    {
      key: 'phase',
      title: text('rules.phase'),
      width: 90,
      render: (_, { rule }) => text(`rules.phases.${rule.phase}`),
    },
    {
      key: 'enabled',
      title: text('rules.enabled'),
      width: 70,
      render: (_, { rule }) => text(rule.enabled ? 'rules.isEnabled' : 'rules.isDisabled'),
    },
    {
      key: 'tests',
      title: text('rules.tests'),
      width: 80,
      align: 'right',
      render: (_, entry) => <TestCount entry={entry} />,
    },
    { key: 'state', title: text('list.state'), width: 130, render: (_, entry) => <Status entry={entry} /> },
    {
      key: 'findings',
      title: text('rules.findings'),
      width: 110,
      render: (_, { key }) => <FindingCount findings={findingsOf(key, findings)} />,
    },
  ];
  return (
    <Ledger<RuleEntry>
      className="ds-list"
      rowKey="key"
      columns={columns}
      dataSource={[...rules]}
      onRow={({ key }) => ({ onClick: () => void navigate(`/rules/${key}`) })}
    />
  );
}

function FormTitle({ entry }: { readonly entry: RuleEntry }) {
  const title = useLocalized();
  return <>{title(entry.surroundings?.form.title) || entry.rule.form}</>;
}

function When({ entry }: { readonly entry: RuleEntry }) {
  const names = useNamesWhenReady(entry.surroundings);
  return <>{names === undefined ? entry.rule.trigger.on.join(', ') : whenText(entry.rule, names)}</>;
}

function Status({ entry }: { readonly entry: RuleEntry }) {
  const text = useText();
  return <StatusSeal tone={RULE_TONES[entry.status]}>{text(`status.${entry.status}`)}</StatusSeal>;
}

function TestCount({ entry }: { readonly entry: RuleEntry }) {
  const text = useText();
  const count = entry.rule.tests?.length ?? 0;
  return count === 0 ? (
    <span className="dg-t3">{text('rules.noTests')}</span>
  ) : (
    <>{text('rules.testCount', { count })}</>
  );
}

/** How many errors and warnings, by icon and word. */
function FindingCount({ findings }: { readonly findings: readonly Finding[] }) {
  const text = useText();
  const errors = findings.filter((found) => found.severity === 'error').length;
  const warnings = findings.length - errors;
  if (findings.length === 0) {
    return (
      <span className="ds-count is-none">
        <CircleCheck size={14} aria-hidden="true" />
        {text('rules.noFindings')}
      </span>
    );
  }
  return (
    <span className="ds-counts">
      {errors === 0 ? null : (
        <span className="ds-count is-error">
          <CircleAlert size={14} aria-hidden="true" />
          {text('rules.errorCount', { count: errors })}
        </span>
      )}
      {warnings === 0 ? null : (
        <span className="ds-count is-warning">
          <TriangleAlert size={14} aria-hidden="true" />
          {text('rules.warningCount', { count: warnings })}
        </span>
      )}
    </span>
  );
}
