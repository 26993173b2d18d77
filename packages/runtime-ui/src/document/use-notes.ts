import { useCallback } from 'react';
import { App } from 'antd';
import type { Note } from '@dougong/ui/api';

const SECONDS = 8;

/** Says what rules warned of when they let something pass; long enough to be read. */
export function useNotes(): (notes: readonly Note[] | undefined) => void {
  const { message } = App.useApp();
  return useCallback(
    (notes) => {
      for (const note of notes ?? []) void message.warning(note.detail, SECONDS);
    },
    [message],
  );
}
