import type { TemplateParameter } from '@dougong/kernel/metadata';
import { title } from '../templates.fixtures.js';
import { answerFaults, firstAnswers } from './answers.js';

const places = [{ file: 'seed/masters.json', at: '/records/main/values/name' }];
const COMPANY: TemplateParameter = {
  id: 'company',
  title: title('Company'),
  type: 'text',
  default: 'Mine',
  places,
};
const METHOD: TemplateParameter = {
  id: 'method',
  title: title('Method'),
  type: 'choice',
  default: 'average',
  choices: [{ value: 'average', title: title('Average') }],
  places,
};

describe('the answers to the questions of a template', () => {
  test('begin with what the template proposes', () => {
    expect(firstAnswers([COMPANY, METHOD])).toEqual({ company: 'Mine', method: 'average' });
  });

  test('begin with what was answered before, as far as it still fits', () => {
    expect(firstAnswers([COMPANY, METHOD], { company: 'Ours', method: 'gone' })).toEqual({
      company: 'Ours',
      method: 'average',
    });
  });

  test('name the question whose answer does not fit', () => {
    const faults = answerFaults([COMPANY, METHOD], { company: '', method: 'average' });
    expect([...faults.keys()]).toEqual(['company']);
    expect(faults.get('company')?.code).toBe('answer_invalid');
  });
});
