import { useRef, useState } from 'react';
import { Button, Drawer } from 'antd';
import { History, Undo2 } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { DefinitionDiff, DraftOperation } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { designChanged } from '../surroundings/use-design.js';

/** More places than these of one step are counted. */
const PLACES_MAX = 5;
const DRAWER_WIDTH = 520;

/** What was done to a draft, step by step, with the way back. */
export function DraftOperations({ definition }: { readonly definition: DefinitionDiff }) {
  const text = useText();
  const title = useLocalized();
  const [isOpen, setOpen] = useState(false);
  // The page around begins anew with other drafts, so it hears of them when nobody reads here any more: on closing, or
  // when an answer comes after that.
  const isRead = useRef(false);
  const isUntold = useRef(false);
  const read = (reads: boolean) => {
    isRead.current = reads;
    setOpen(reads);
    tell();
  };
  const tell = () => {
    if (isRead.current || !isUntold.current) return;
    isUntold.current = false;
    designChanged();
  };
  const onUndone = () => {
    isUntold.current = true;
    tell();
  };
  return (
    <>
      <Button size="small" icon={<History size={14} />} onClick={() => read(true)}>
        {text('operations.open')}
      </Button>
      <Drawer
        open={isOpen}
        onClose={() => read(false)}
        size={DRAWER_WIDTH}
        title={text('operations.title', { name: title(definition.title) })}
      >
        {isOpen ? <Steps definition={definition} onUndone={onUndone} /> : null}
      </Drawer>
    </>
  );
}

interface StepsProps {
  readonly definition: DefinitionDiff;
  readonly onUndone: () => void;
}

function Steps({ definition: { kind, key }, onUndone }: StepsProps) {
  const text = useText();
  const [problem, setProblem] = useState<unknown>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['design', 'operations', kind, key],
    queryFn: async () => (await api.design.draftOperations(kind, key)).data.data,
  });
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading />;
  const undo = async () => {
    setProblem(null);
    try {
      await api.design.undoDraft(kind, key);
      onUndone();
      await refetch();
    } catch (failure) {
      setProblem(failure);
    }
  };
  return (
    <>
      {data.length === 0 ? <p className="dg-t2">{text('operations.none')}</p> : null}
      <Button icon={<Undo2 size={16} />} disabled={!canUndo(data)} onClick={() => void undo()}>
        {text('operations.undo')}
      </Button>
      <ProblemPanel problem={problem} />
      <ol className="ds-operations">
        {data.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </>
  );
}

/** Steps before a publish are in a release; they are brought back from there. */
function canUndo(steps: readonly DraftOperation[]): boolean {
  const published = steps.findIndex(({ cause }) => cause === 'publish');
  const since = published < 0 ? steps : steps.slice(0, published);
  return since.some(({ cause, undone }) => cause !== 'undo' && !undone);
}

function Step({ step }: { readonly step: DraftOperation }) {
  const text = useText();
  const { cause, undone, at, by, operations } = step;
  const shown = operations.slice(0, PLACES_MAX);
  const more = operations.length - shown.length;
  return (
    <li className={undone ? 'is-undone' : ''}>
      <p>
        <b>{text(`operations.causes.${cause}`)}</b> {by ?? text('operations.somebody')}{' '}
        <span className="dg-t3">{formatMoment(at, new Date().toISOString())}</span>
        {undone ? <span className="dg-t3"> {text('operations.undone')}</span> : null}
      </p>
      <ul>
        {shown.map(({ op, path }, place) => (
          <li key={`${path}/${place}`}>
            {text(`operations.ops.${op}`)} <code>{path === '' ? '/' : path}</code>
          </li>
        ))}
        {more > 0 ? <li className="dg-t3">{text('operations.more', { count: more })}</li> : null}
      </ul>
    </li>
  );
}
