import { Button } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, PlugZap } from 'lucide-react';
import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { PageLoading } from '../../parts/PageLoading.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { keyState } from '../keys/key-state.js';
import { keyCalls, keyKeys } from '../keys/key-wire.js';
import { useNow } from '../../data/clock.js';
import { securityCalls, securityKeys } from './security-wire.js';
import type { ProviderSettings } from './security-wire.js';

/** A provider of the settings: what it is told, and whether it answers now. */
function Provider({ provider }: { readonly provider: ProviderSettings }) {
  const text = useText();
  const title = useLocalized();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: securityCalls.testProvider });
  return (
    <li className="rt-security-provider">
      <div>
        <b>{title(provider.title)}</b> <span className="dg-code">{provider.issuer}</span>
      </div>
      <dl>
        <div>
          <dt>{text('security.clientId')}</dt>
          <dd className="dg-code">{provider.clientId}</dd>
        </div>
        <div>
          <dt>{text('security.callback')}</dt>
          <dd className="dg-code">{provider.callback}</dd>
        </div>
        <div>
          <dt>{text('security.unknownPeople')}</dt>
          <dd>{text(provider.createPeople ? 'security.getAccount' : 'security.stayOut')}</dd>
        </div>
      </dl>
      {error === null ? null : <ProblemPanel problem={error} advice={text('security.providerAdvice')} />}
      {data === undefined ? null : (
        <p className="rt-security-answer" role="status">
          <CircleCheck size={16} aria-hidden="true" />{' '}
          {text('security.providerAnswers', { issuer: data.issuer })}
        </p>
      )}
      <div>
        <Button
          icon={<PlugZap size={16} aria-hidden="true" />}
          loading={isPending}
          onClick={() => mutate(provider.key)}
        >
          {text('security.testProvider', { provider: title(provider.title) })}
        </Button>
      </div>
    </li>
  );
}

/** Providers outside, which are set up where the engine is started. */
export function ProviderList() {
  const text = useText();
  const { data, error } = useQuery({
    queryKey: [...securityKeys.all, 'providers'],
    queryFn: securityCalls.providers,
  });
  if (error !== null) return <ProblemPanel problem={error} />;
  if (data === undefined) return <PageLoading />;
  if (data.length === 0) return <p>{text('security.noProviders')}</p>;
  return (
    <ul className="rt-security-providers">
      {data.map((provider) => (
        <Provider key={provider.key} provider={provider} />
      ))}
    </ul>
  );
}

/** Where a directory of people is pointed to, and how many keys it has. */
export function DirectoryAccess() {
  const text = useText();
  const now = useNow();
  const { data: keys = [] } = useQuery({ queryKey: [...keyKeys.all, 'keys'], queryFn: keyCalls.keys });
  const good = keys.filter((key) => {
    const state = keyState(key, now);
    return key.scope?.scim === true && (state === 'good' || state === 'ending');
  });
  return (
    <>
      <p>
        {text('security.scimAddress')} <code className="dg-code">{`${window.location.origin}/scim/v2`}</code>
      </p>
      <p>
        {text('security.scimKeys', { count: good.length })}{' '}
        <Link to={paths.apiKeys()}>{text('security.toKeys')}</Link>
      </p>
    </>
  );
}
