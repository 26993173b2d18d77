import { useEffect } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { PageLoading } from '../app/PageLoading.js';
import { queries } from '../app/session.js';
import { useText } from '../i18n/text.js';
import { FlowDesigner } from './FlowDesigner.js';
import { loadFlow } from './load-flow.js';

/** Loads a flow and opens its designer. Every visit begins with what the server has now. */
export function FlowDesignerPage() {
  const { key = '' } = useParams();
  const text = useText();
  const queryKey = ['flow', key];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: () => loadFlow(api, key),
    staleTime: Infinity,
    gcTime: 0,
    // The document is the editor's from here on; a new answer would not reach it anyway.
    refetchOnMount: false,
    refetchOnReconnect: false,
  });
  useEffect(() => () => queries.removeQueries({ queryKey: ['flow', key] }), [key]);
  if (error !== null && data === undefined) {
    return (
      <main className="ds-alone">
        <ProblemPanel problem={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (data === undefined) {
    return (
      <main className="ds-alone">
        <PageLoading />
      </main>
    );
  }
  if (data === null) {
    return (
      <main className="ds-alone">
        <EmptyState
          reason="filtered"
          title={text('notFound.title')}
          text={text('notFound.text')}
          actions={
            <Link to="/flows">
              <Button type="primary">{text('notFound.back')}</Button>
            </Link>
          }
        />
      </main>
    );
  }
  return <FlowDesigner key={key} flowKey={key} loaded={data} />;
}
