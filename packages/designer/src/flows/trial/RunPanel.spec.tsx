import { useSyncExternalStore } from 'react';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ApiProblem } from '@dougong/ui/api';
import { Editor } from '../../editing/index.js';
import { DesignerContext } from '../designer-context.js';
import type { Designer } from '../designer-context.js';
import { CLAIM_FLOW, claimNames, claimNeighbours, claimSurroundings } from '../flows.fixtures.js';
import { RunPanel } from './RunPanel.js';
import { TrialContext } from './trial-context.js';
import { TrialPlay } from './trial-play.js';
import type { TrialAnswer, TrialRequest } from './trial-contract.js';
import { answerOf, GIVEN, playedStep } from './trial.fixtures.js';

function designer(): Designer {
  const editor = new Editor(CLAIM_FLOW, () => 0);
  return {
    editor,
    surroundings: claimSurroundings(),
    names: claimNames(),
    neighbours: claimNeighbours(),
    findings: [],
    pointed: null,
    point: () => {},
    run: (command) => editor.run(command),
    select: () => {},
    reveal: () => {},
    openMenu: () => {},
    newId: (prefix) => `${prefix}_1`,
    focusInspector: () => {},
  };
}

function Panel({ play }: { readonly play: TrialPlay }) {
  const view = useSyncExternalStore(play.subscribe, play.snapshot, play.snapshot);
  const titles = new Map(CLAIM_FLOW.nodes.map(({ id, title }) => [id, title['zh-CN']]));
  const trial = { play, view, person: (id: string) => `人${id}`, node: (id: string) => titles.get(id) ?? id };
  return (
    <DesignerContext value={designer()}>
      <TrialContext value={trial}>
        <RunPanel />
      </TrialContext>
    </DesignerContext>
  );
}

const TASK = {
  node: 'leader',
  assignee: 'u1',
  kind: 'approve',
  openedAt: GIVEN.at,
  actions: ['approve', 'reject', 'add-sign'],
  editable: ['note'],
  required: [],
};

/** A trial that has begun, before an engine that answers as it is told. */
async function begun(answer: (request: TrialRequest) => TrialAnswer | Promise<never>) {
  const requests: TrialRequest[] = [];
  const calls = {
    play: (_: string, request: TrialRequest) => {
      requests.push(request);
      return Promise.resolve(answer(request));
    },
  };
  const play = new TrialPlay({ flow: 'claim_approval', definition: () => CLAIM_FLOW, calls });
  await play.begin(GIVEN);
  render(<Panel play={play} />);
  return { play, requests };
}

const withTask = ({ steps }: TrialRequest): TrialAnswer => ({ ...answerOf(steps), tasks: [TASK] });

// Names of parts of a whole page are worked out slowly where no browser does it.
jest.setTimeout(60_000);

function press(name: string | RegExp): void {
  fireEvent.click(screen.getByText(name));
}

function type(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

describe('a trial that runs', () => {
  test('is acted on as whoever holds the to-do, with an opinion and the fields that are open to him', async () => {
    const { requests } = await begun(withTask);
    type('事由', '加急');
    type('意见', '可以');
    press(/同\s*意/);
    await waitFor(() => expect(requests).toHaveLength(2));
    expect(requests[1]?.steps[1]).toEqual({
      do: 'approve',
      node: 'leader',
      by: 'u1',
      comment: '可以',
      values: { note: '加急' },
    });
  });

  test('says where a step was refused, in the words of the form', async () => {
    await begun(({ steps }) => {
      const answer = answerOf(steps, 'start');
      const refused = { code: 'invalid', errors: [{ pointer: '#/amount', code: 'required', params: {} }] };
      return { ...answer, steps: [playedStep(1, 'start', { refused })] };
    });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('金额');
  });

  test('shows a fault of the whole request beside its step', async () => {
    const errors = [{ pointer: '#/steps/1/node', code: 'unknown_node', params: { node: 'gone' } }];
    const problem = new ApiProblem({ status: 422, code: 'invalid', title: 'invalid', errors });
    const { play } = await begun((request) =>
      request.steps.length > 1 ? Promise.reject(problem) : withTask(request),
    );
    await play.take({ do: 'approve', node: 'gone' });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('gone');
    expect(alert.closest('li')?.textContent).toContain('没有走到');
  });

  test('lets time pass to what is due next', async () => {
    const next = { at: '2026-11-22T08:00:00.000Z', words: { 'zh-CN': '待办到期', en: 'A to-do falls due' } };
    const { requests } = await begun((request) => ({ ...withTask(request), next }));
    expect(screen.getByText(/待办到期/)).toBeTruthy();
    press('到下一个到期');
    await waitFor(() => expect(requests[1]?.steps[1]).toEqual({ do: 'wait' }));
    press('+1 天');
    await waitFor(() => expect(requests[2]?.steps[2]).toEqual({ do: 'wait', for: 'P1D' }));
  });

  test('has outside calls answered by hand', async () => {
    const { requests } = await begun(({ steps }) => {
      const answer = answerOf(steps);
      const calls = [{ node: 'board', endpoint: 'erp' }];
      return {
        ...answer,
        steps: [playedStep(1, 'start', { calls })],
        flow: { ...answer.flow, nodes: [{ id: 'board', state: 'active', visits: 1, people: [] }] },
      };
    });
    press('回答失败');
    await waitFor(() =>
      expect(requests[1]?.steps[1]).toEqual({ do: 'called', node: 'board', outcome: 'fail' }),
    );
  });
});
