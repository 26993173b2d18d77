import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { ConfigProvider } from 'antd';
import { useAppearance } from '@dougong/ui/theme';
import { api } from '../app/api.js';
import type { Finding } from '@dougong/kernel/flows';
import { sameSelection } from '../editing/index.js';
import type { Selection } from '../editing/index.js';
import type { CanvasHandle } from './canvas/FlowCanvas.js';
import { DesignerContext } from './designer-context.js';
import { Desk } from './Desk.js';
import type { Designer, MenuRequest } from './designer-context.js';
import { useNames } from '../surroundings/use-names.js';
import { openSession } from './flow-session.js';
import type { FlowSession } from './flow-session.js';
import type { LoadedFlow } from './load-flow.js';
import { useFindings } from './use-findings.js';
import './designer.css';

const ID_LENGTH = 5;
/** The desk has many controls beside each other; fingers keep the large ones. */
const COMPACT = { token: { controlHeight: 28 } };

function randomSuffix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  return [...bytes].map((byte) => (byte % 36).toString(36)).join('');
}

/** Stores what is unsaved when the page is left, and asks before it is closed while that is under way. */
function useSaving({ autosave }: FlowSession): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (!autosave.isUnsaved) return;
      void autosave.flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      if (autosave.isUnsaved) void autosave.flush();
    };
  }, [autosave]);
}

/** The finding as the check says it now; one that is gone points at nothing. */
function stillThere(pointed: Finding | null, findings: readonly Finding[]): Finding | null {
  if (pointed === null) return null;
  return findings.find(({ code, path }) => code === pointed.code && path === pointed.path) ?? null;
}

/** The designer of one flow. */
export function FlowDesigner({ flowKey, loaded }: { readonly flowKey: string; readonly loaded: LoadedFlow }) {
  const [session] = useState(() => openSession(api, flowKey, loaded));
  const { editor } = session;
  const { document } = useSyncExternalStore(editor.subscribe, editor.snapshot, editor.snapshot);
  const { findings, isFirst } = useFindings(document, loaded.neighbours.setup);
  const [pointed, point] = useState<Finding | null>(null);
  const names = useNames(loaded.surroundings);
  const canvas = useRef<CanvasHandle>(null);
  const inspector = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<MenuRequest | null>(null);
  const reveal = useCallback(
    (selection: Selection) => {
      editor.select(selection);
      if (selection?.kind === 'node') canvas.current?.focus(selection.id);
    },
    [editor],
  );
  const designer = useMemo<Designer>(
    () => ({
      editor,
      surroundings: loaded.surroundings,
      neighbours: loaded.neighbours,
      names,
      findings,
      pointed: stillThere(pointed, findings),
      point,
      run: (command) => editor.run(command),
      select: (selection) => {
        if (!sameSelection(editor.snapshot().selection, selection)) point(null);
        editor.select(selection);
      },
      reveal,
      openMenu: setMenu,
      newId: (prefix) => `${prefix}_${randomSuffix()}`,
      focusInspector: () =>
        inspector.current?.querySelector<HTMLElement>('input, textarea, [role="combobox"]')?.focus(),
    }),
    [editor, loaded, names, findings, pointed, reveal],
  );
  const touch = useAppearance().effectiveDensity === 'touch';
  useSaving(session);
  return (
    <DesignerContext value={designer}>
      <ConfigProvider theme={touch ? {} : COMPACT}>
        <Desk
          session={session}
          loaded={loaded}
          isChecking={isFirst}
          canvas={canvas}
          inspector={inspector}
          menu={menu}
          onCloseMenu={() => setMenu(null)}
        />
      </ConfigProvider>
    </DesignerContext>
  );
}
