import { useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { loadRule } from './load-rule.js';
import type { LoadedRule } from './load-rule.js';
import { RuleEditor } from './RuleEditor.js';
import { RuleView } from './RuleView.js';
import { RuleFindings } from './RuleFindings.js';
import { RuleHead } from './RuleHead.js';
import { hasUnsaved } from './unsaved-text.js';
import './rules.css';

/** One rule: what it says, its tests, its JSON, and what the check found in it. */
export function RulePage() {
  const { key = '' } = useParams();
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ['design', 'rule', key],
    queryFn: () => loadRule(api, key),
  });
  return (
    <DesignerShell title={text('rules.title')}>
      {error !== null && data === undefined ? (
        <ProblemPanel problem={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <PageLoading /> : null}
      {data === null ? <NoRule /> : null}
      {data === undefined || data === null ? null : <Rule key={key} ruleKey={key} loaded={data} />}
    </DesignerShell>
  );
}

function NoRule() {
  const text = useText();
  return (
    <EmptyState
      reason="filtered"
      title={text('rules.notFound.title')}
      text={text('notFound.text')}
      actions={
        <Link to="/rules">
          <Button type="primary">{text('rules.notFound.back')}</Button>
        </Link>
      }
    />
  );
}

interface RuleProps {
  readonly ruleKey: string;
  readonly loaded: LoadedRule;
}

function Rule({ ruleKey, loaded }: RuleProps) {
  const title = useLocalized();
  const [editing, setEditing] = useState(() => hasUnsaved(ruleKey));
  const rule = loaded.draft ?? loaded.published;
  if (rule === null) return <NoRule />;
  return (
    <>
      <RuleHead
        ruleKey={ruleKey}
        title={title(rule.title)}
        loaded={loaded}
        editing={editing}
        onEdit={() => setEditing(true)}
      />
      <div className="ds-rule">
        <div className="ds-rule-main">
          {editing ? (
            <RuleEditor ruleKey={ruleKey} loaded={loaded} onDone={() => setEditing(false)} />
          ) : (
            <RuleView rule={rule} loaded={loaded} />
          )}
        </div>
        <RuleFindings ruleKey={ruleKey} />
      </div>
    </>
  );
}
