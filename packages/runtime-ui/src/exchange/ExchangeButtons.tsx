import { lazy, Suspense, useState } from 'react';
import { Button, Dropdown } from 'antd';
import { Download, Ellipsis, History, Upload } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FormEntry } from '@dougong/ui/api';
import { useIsPhone } from '@dougong/ui/theme';
import type { ListState } from '../list/list-state.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';

const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog.js')).ExportDialog }));

interface ExchangeButtonsProps {
  readonly definition: FormDefinition;
  readonly entry: FormEntry | undefined;
  readonly state: ListState;
  readonly list: string | undefined;
  readonly seen: readonly string[];
  readonly total: number | undefined;
}

/** Files into the list and out of it, for those who may. */
export function ExchangeButtons({ definition, entry, ...shown }: ExchangeButtonsProps) {
  const text = useText();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const [exports, setExports] = useState(false);
  const form = definition.key;
  const actions = [
    {
      key: 'import',
      icon: <Upload size={16} />,
      label: text('imports.begin'),
      isOffered: entry?.can.import === true,
      act: () => void navigate(paths.importInto(form)),
    },
    {
      key: 'export',
      icon: <Download size={16} />,
      label: text('exports.begin'),
      isOffered: entry?.can.export === true,
      act: () => setExports(true),
    },
    {
      key: 'past',
      icon: <History size={16} />,
      label: text('imports.past'),
      isOffered: phone && entry?.can.import === true,
      act: () => void navigate(paths.imports(form)),
    },
  ].filter(({ isOffered }) => isOffered);
  if (actions.length === 0) return null;
  return (
    <>
      {phone ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: actions.map(({ key, icon, label }) => ({ key, icon, label })),
            onClick: ({ key }) => actions.find((action) => action.key === key)?.act(),
          }}
        >
          <Button icon={<Ellipsis size={16} />} aria-label={text('imports.more')} />
        </Dropdown>
      ) : (
        actions.map(({ key, icon, label, act }) => (
          <Button key={key} icon={icon} onClick={act}>
            {label}
          </Button>
        ))
      )}
      {exports ? (
        <Suspense>
          <ExportDialog definition={definition} {...shown} onClose={() => setExports(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
