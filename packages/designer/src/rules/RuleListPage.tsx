import { useQuery } from '@tanstack/react-query';
import type { Finding } from '@dougong/ui/api';
import { EmptyState, PageHeader, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { FindingsPanel } from '../release/FindingsPanel.js';
import { useDesign, useReleaseFindings } from '../surroundings/use-design.js';
import { loadRules } from './load-rules.js';
import { RuleTable } from './RuleTable.js';
import './rules.css';

const NONE: readonly Finding[] = [];

/** All rules of the release and of the drafts, and what the check says about the whole. */
export function RuleListPage() {
  const text = useText();
  const design = useDesign();
  const state = design.data;
  const rules = useQuery({
    queryKey: ['design', 'rules', state?.bundle.revision],
    queryFn: () => (state === undefined ? [] : loadRules(api, state)),
    enabled: state !== undefined,
    placeholderData: (before) => before,
  });
  const findings = useReleaseFindings();
  const problem = design.error ?? rules.error;
  const { data } = rules;
  return (
    <DesignerShell title={text('rules.title')}>
      <PageHeader
        title={text('rules.title')}
        {...(data === undefined ? {} : { note: text('rules.note', { count: data.length }) })}
      />
      <div className="ds-page">
        {problem === null ? null : (
          <ProblemPanel
            problem={problem}
            onRetry={() => void (design.error === null ? rules : design).refetch()}
          />
        )}
        {data === undefined && problem === null ? <PageLoading /> : null}
        {data?.length === 0 ? (
          <EmptyState reason="first" title={text('rules.emptyTitle')} text={text('rules.emptyText')} />
        ) : null}
        {data === undefined || data.length === 0 ? null : (
          <RuleTable rules={data} findings={findings.data ?? NONE} />
        )}
        {data === undefined ? null : <FindingsPanel query={findings} />}
      </div>
    </DesignerShell>
  );
}
