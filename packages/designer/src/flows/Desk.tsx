import { useEffect, useMemo, useState, useSyncExternalStore, type RefObject } from 'react';
import { App, Drawer } from 'antd';
import { localized, useLanguage } from '@dougong/ui/i18n';
import { ShortcutSheet, useShortcutSheet } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useText } from '../i18n/text.js';
import { designChanged } from '../surroundings/use-design.js';
import { FlowCanvas } from './canvas/FlowCanvas.js';
import type { CanvasHandle } from './canvas/FlowCanvas.js';
import { ConflictDialog } from './ConflictDialog.js';
import { DesignerBar } from './DesignerBar.js';
import type { DesignerView } from './DesignerBar.js';
import { useDesigner } from './designer-context.js';
import type { MenuRequest } from './designer-context.js';
import type { FlowSession } from './flow-session.js';
import { flowStatus } from './flow-status.js';
import { Inspector } from './inspector/Inspector.js';
import type { LoadedFlow } from './load-flow.js';
import { NodeMenu } from './NodeMenu.js';
import { Outline } from './Outline.js';
import { Palette } from './Palette.js';
import { ProblemsBar } from './ProblemsBar.js';
import { ReadingPanel } from './reading/ReadingPanel.js';
import { PublishDialog } from './publish/PublishDialog.js';
import { shortcutGroups } from './shortcut-groups.js';
import { TrialScreen } from './trial/TrialScreen.js';
import { useTrying } from './trial/use-trying.js';
import { useNodeActions } from './use-node-actions.js';
import { useShortcuts } from './use-shortcuts.js';

interface DeskProps {
  readonly session: FlowSession;
  readonly loaded: LoadedFlow;
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly inspector: RefObject<HTMLElement | null>;
  readonly menu: MenuRequest | null;
  readonly onCloseMenu: () => void;
  /** The check has said nothing yet. */
  readonly isChecking: boolean;
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
        designChanged();
      },
    });
}

interface DeskKeys extends Pick<DeskProps, 'session' | 'canvas'> {
  /** Something else stands over the desk and has keys of its own. */
  readonly isResting: boolean;
}

function useDeskShortcuts({ session, canvas, isResting }: DeskKeys): void {
  const designer = useDesigner();
  const actions = useNodeActions();
  const { autosave } = session;
  const desk = useMemo(
    () => (isResting ? null : { designer, actions, canvas, save: () => void autosave.flush() }),
    [isResting, designer, actions, canvas, autosave],
  );
  useShortcuts(desk);
}

/** Other pages and the check over all definitions learn that the draft was stored. */
function useSaveNews({ autosave }: FlowSession): void {
  const { state, savedAt } = useSyncExternalStore(autosave.subscribe, autosave.snapshot, autosave.snapshot);
  useEffect(() => {
    if (state === 'saved') designChanged();
  }, [state, savedAt]);
}

/** Everything around one flow: bar, palette, drawing, inspector, problems, dialogs. */
export function Desk({ session, loaded, canvas, inspector, menu, onCloseMenu, isChecking }: DeskProps) {
  const { editor, autosave } = session;
  const text = useText();
  const { language } = useLanguage();
  const phone = useIsPhone();
  const { names, findings } = useDesigner();
  const sheet = useShortcutSheet();
  const { document } = useSyncExternalStore(editor.subscribe, editor.snapshot, editor.snapshot);
  const [published, setPublished] = usePublished(loaded);
  const [view, setView] = useState<DesignerView>('outline');
  const [publishing, setPublishing] = useState(false);
  const [reading, setReading] = useState(false);
  const discard = useDiscard(session, published.number);
  const trying = useTrying();
  useDeskShortcuts({ session, canvas, isResting: trying.isOpen });
  useSaveNews(session);
  const status = flowStatus(published.definition, document, findings);
  const title = names.title(document.title);
  useEffect(() => {
    window.document.title = text('app.title', { title });
  }, [text, title]);
  if (trying.isOpen)
    return (
      <>
        <TrialScreen canvas={canvas} onLeave={trying.close} />
        <ConflictDialog session={session} />
      </>
    );
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
        onRead={() => setReading(!reading)}
        onTry={trying.open}
      />
      <Stage canvas={canvas} view={view} />
      <InspectorPlace inspector={inspector} />
      <ProblemsBar autosave={autosave} isChecking={isChecking} />
      {menu === null ? null : <MenuPlace menu={menu} onCloseMenu={onCloseMenu} />}
      <PublishDialog
        open={publishing}
        session={session}
        published={published.definition}
        releaseNumber={published.number}
        onClose={() => setPublishing(false)}
        onPublished={(number) => setPublished({ definition: session.keeper.publishedDefinition, number })}
      />
      <ReadingPanel open={reading} onClose={() => setReading(false)} />
      <ConflictDialog session={session} />
      <ShortcutSheet open={sheet.open} onClose={sheet.hide} groups={shortcutGroups(text)} />
    </div>
  );
}

interface StageProps {
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly view: DesignerView;
}

/** The drawing with palette and outline beside it; on a phone the one or the other. */
function Stage({ canvas, view }: StageProps) {
  const text = useText();
  const phone = useIsPhone();
  const { reveal, select } = useDesigner();
  return (
    <>
      {phone ? null : (
        <aside className="ds-side" aria-label={text('palette.label')}>
          <Palette />
          <Outline onPick={(id) => reveal({ kind: 'node', id })} />
        </aside>
      )}
      <main className="ds-stage">
        {phone && view === 'outline' ? (
          <Outline detailed onPick={(id) => select({ kind: 'node', id })} />
        ) : (
          <FlowCanvas handle={canvas} />
        )}
      </main>
    </>
  );
}

/** The inspector stands beside the drawing, or comes up over it on a phone. */
function InspectorPlace({ inspector }: Pick<DeskProps, 'inspector'>) {
  const text = useText();
  const phone = useIsPhone();
  const { editor, select } = useDesigner();
  const { selection } = useSyncExternalStore(editor.subscribe, editor.snapshot, editor.snapshot);
  if (!phone) {
    return (
      <aside ref={inspector} className="ds-inspector" aria-label={text('inspector.label')}>
        <Inspector />
      </aside>
    );
  }
  return (
    <Drawer
      open={selection !== null}
      onClose={() => select(null)}
      placement="bottom"
      size="70dvh"
      title={text('inspector.label')}
      styles={{ body: { padding: 0 } }}
    >
      <Inspector />
    </Drawer>
  );
}

interface MenuPlaceProps {
  readonly menu: MenuRequest;
  readonly onCloseMenu: () => void;
}

/** The node menu where it was asked for; closed without a choice, the keyboard goes back to what opened it. */
function MenuPlace({ menu, onCloseMenu }: MenuPlaceProps) {
  const actions = useNodeActions();
  const close = () => {
    menu.opener?.focus();
    onCloseMenu();
  };
  return (
    <NodeMenu
      request={menu}
      onClose={close}
      onPick={(part) => {
        onCloseMenu();
        if ('edge' in menu) actions.insert(part, menu.edge);
        else actions.append(part, menu.after);
      }}
    />
  );
}
