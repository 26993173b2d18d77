import { App, Button } from 'antd';
import { useNavigate } from 'react-router';
import type { ReleaseEntry } from '@dougong/ui/api';
import { successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';
import { designChanged, useDesign } from '../surroundings/use-design.js';
import type { Compared } from './compared.js';

interface ReleaseActionsProps {
  readonly release: ReleaseEntry;
  readonly onCompare: (compared: Compared) => void;
}

/** Compares a release with the one before and with the one in force, and brings it back as a draft. */
export function ReleaseActions({ release: { number, inForce }, onCompare }: ReleaseActionsProps) {
  const text = useText();
  const restore = useRestore(number);
  return (
    <span className="ds-release-actions">
      <Button size="small" onClick={() => onCompare({ from: number - 1, to: number })}>
        {text('history.compareWithPrevious')}
      </Button>
      {inForce ? null : (
        <>
          <Button size="small" onClick={() => onCompare({ from: number, to: 'current' })}>
            {text('history.compareWithCurrent')}
          </Button>
          <Button size="small" onClick={restore}>
            {text('history.restore')}
          </Button>
        </>
      )}
    </span>
  );
}

/** Asks, says what becomes of drafts that stand, and goes to where they are published. */
function useRestore(number: number): () => void {
  const text = useText();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const hasDrafts = (useDesign().data?.bundle.drafts.length ?? 0) > 0;
  return () =>
    void modal.confirm({
      title: text('history.restoreTitle', { number }),
      content: (
        <>
          <p>{text('history.restoreText')}</p>
          {hasDrafts ? <p>{text('history.restoreReplace')}</p> : null}
        </>
      ),
      okText: text('history.restore'),
      cancelText: text('cancel'),
      onOk: async () => {
        await api.design.restoreRelease(number, true);
        designChanged();
        void message.open(successMessage(text('history.restored')));
        void navigate('/publish');
      },
    });
}
