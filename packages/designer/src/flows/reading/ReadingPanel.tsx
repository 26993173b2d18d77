import { useMemo, useState } from 'react';
import { Button, Drawer, Segmented } from 'antd';
import { Printer } from 'lucide-react';
import { readFlow } from '@dougong/kernel/flows';
import type { ReadingItem } from '@dougong/kernel/flows';
import type { Language } from '@dougong/kernel/foundation';
import { useIsPhone } from '@dougong/ui/theme';
import { useText } from '../../i18n/text.js';
import { useDesigner, useView } from '../designer-context.js';
import { readingTitles } from './reading-titles.js';
import './reading.css';

interface ReadingPanelProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The flow in plain words, as one paragraph and as a list whose sentences lead to their nodes. */
export function ReadingPanel({ open, onClose }: ReadingPanelProps) {
  const text = useText();
  const phone = useIsPhone();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      placement="right"
      size={phone ? '100%' : 480}
      mask={phone}
      title={text('reading.title')}
      rootClassName="ds-reading-place"
      closable={{ 'aria-label': text('close') }}
    >
      {open ? <Reading onPick={phone ? onClose : () => undefined} /> : null}
    </Drawer>
  );
}

function Reading({ onPick }: { readonly onPick: () => void }) {
  const text = useText();
  const designer = useDesigner();
  const { document } = useView();
  const [language, setLanguage] = useState<Language>(designer.names.language);
  const reading = useMemo(
    () => readFlow(document, readingTitles(designer), language),
    [document, designer, language],
  );
  return (
    <article className="ds-reading" lang={language}>
      <header>
        <Segmented<Language>
          aria-label={text('reading.language')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
        <Button icon={<Printer size={16} />} onClick={() => window.print()}>
          {text('reading.print')}
        </Button>
      </header>
      <h2>{document.title[language]}</h2>
      {reading.text === '' ? (
        <p className="ds-help">{text('reading.nothing')}</p>
      ) : (
        <>
          <p className="ds-reading-whole">{reading.text}</p>
          <h3>{text('reading.steps')}</h3>
          <Sentences items={reading.items} onPick={onPick} />
        </>
      )}
    </article>
  );
}

interface SentencesProps {
  readonly items: readonly ReadingItem[];
  readonly onPick: () => void;
}

function Sentences({ items, onPick }: SentencesProps) {
  return (
    <ol className="ds-reading-list">
      {items.map((item, at) => (
        <li key={`${item.node}-${at}`}>
          <Sentence item={item} onPick={onPick} />
          {item.branches === undefined ? null : (
            <ul>
              {item.branches.map((branch, way) => (
                <li key={branch.edge}>
                  <Branch branch={branch} way={way + 1} onPick={onPick} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A sentence; where ways part, only their head, because each way is told below. */
function Sentence({ item, onPick }: { readonly item: ReadingItem; readonly onPick: () => void }) {
  const { names, reveal } = useDesigner();
  const { document, selection } = useView();
  const node = document.nodes.find((entry) => entry.id === item.node);
  const words = item.branches === undefined ? item.text : names.title(node?.title) || item.text;
  const pick = () => {
    reveal({ kind: 'node', id: item.node });
    onPick();
  };
  return (
    <button
      type="button"
      className="ds-reading-sentence"
      aria-current={selection?.kind === 'node' && selection.id === item.node ? 'true' : undefined}
      onClick={pick}
    >
      {words}
    </button>
  );
}

function Branch({
  branch,
  way,
  onPick,
}: {
  readonly branch: NonNullable<ReadingItem['branches']>[number];
  readonly way: number;
  readonly onPick: () => void;
}) {
  const text = useText();
  const { reveal } = useDesigner();
  const pick = () => {
    reveal({ kind: 'edge', id: branch.edge });
    onPick();
  };
  return (
    <>
      <button type="button" className="ds-reading-sentence is-branch" onClick={pick}>
        {branch.text === '' ? text('reading.way', { way }) : branch.text}
      </button>
      {branch.items.length === 0 ? (
        <span className="ds-help">{text('reading.straight')}</span>
      ) : (
        <Sentences items={branch.items} onPick={onPick} />
      )}
    </>
  );
}
