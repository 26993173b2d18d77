import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Editor } from '../editing/index.js';
import { DesignerContext } from './designer-context.js';
import type { Designer } from './designer-context.js';
import { claimNames, claimNeighbours, CLAIM_FLOW, claimSurroundings } from './flows.fixtures.js';
import { NodeMenu } from './NodeMenu.js';

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

function openMenu() {
  const onPick = jest.fn();
  const onClose = jest.fn();
  render(
    <DesignerContext value={designer()}>
      <NodeMenu
        request={{ edge: 'e1', anchor: new DOMRect(), opener: null }}
        onPick={onPick}
        onClose={onClose}
      />
    </DesignerContext>,
  );
  return { onPick, onClose };
}

globalThis.DOMRect ??= class {
  left = 0;
  right = 0;
  top = 0;
} as unknown as typeof DOMRect;

describe('the node menu on a line', () => {
  test('typing initials and Enter picks a node', async () => {
    const { onPick } = openMenu();
    await userEvent.keyboard('cs{Enter}');
    expect(onPick).toHaveBeenCalledWith(expect.objectContaining({ kind: 'cc' }));
  });

  test('arrows walk through the list and around its end', async () => {
    const { onPick } = openMenu();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{Enter}');
    expect(onPick).toHaveBeenCalledWith(expect.objectContaining({ kind: 'handle' }));
  });

  test('offers neither a start nor an end in the middle of a line', () => {
    openMenu();
    const titles = screen.getAllByRole('option').map((option) => option.querySelector('b')?.textContent);
    expect(titles).toEqual(expect.arrayContaining(['审批', '并行分支', '抄送', '延时', '子流程']));
    expect(titles).not.toEqual(expect.arrayContaining(['发起']));
    expect(titles).not.toEqual(expect.arrayContaining(['结束']));
  });

  test('Esc closes it, a word that fits nothing says so', async () => {
    const { onClose } = openMenu();
    await userEvent.keyboard('qqq');
    expect(screen.getByRole('status').textContent).toContain('没有匹配的节点');
    await userEvent.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalled();
  });
});
