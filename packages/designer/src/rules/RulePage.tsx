import { useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { NothingHere } from '../app/NothingHere.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { loadRule } from './load-rule.js';
import type { LoadedRule } from './load-rule.js';
import { parseRule } from './parse-rule.js';
import { RuleEditor } from './RuleEditor.js';
import { RuleDetails, RuleView } from './RuleView.js';
import { RuleFindings } from './RuleFindings.js';
import { RuleHead } from './RuleHead.js';
import { RuleTools } from './try/RuleTools.js';
import { unsavedText } from './unsaved-text.js';
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
  return <NothingHere title={text('rules.notFound.title')} to="/rules" back={text('rules.notFound.back')} />;
}

interface RuleProps {
  readonly ruleKey: string;
  readonly loaded: LoadedRule;
}

function Rule({ ruleKey, loaded }: RuleProps) {
  const title = useLocalized();
  const [typed, setTyped] = useState(() => unsavedText(ruleKey));
  const [editing, setEditing] = useState(typed !== null);
  const rule = loaded.draft ?? loaded.published;
  const tried = useMemo(() => (typed === null ? rule : ruleIn(typed, ruleKey)), [typed, rule, ruleKey]);
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
            <RuleEditor
              ruleKey={ruleKey}
              loaded={loaded}
              onType={setTyped}
              onDone={() => setEditing(false)}
            />
          ) : (
            <RuleView rule={rule} loaded={loaded} />
          )}
          <RuleTools ruleKey={ruleKey} rule={tried ?? undefined} loaded={loaded} />
          {editing ? null : <RuleDetails rule={rule} loaded={loaded} />}
        </div>
        <RuleFindings ruleKey={ruleKey} />
      </div>
    </>
  );
}

/** The rule that a text is, as far as it is one. */
function ruleIn(typed: string, key: string): RuleDefinition | null {
  const parsed = parseRule(typed, key);
  return parsed.ok ? parsed.rule : null;
}
