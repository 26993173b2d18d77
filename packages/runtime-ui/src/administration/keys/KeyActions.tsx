import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { keyCalls, keyKeys, type FreshKey, type KeyView } from './key-wire.js';

interface ActionProps {
  readonly view: KeyView;
  onClose(): void;
}

/** A new key in place of one; both are good for a day. */
export function RotateDialog({ view, onMade, onClose }: ActionProps & { onMade(fresh: FreshKey): void }) {
  const text = useText();
  const { start, problem, isPending } = useChange({
    send: async (id: string) => onMade(await keyCalls.rotate(id)),
    renews: [keyKeys.all],
  });
  return (
    <ChangeDialog
      title={text('keys.rotateOne', { name: view.name })}
      note={text('keys.rotateNote')}
      confirm={text('keys.rotate')}
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(view.id)}
      onClose={onClose}
    />
  );
}

/** Ends a key at once. */
export function RevokeDialog({ view, onClose }: ActionProps) {
  const text = useText();
  const { start, problem, isPending } = useChange({
    send: (id: string) => keyCalls.revoke(id),
    renews: [keyKeys.all],
    onDone: onClose,
  });
  return (
    <ChangeDialog
      title={text('keys.revokeOne', { name: view.name })}
      note={text('keys.revokeNote', { account: view.account.name })}
      confirm={text('keys.revoke')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(view.id)}
      onClose={onClose}
    />
  );
}
