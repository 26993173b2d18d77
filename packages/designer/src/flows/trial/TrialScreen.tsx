import { useEffect, useMemo, useState, useSyncExternalStore, type RefObject } from 'react';
import { Segmented } from 'antd';
import { useText } from '../../i18n/text.js';
import { FlowCanvas } from '../canvas/FlowCanvas.js';
import type { CanvasHandle } from '../canvas/FlowCanvas.js';
import { PlayedContext } from '../canvas/played.js';
import type { Played } from '../canvas/played.js';
import { useDesigner, useView } from '../designer-context.js';
import { playedOf } from './node-plays.js';
import { RunPanel } from './RunPanel.js';
import { SetupPanel } from './SetupPanel.js';
import { TestsPanel } from './tests/TestsPanel.js';
import { testsOf } from './tests/flow-tests.js';
import { trialCalls } from './trial-calls.js';
import type { TrialCalls } from './trial-calls.js';
import { TrialContext, useTrial } from './trial-context.js';
import type { Trial } from './trial-context.js';
import { TrialBar } from './TrialBar.js';
import type { TrialAnswer } from './trial-contract.js';
import { TrialPlay } from './trial-play.js';
import { useSetup } from './use-setup.js';
import type { Setup } from './use-setup.js';
import '../../definitions/definitions.css';
import '../../rules/try/try.css';
import './trial.css';

interface TrialScreenProps {
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly onLeave: () => void;
  readonly calls?: TrialCalls;
}

const NOTHING_PLAYED: Played = { nodes: new Map(), taken: new Set() };

/** Plays the drawing as it stands: as given people, in a time of its own, with nothing written anywhere. */
export function TrialScreen({ canvas, onLeave, calls = trialCalls }: TrialScreenProps) {
  const trial = useTrialHere(calls);
  const text = useText();
  const setup = useSetup();
  const { view, person } = trial;
  const played = useMemo(
    () => (view.answer === undefined ? NOTHING_PLAYED : playedOf(view.answer, { text, person })),
    [view.answer, text, person],
  );
  useFollowing(canvas, view.answer);
  return (
    <TrialContext value={trial}>
      <div className={`ds-trial${view.isSettingUp ? ' is-setting-up' : ''}`}>
        <TrialBar onLeave={onLeave} />
        <section className="ds-stage" aria-label={text('trial.drawing')}>
          <PlayedContext value={view.isSettingUp ? NOTHING_PLAYED : played}>
            <FlowCanvas handle={canvas} />
          </PlayedContext>
        </section>
        <Side setup={setup} calls={calls} />
      </div>
    </TrialContext>
  );
}

/** The drawing follows the trial: what is active now is in view. */
function useFollowing(canvas: RefObject<CanvasHandle | null>, answer: TrialAnswer | undefined): void {
  useEffect(() => {
    const active = answer?.flow.nodes.find(({ state }) => state === 'active');
    if (active !== undefined) canvas.current?.show(active.id);
  }, [canvas, answer]);
}

function useTrialHere(calls: TrialCalls): Trial {
  const { editor, names } = useDesigner();
  const [play] = useState(
    () => new TrialPlay({ flow: editor.document.key, definition: () => editor.document, calls }),
  );
  const view = useSyncExternalStore(play.subscribe, play.snapshot, play.snapshot);
  const users = view.answer?.users;
  return useMemo<Trial>(
    () => ({
      play,
      view,
      person: (id) => users?.[id] ?? names.user(id),
      node: (id) => {
        const title = editor.document.nodes.find((node) => node.id === id)?.title;
        return title === undefined ? id : names.title(title);
      },
    }),
    [play, view, users, names, editor],
  );
}

type Page = 'run' | 'tests';

interface SideProps {
  readonly setup: Setup;
  readonly calls: TrialCalls;
}

/** Beside the drawing, or under it on a phone: the trial, or the tests of the flow. */
function Side({ setup, calls }: SideProps) {
  const text = useText();
  const { document } = useView();
  const [page, setPage] = useState<Page>('run');
  const count = testsOf(document).length;
  return (
    <main className="ds-trial-side" aria-label={text('trial.title')}>
      <Segmented<Page>
        block
        aria-label={text('trial.pages')}
        value={page}
        onChange={setPage}
        options={[
          { value: 'run', label: text('trial.title') },
          { value: 'tests', label: text('trial.tests.tab', { count }) },
        ]}
      />
      {page === 'tests' ? (
        <TestsPanel calls={calls} onOpened={() => setPage('run')} setup={setup} />
      ) : (
        <TrialPage setup={setup} />
      )}
    </main>
  );
}

/** What is chosen before the trial, or how it goes. */
function TrialPage({ setup }: { readonly setup: Setup }) {
  const { answer, isSettingUp } = useTrial().view;
  return isSettingUp || answer === undefined ? <SetupPanel setup={setup} /> : <RunPanel />;
}
