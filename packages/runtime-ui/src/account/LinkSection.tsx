import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { useProviders } from '../session/ProviderButtons.js';
import { useText } from '../texts/index.js';
import { accountCalls } from './calls.js';

/** Links the own account to a provider outside; the browser goes there and comes back. */
export function LinkSection() {
  const text = useText();
  const title = useLocalized();
  const providers = useProviders();
  const { mutate, error, isPending } = useMutation({
    mutationFn: accountCalls.link,
    onSuccess: (address) => window.location.assign(address),
  });
  if (providers.length === 0) return null;
  return (
    <section aria-labelledby="rt-account-link">
      <h2 id="rt-account-link">{text('identity.elsewhere')}</h2>
      <p className="dg-t2">{text('identity.linkNote')}</p>
      {error === null ? null : <ProblemPanel problem={error} />}
      {providers.map((provider) => (
        <Button key={provider.key} loading={isPending} onClick={() => mutate(provider.key)}>
          {text('identity.linkWith', { provider: title(provider.title) })}
        </Button>
      ))}
    </section>
  );
}
