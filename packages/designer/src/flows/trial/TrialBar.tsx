import { useState } from 'react';
import { Button } from 'antd';
import { BookmarkPlus, LogOut, RotateCcw } from 'lucide-react';
import { Link } from 'react-router';
import { BrandMark, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useText } from '../../i18n/text.js';
import { useDesigner, useView } from '../designer-context.js';
import { SaveTestDialog } from './tests/SaveTestDialog.js';
import { useTrial } from './trial-context.js';

/** What is being tried, and what is done with the trial as a whole. */
export function TrialBar({ onLeave }: { readonly onLeave: () => void }) {
  const text = useText();
  const phone = useIsPhone();
  const { names } = useDesigner();
  const { document } = useView();
  const { play, view } = useTrial();
  const [isSaving, setSaving] = useState(false);
  const canKeep = view.answer !== undefined && !view.isSettingUp && view.problem === null;
  return (
    <header className="ds-bar">
      <Link to="/flows" className="ds-home" aria-label={text('app.home')}>
        <BrandMark />
      </Link>
      <h1 className="dg-clip">{names.title(document.title)}</h1>
      <StatusSeal tone="preview">{text('trial.title')}</StatusSeal>
      {phone ? null : <span className="ds-release dg-clip">{text('trial.nothingWritten')}</span>}
      <span className="dg-grow" />
      <Button
        type="text"
        icon={<RotateCcw size={16} />}
        disabled={view.isSettingUp || view.isBusy}
        onClick={() => void play.restart()}
      >
        {text('trial.restart')}
      </Button>
      <Button
        icon={<BookmarkPlus size={16} />}
        disabled={!canKeep || view.isBusy || view.rewriting !== undefined}
        onClick={() => setSaving(true)}
      >
        {text('trial.tests.save')}
      </Button>
      <Button type="primary" icon={<LogOut size={16} />} onClick={onLeave}>
        {text('trial.leave')}
      </Button>
      {isSaving ? <SaveTestDialog onClose={() => setSaving(false)} /> : null}
    </header>
  );
}
