import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { api } from '../app/api.js';
import { DraftKeeper } from '../drafts/draft-keeper.js';
import { keepUnsavedOf, unsavedOf } from '../drafts/unsaved.js';
import { useLeaveGuard } from '../drafts/use-leave-guard.js';
import { Editor, sameJson } from '../editing/index.js';
import type { Command } from '../editing/index.js';
import { designChanged } from '../surroundings/use-design.js';
import type { Designed } from './load-designed.js';

/** A definition under the hand, and its way into a draft. */
export interface Editing<D> {
  readonly document: D;
  /** Counts what came from elsewhere than the hand: undo, a draft of somebody else. */
  readonly turn: number;
  /** Changes of one burst that follow each other quickly are one step to undo. */
  edit(change: (document: D) => D, burst?: string): void;
  undo(): void;
  redo(): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isChanged: boolean;
  readonly saving: boolean;
  readonly problem: unknown;
  readonly keeper: DraftKeeper<D>;
  readonly inConflict: boolean;
  save(): Promise<boolean>;
  takeTheirs(): void;
}

interface Head {
  readonly kind: string;
  readonly key: string;
}

/** Edits a definition; what is not saved yet outlives a reload of the tab. */
export function useEditing<D extends Head>(designed: Designed<D>, current: D): Editing<D> {
  const { kind, key } = current;
  const [start, setStart] = useState(current);
  const [editor] = useState(() => new Editor<D>(unsavedDocument(current) ?? current, () => Date.now()));
  const [keeper] = useState(
    () => new DraftKeeper<D>(api.design, { kind, key }, designed.published, designed.bundle),
  );
  const { document, canUndo, canRedo } = useSyncExternalStore(editor.subscribe, editor.snapshot);
  const [turn, setTurn] = useState(0);
  const isChanged = useMemo(() => !sameJson(document, start), [document, start]);
  useLeaveGuard(isChanged);
  const keep = useCallback(
    (base: D) => {
      const now = editor.document;
      keepUnsavedOf(kind, key, sameJson(now, base) ? null : JSON.stringify(now));
    },
    [editor, kind, key],
  );
  const moved = () => {
    setTurn((before) => before + 1);
    keep(start);
  };
  const saving = useSaving(keeper, editor, (saved) => {
    setStart(saved);
    keep(saved);
  });
  return {
    document,
    turn,
    edit: (change, burst) => {
      if (editor.run(replaceBy(change(editor.document), burst))) keep(start);
    },
    undo: () => {
      editor.undo();
      moved();
    },
    redo: () => {
      editor.redo();
      moved();
    },
    canUndo,
    canRedo,
    isChanged,
    keeper,
    ...saving,
    takeTheirs: () => {
      const theirs = keeper.theirs();
      saving.settle();
      if (theirs === null) return;
      editor.reset(theirs);
      setStart(theirs);
      setTurn((before) => before + 1);
      keep(theirs);
      designChanged();
    },
  };
}

function useSaving<D>(keeper: DraftKeeper<D>, editor: Editor<D>, saved: (document: D) => void) {
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [inConflict, setConflict] = useState(false);
  const settle = () => {
    setProblem(null);
    setConflict(false);
  };
  const save = async (): Promise<boolean> => {
    const { document } = editor;
    settle();
    setSaving(true);
    try {
      const outcome = await keeper.save(document);
      setConflict(outcome === 'conflict');
      if (outcome === 'saved') {
        saved(document);
        designChanged();
      }
      return outcome === 'saved';
    } catch (failure) {
      setProblem(failure);
      return false;
    } finally {
      setSaving(false);
    }
  };
  return { saving, problem, inConflict, save, settle };
}

/** The whole as it shall be; equal wholes are no change. */
function replaceBy<D>(next: D, burst?: string): Command<D> {
  return {
    ...(burst === undefined ? {} : { burst }),
    apply: (document) =>
      sameJson(document, next)
        ? { document, inverse: replaceBy(document) }
        : { document: next, inverse: replaceBy(document) },
  };
}

function unsavedDocument<D extends Head>({ kind, key }: D): D | undefined {
  const text = unsavedOf(kind, key);
  if (text === null) return undefined;
  try {
    const found = JSON.parse(text) as D;
    return found.kind === kind && found.key === key ? found : undefined;
  } catch {
    return undefined;
  }
}
