import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from 'react';
import { App, ConfigProvider, Drawer } from 'antd';
import { localized, useLanguage } from '@dougong/ui/i18n';
import { ShortcutSheet, useShortcutSheet } from '@dougong/ui/shell';
import { useAppearance, useIsPhone } from '@dougong/ui/theme';
import { api } from '../app/api.js';
import type { Selection } from '../editing/index.js';
import { useText } from '../i18n/text.js';
import { FlowCanvas } from './canvas/FlowCanvas.js';
import type { CanvasHandle } from './canvas/FlowCanvas.js';
import { ConflictDialog } from './ConflictDialog.js';
import { DesignerBar } from './DesignerBar.js';
import type { DesignerView } from './DesignerBar.js';
import { DesignerContext, useDesigner } from './designer-context.js';
import type { Designer, MenuRequest } from './designer-context.js';
import { FlowNames } from './flow-context.js';
import { openSession } from './flow-session.js';
import type { FlowSession } from './flow-session.js';
import { flowStatus } from './flow-status.js';
import { Inspector } from './inspector/Inspector.js';
import type { LoadedFlow } from './load-flow.js';
import { NodeMenu } from './NodeMenu.js';
import { Outline } from './Outline.js';
import { Palette } from './Palette.js';
import { ProblemsBar } from './ProblemsBar.js';
import { PublishDialog } from './publish/PublishDialog.js';
import { shortcutGroups } from './shortcut-groups.js';
import { useFindings } from './use-findings.js';
import { useNodeActions } from './use-node-actions.js';
import { useShortcuts } from './use-shortcuts.js';
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

/** The designer of one flow. */
export function FlowDesigner({ flowKey, loaded }: { readonly flowKey: string; readonly loaded: LoadedFlow }) {
  const [session] = useState(() => openSession(api, flowKey, loaded));
  const { editor } = session;
  const text = useText();
  const { language } = useLanguage();
  const { document } = useSyncExternalStore(editor.subscribe, editor.snapshot, editor.snapshot);
  const findings = useFindings(document, loaded.surroundings);
  const names = useMemo(() => new FlowNames(loaded.surroundings, language, text), [loaded, language, text]);
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
      names,
      findings,
      run: (command) => editor.run(command),
      select: (selection) => editor.select(selection),
      reveal,
      openMenu: setMenu,
      newId: (prefix) => `${prefix}_${randomSuffix()}`,
      focusInspector: () =>
        inspector.current?.querySelector<HTMLElement>('input, textarea, [role="combobox"]')?.focus(),
    }),
    [editor, loaded, names, findings, reveal],
  );
  const touch = useAppearance().effectiveDensity === 'touch';
  useSaving(session);
  return (
    <DesignerContext value={designer}>
      <ConfigProvider theme={touch ? {} : COMPACT}>
        <Desk
          session={session}
          loaded={loaded}
          canvas={canvas}
          inspector={inspector}
          menu={menu}
          onCloseMenu={() => setMenu(null)}
        />
      </ConfigProvider>
    </DesignerContext>
  );
}

interface DeskProps {
  readonly session: FlowSession;
  readonly loaded: LoadedFlow;
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly inspector: RefObject<HTMLElement | null>;
  readonly menu: MenuRequest | null;
  readonly onCloseMenu: () => void;
}

/** The published version as this page knows it, and its number. */
function usePublished(loaded: LoadedFlow) {
  return useState({ definition: loaded.published, number: loaded.releaseNumber });
}

function useDiscard(session: FlowSession, number: number) {
  const text = useText();
  const { modal } = App.useApp();
  return () =>
    modal.confirm({
      title: text('bar.discardTitle'),
      content: text('bar.discardText', { release: number }),
      okText: text('bar.discard'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: async () => {
        const published = session.keeper.publishedDefinition;
        if (published === null) return;
        session.autosave.decide(false);
        await session.keeper.discard();
        session.editor.select(null);
        session.editor.reset(published);
      },
    });
}

function Desk({ session, loaded, canvas, inspector, menu, onCloseMenu }: DeskProps) {
  const { editor, autosave, keeper } = session;
  const text = useText();
  const { language } = useLanguage();
  const phone = useIsPhone();
  const designer = useDesigner();
  const actions = useNodeActions();
  const sheet = useShortcutSheet();
  const { document, selection } = useSyncExternalStore(editor.subscribe, editor.snapshot, editor.snapshot);
  const [published, setPublished] = usePublished(loaded);
  const [view, setView] = useState<DesignerView>('outline');
  const [publishing, setPublishing] = useState(false);
  const discard = useDiscard(session, published.number);
  const desk = useMemo(
    () => ({ designer, actions, canvas, save: () => void autosave.flush() }),
    [designer, actions, canvas, autosave],
  );
  useShortcuts(desk);
  const status = flowStatus(published.definition, document, designer.findings);
  const title = designer.names.title(document.title);
  useEffect(() => {
    window.document.title = text('app.title', { title });
  }, [text, title]);
  const closeMenu = () => {
    menu?.opener?.focus();
    onCloseMenu();
  };
  const closeInspector = () => editor.select(null);
  return (
    <div className={`ds-desk${phone ? ' is-phone' : ''}`}>
      <DesignerBar
        application={localized(loaded.application, language)}
        status={status}
        releaseNumber={published.number}
        canDiscard={status !== 'published' && published.definition !== null}
        view={view}
        onView={setView}
        onPublish={() => setPublishing(true)}
        onDiscard={discard}
        onShortcuts={sheet.show}
      />
      {phone ? null : (
        <aside className="ds-side" aria-label={text('palette.label')}>
          <Palette />
          <Outline onPick={(id) => designer.reveal({ kind: 'node', id })} />
        </aside>
      )}
      <main className="ds-stage">
        {phone && view === 'outline' ? (
          <Outline detailed onPick={(id) => editor.select({ kind: 'node', id })} />
        ) : (
          <FlowCanvas handle={canvas} />
        )}
      </main>
      {phone ? (
        <Drawer
          open={selection !== null}
          onClose={closeInspector}
          placement="bottom"
          size="70dvh"
          title={text('inspector.label')}
          styles={{ body: { padding: 0 } }}
        >
          <Inspector />
        </Drawer>
      ) : (
        <aside ref={inspector} className="ds-inspector" aria-label={text('inspector.label')}>
          <Inspector />
        </aside>
      )}
      <ProblemsBar autosave={autosave} />
      {menu === null ? null : (
        <NodeMenu
          request={menu}
          onClose={closeMenu}
          onPick={(part) => {
            onCloseMenu();
            if ('edge' in menu) actions.insert(part, menu.edge);
            else actions.append(part, menu.after);
          }}
        />
      )}
      <PublishDialog
        open={publishing}
        session={session}
        published={published.definition}
        releaseNumber={published.number}
        onClose={() => setPublishing(false)}
        onPublished={(number) => setPublished({ definition: keeper.publishedDefinition, number })}
      />
      <ConflictDialog session={session} />
      <ShortcutSheet open={sheet.open} onClose={sheet.hide} groups={shortcutGroups(text)} />
    </div>
  );
}
