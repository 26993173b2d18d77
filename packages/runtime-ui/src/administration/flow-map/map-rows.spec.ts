import type { FlowDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { mapRows } from './map-rows.js';

const title = { 'zh-CN': 'A', en: 'A' };
const node = (id: string, type: string, config: object = {}, more: object = {}) => ({
  id,
  type,
  title,
  config,
  ...more,
});

const flow = {
  nodes: [
    node('start', 'start', { readOnly: ['status_note'] }, { owner: 'clerk' }),
    node('check', 'approval', {
      assignees: [],
      editable: ['amount'],
      required: ['amount'],
      hidden: ['secret'],
    }),
    node('size', 'condition'),
    node('post', 'action', { actions: [{ id: 'a', type: 'transition', to: 'posted' }] }, { owner: 'clerk' }),
    node('end', 'end'),
  ],
  edges: [
    {
      id: 'e1',
      from: 'size',
      to: 'post',
      when: { and: [{ '>': [{ var: 'amount' }, '5000'] }, { '!!': [{ var: 'kind' }] }] },
    },
    { id: 'e2', from: 'size', to: 'end', default: true },
  ],
} as unknown as FlowDefinition;

const form = {
  schema: { properties: { amount: {}, kind: {}, total: { 'x-formula': 'amount' }, status_note: {} } },
} as unknown as FormDefinition;

const rows = mapRows(flow, form);
const row = (id: string) => rows.find(({ node: { id: own } }) => own === id);

describe('the flow map', () => {
  it('has a row for each step, none for the end', () => {
    expect(rows.map(({ position, node: { id } }) => [position, id])).toEqual([
      [1, 'start'],
      [2, 'check'],
      [3, 'size'],
      [4, 'post'],
    ]);
  });

  it('says that the start brings what people fill in, not what is computed or closed there', () => {
    expect(row('start')?.output.fields).toEqual(['amount', 'kind']);
  });

  it('says what people read, what they may change, and what is hidden from them', () => {
    expect(row('check')).toMatchObject({
      input: { whole: true, fields: ['secret'] },
      output: { fields: ['amount'] },
    });
  });

  it('says which fields a branch asks, each once', () => {
    expect(row('size')?.input).toEqual({ whole: false, fields: ['amount', 'kind'] });
  });

  it('says what runs by itself', () => {
    expect(row('post')?.output.actions).toEqual(['transition']);
  });

  it('says what goes into a step and what comes out of it where the drawing names the fields', () => {
    const named = node('look', 'handle', { editable: ['kind'] }, { inputs: ['amount'], outputs: ['total'] });
    const [step] = mapRows({ ...flow, nodes: [named] } as unknown as FlowDefinition, form);
    expect(step?.input).toEqual({ whole: false, fields: ['amount'] });
    expect(step?.output.fields).toEqual(['total', 'kind']);
    expect([step?.needsInput, step?.needsOutput]).toEqual([false, false]);
  });

  it('misses what goes in where nobody named a field, and what comes out where nothing is decided or filled in', () => {
    const bare = node('look', 'handle');
    const [step] = mapRows({ ...flow, nodes: [bare] } as unknown as FlowDefinition, form);
    expect([step?.needsInput, step?.needsOutput]).toEqual([true, true]);
    expect([row('check')?.needsInput, row('check')?.needsOutput]).toEqual([true, false]);
  });

  it('misses an owner and a standard time only where somebody works', () => {
    expect(rows.map(({ needsOwner, needsTime }) => [needsOwner, needsTime])).toEqual([
      [false, false],
      [true, true],
      [false, false],
      [false, false],
    ]);
  });
});
