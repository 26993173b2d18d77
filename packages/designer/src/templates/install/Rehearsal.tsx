import { useState, type ReactNode } from 'react';
import { Button, Checkbox } from 'antd';
import { FlaskConical } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { InstallRequest } from '@dougong/ui/api';
import { useLanguage } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { useText } from '../../i18n/text.js';
import { ScenarioList } from '../plan/ScenarioList.js';

interface RehearsalProps {
  readonly request: InstallRequest;
  readonly isReady: boolean;
  /** Scenarios that the package brings. */
  readonly count: number;
  readonly actions: (skipScenarios: boolean) => ReactNode;
}

/** Plays the scenarios on a copy before anything is done; they are played in any case unless somebody leaves them out. */
export function Rehearsal({ request, isReady, count, actions }: RehearsalProps) {
  const text = useText();
  const { language } = useLanguage();
  const [skip, setSkip] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['template-plan', 'rehearsal', request, language],
    queryFn: async ({ signal }) => (await api.templates.rehearse(request, { signal })).data.scenarios ?? [],
    enabled: false,
    retry: false,
  });
  return (
    <section className="ds-panel ds-rehearsal" aria-label={text('templates.rehearsal')}>
      {count === 0 ? null : (
        <>
          <h2>{text('templates.rehearsal')}</h2>
          <p className="dg-t2">{text('templates.rehearsalNote', { count })}</p>
          {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
          {data === undefined ? null : <ScenarioList played={data} />}
          <div className="ds-rehearsal-actions">
            <Button
              icon={<FlaskConical size={16} />}
              disabled={!isReady}
              loading={isFetching}
              onClick={() => void refetch()}
            >
              {text(isFetching ? 'templates.rehearsing' : 'templates.rehearse')}
            </Button>
            <Checkbox checked={skip} onChange={({ target }) => setSkip(target.checked)}>
              {text('templates.skip')}
            </Checkbox>
          </div>
        </>
      )}
      <footer>{actions(skip)}</footer>
    </section>
  );
}
