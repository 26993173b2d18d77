import { Select } from 'antd';
import { Landmark } from 'lucide-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocalized } from '@dougong/ui/i18n';
import type { Localized } from '@dougong/kernel/foundation';
import { api } from '../data/api.js';
import { useText } from '../texts/index.js';
import './organisation-switch.css';

interface WorkingPlace {
  readonly working: string | null;
  readonly organisations: readonly { readonly key: string; readonly title: Localized }[];
}

const { client } = api;

const PATH = '/session/organisation';

/** Lists, numbers and new documents are of another organisation from now on, so every page begins anew. */
function beginAnew(): void {
  window.location.assign('/');
}

/** In which organisation one works; shown to those who work in several. */
export function OrganisationSwitch() {
  const text = useText();
  const title = useLocalized();
  const { data } = useQuery({
    queryKey: ['working-organisation'],
    queryFn: async () => (await client.get<WorkingPlace>(PATH)).data,
    staleTime: Infinity,
  });
  const { mutate, isPending } = useMutation({
    mutationFn: (organisation: string) => client.put(PATH, { organisation }),
    onSuccess: beginAnew,
  });
  if (data === undefined || data.organisations.length < 2) return null;
  return (
    <Select
      className="rt-organisation-switch"
      aria-label={text('organisations.switch')}
      prefix={<Landmark size={16} aria-hidden="true" />}
      variant="borderless"
      popupMatchSelectWidth={false}
      loading={isPending}
      value={data.working}
      options={data.organisations.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
      onChange={(chosen: string | null) => {
        if (chosen !== null) mutate(chosen);
      }}
    />
  );
}
