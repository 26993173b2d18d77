import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { api } from '../data/api.js';
import { useText } from '../texts/index.js';

const NEVER_OLD = { staleTime: Infinity, retry: false } as const;

/** The providers outside that the installation knows. */
export function useProviders() {
  const { data } = useQuery({
    queryKey: ['sign-in-providers'],
    queryFn: async () => (await api.session.providers()).data.data,
    ...NEVER_OLD,
  });
  return data ?? [];
}

/** Signing in elsewhere, one button for each provider. */
export function ProviderButtons({ next }: { readonly next: string }) {
  const text = useText();
  const title = useLocalized();
  const providers = useProviders();
  if (providers.length === 0) return null;
  return (
    <div className="rt-providers">
      <p className="dg-t2">{text('identity.orElsewhere')}</p>
      {providers.map(({ key, title: name }) => (
        <Button
          key={key}
          size="large"
          block
          icon={<LogIn size={16} aria-hidden="true" />}
          href={`/api/v1/session/providers/${encodeURIComponent(key)}/begin?next=${encodeURIComponent(next)}`}
        >
          {text('identity.signInWith', { provider: title(name) })}
        </Button>
      ))}
    </div>
  );
}
