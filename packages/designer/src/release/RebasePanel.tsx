import { useState } from 'react';
import { App, Button, Radio } from 'antd';
import { GitMerge } from 'lucide-react';
import type { RebaseAnswer } from '@dougong/ui/api';
import { ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';
import { designChanged } from '../surroundings/use-design.js';
import { useDesignStatus } from './DesignPill.js';

/** Drafts that stand on an older release: they are put onto the one in force, and where both sides differ it is asked. */
export function RebasePanel() {
  const { data } = useDesignStatus();
  const isNeeded = data?.definitions.some((definition) => definition.needsRebase) ?? false;
  return isNeeded ? <Rebase /> : null;
}

function Rebase() {
  const text = useText();
  const { message } = App.useApp();
  const [conflicts, setConflicts] = useState<RebaseAnswer['conflicts']>([]);
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<unknown>(null);
  const isOpen = conflicts.some(({ id }) => choices[id] === undefined);
  const run = async () => {
    setProblem(null);
    try {
      const { data } = await api.design.rebase(choices);
      setConflicts(data.applied ? [] : data.conflicts);
      if (!data.applied) return;
      void message.open(successMessage(text('rebase.done')));
      designChanged();
    } catch (failure) {
      setProblem(failure);
    }
  };
  return (
    <section className="ds-request is-rebase" aria-label={text('rebase.title')}>
      <GitMerge size={16} aria-hidden="true" />
      <div>
        <p>
          <b>{text('rebase.title')}</b>
        </p>
        <p className="dg-t2">{text('rebase.text')}</p>
        <ul>
          {conflicts.map(({ id, sentence }) => (
            <li key={id}>
              <p>{sentence}</p>
              <Radio.Group
                aria-label={sentence}
                value={choices[id]}
                onChange={(event) => setChoices({ ...choices, [id]: String(event.target.value) })}
                options={[
                  { value: 'mine', label: text('rebase.mine') },
                  { value: 'theirs', label: text('rebase.theirs') },
                ]}
              />
            </li>
          ))}
        </ul>
        <ProblemPanel problem={problem} />
      </div>
      <footer>
        <Button type="primary" disabled={conflicts.length > 0 && isOpen} onClick={() => void run()}>
          {text(conflicts.length === 0 ? 'rebase.run' : 'rebase.apply')}
        </Button>
      </footer>
    </section>
  );
}
