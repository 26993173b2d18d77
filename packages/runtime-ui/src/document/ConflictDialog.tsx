import { useState } from 'react';
import { Modal } from 'antd';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FormPatch } from '@dougong/ui/forms';
import { formatMoment } from '@dougong/ui/numbers';
import { useNow } from '../data/clock.js';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { ChangeList } from './ChangeList.js';
import { changesBetween, clashes, withoutPlaces, type Clash } from './conflict.js';
import { ConflictTable, type ConflictSide } from './ConflictTable.js';
import type { Conflict } from './document-refusal.js';

interface ConflictDialogProps {
  readonly definition: FormDefinition;
  readonly conflict: Conflict;
  /** Paths that formulas and the server write: nobody typed them. */
  isServerOwned(path: string): boolean;
  onSettle(patch: FormPatch): void;
}

function useWhoAndWhen({ theirs }: Conflict): { readonly name: string; readonly time: string } {
  const names = useReferences();
  const now = useNow();
  const { updated_by: by, updated_at: at } = theirs.record;
  const id = typeof by === 'string' ? by : '';
  return {
    name: theirs.users?.[id] ?? names.nameOfUser(id) ?? '…',
    time: typeof at === 'string' ? formatMoment(at, now) : '',
  };
}

/** Two people changed one record: field by field, mine or theirs. Nothing that was typed is lost. */
export function ConflictDialog({ definition, conflict, isServerOwned, onSettle }: ConflictDialogProps) {
  const text = useText();
  const { name, time } = useWhoAndWhen(conflict);
  const [theirsChosen, setTheirsChosen] = useState<ReadonlySet<string>>(new Set());
  const { patch, base, theirs } = conflict;
  const found = clashes(patch, base ?? {}, theirs.record);
  const changes = base === null ? [] : changesBetween(base, theirs.record, isServerOwned);
  const mine = Object.keys(patch).length > 0;
  const count = changes.length;
  const choose = (clash: Clash, side: ConflictSide) =>
    setTheirsChosen((before) => {
      const after = new Set(before);
      if (side === 'theirs') after.add(clash.id);
      else after.delete(clash.id);
      return after;
    });
  return (
    <Modal
      open
      closable={false}
      width={640}
      title={
        count > 0
          ? text('conflict.title', { name, time, count })
          : text('conflict.titlePlain', { name, time })
      }
      okText={text(mine ? 'conflict.continue' : 'conflict.seen')}
      cancelText={text('conflict.takeTheirs')}
      cancelButtonProps={mine ? {} : { hidden: true }}
      onOk={() =>
        onSettle(
          withoutPlaces(
            patch,
            found.filter(({ id }) => theirsChosen.has(id)),
          ),
        )
      }
      onCancel={() => onSettle({})}
    >
      <ChangeList definition={definition} changes={changes} />
      <p>{text(mine ? (found.length === 0 ? 'conflict.none' : 'conflict.choose') : 'conflict.look')}</p>
      {found.length === 0 ? null : (
        <ConflictTable
          definition={definition}
          clashes={found}
          theirsChosen={theirsChosen}
          onChoose={choose}
        />
      )}
    </Modal>
  );
}
