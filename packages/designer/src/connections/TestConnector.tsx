import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { ApiProblem } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useSession } from '../app/session.js';
import { useText } from '../i18n/text.js';

interface Probe {
  readonly ok: boolean;
  readonly status: number | null;
  readonly cause?: string;
}

interface TestConnectorProps {
  readonly connector: string;
  readonly isPublished: boolean;
}

/** Whether the other side answers and lets us in; its address and secrets are the installation's. */
export function TestConnector({ connector, isPublished }: TestConnectorProps) {
  const text = useText();
  const { data: user } = useSession();
  const test = useMutation({
    mutationFn: async () =>
      (await api.client.post<Probe>(`/connectors/${encodeURIComponent(connector)}/actions/test`, {})).data,
  });
  const mayTest = user?.rights.administer === true && isPublished;
  const why = isPublished ? 'connectors.testByAdministrator' : 'connectors.testLater';
  return (
    <section className="ds-panel" aria-label={text('connectors.test')}>
      <h2>{text('connectors.test')}</h2>
      <p className="dg-t2">{text(mayTest ? 'connectors.testNote' : why)}</p>
      <Button
        icon={<PlugZap size={14} />}
        disabled={!mayTest}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        {text('connectors.testNow')}
      </Button>
      {test.error === null ? null : test.error instanceof ApiProblem && test.error.status === 404 ? (
        <p className="ds-fault" role="alert">
          {text('connectors.notSet')}
        </p>
      ) : (
        <ProblemPanel problem={test.error} />
      )}
      <p role="status" className={test.data?.ok === false ? 'ds-fault' : 'dg-t2'}>
        {test.data === undefined
          ? ''
          : (test.data.cause ?? text('connectors.answers', { status: test.data.status ?? '' }))}
      </p>
    </section>
  );
}
