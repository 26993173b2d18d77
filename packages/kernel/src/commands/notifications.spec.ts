import type { Definition, NotificationDefinition } from '../metadata/index.js';
import { fillMarks, markedIds } from '../rules/index.js';
import {
  action,
  definitionsWith,
  onApproved,
  releaseOf,
  requestFlow,
  rule,
  title,
} from './commands.fixtures.js';
import { checkRelease } from './compile-release.js';
import { AMY, LEA, Office, requestOf } from './office.fixtures.js';

const template = (key: string, more: Partial<NotificationDefinition>): NotificationDefinition => ({
  kind: 'notification',
  format: 1,
  key,
  title: title(key),
  subject: title('Something'),
  ...more,
});

const waits = template('waits', {
  form: 'request',
  subject: { 'zh-CN': '{no} 待审', en: '{no} waits' },
  body: { 'zh-CN': '{@actor} 送来 {total}', en: '{@actor} sent {total} for {place}' },
  channels: { wecom: { body: title('See the application') } },
  replaces: { event: 'task', flow: 'request_flow' },
});

/** What is told when somebody sends a request. */
function told(...definitions: readonly Definition[]) {
  const office = new Office(releaseOf(definitionsWith(...definitions)));
  const id = office.made(AMY, requestOf('41'));
  return office.act(AMY, id, 'send').effects?.notifications[0];
}

const found = (...definitions: readonly NotificationDefinition[]) =>
  checkRelease(1, definitionsWith(...definitions)).findings.map(({ code, path }) => `${code} ${path}`);

describe('a template of messages', () => {
  test('words what a flow says by itself, with other words for single channels', () => {
    const notice = told(waits);
    expect(notice).toMatchObject({
      event: 'task',
      to: [LEA],
      title: { 'zh-CN': 'R2026-001 待审', en: 'R2026-001 waits' },
      tells: { form: 'request' },
      channels: { wecom: { title: { en: 'R2026-001 waits' }, body: { en: 'See the application' } } },
      marks: { actor: AMY },
    });
    expect(fillMarks(notice?.body?.en ?? '', (mark) => (mark === 'actor' ? 'Amy' : undefined))).toMatch(
      /^Amy sent 102\.50 for North$/,
    );
  });

  test('names people and choices as they are called, not as they are kept', () => {
    const notice = told(
      template('who', { form: 'request', subject: title('{place.leader}'), replaces: { event: 'task' } }),
    );
    expect(markedIds(notice?.title.en ?? '')).toEqual([LEA]);
    expect(fillMarks(notice?.title.en ?? '', () => 'Lea')).toBe('Lea');
  });

  test('tells by channel which fields its words repeat', () => {
    const quiet = template('quiet', {
      form: 'request',
      subject: title('{total}'),
      channels: { wecom: { subject: title('News') } },
      replaces: { event: 'task' },
    });
    const notice = told(quiet);
    expect(notice?.tells?.fields).toEqual(['total']);
    expect(notice?.channels?.['wecom']).toEqual({ title: title('News') });
  });

  test('of a flow goes before one of its form, and that before one of all', () => {
    const all = template('all', { subject: title('all'), replaces: { event: 'task' } });
    const ofForm = template('of_form', {
      form: 'request',
      subject: title('form'),
      replaces: { event: 'task' },
    });
    const said = (...templates: readonly NotificationDefinition[]) => told(...templates)?.title.en;
    expect([said(), said(all), said(ofForm, all), said(all, ofForm, waits)]).toEqual([
      'leader · Waiting for you',
      'all',
      'form',
      'R2026-001 waits',
    ]);
  });

  test('words the message of a rule that names it', () => {
    const byTemplate = template('large', {
      form: 'request',
      subject: title('{@document} {@number}: {total}'),
    });
    const tells = rule(
      'tell',
      [action('notify', { to: [{ field: 'place.leader' }], notification: 'large' })],
      {
        phase: 'derive',
        trigger: { on: ['create'] },
      },
    );
    const office = new Office(releaseOf(definitionsWith(byTemplate, tells)));
    const { effects } = office.create(AMY, requestOf('1'));
    expect(effects?.notifications).toMatchObject([
      { title: { en: 'request R2026-001: 2.50' }, tells: { form: 'request', fields: ['total', 'no'] } },
    ]);
  });

  test('words what a copy node says', () => {
    const copied = {
      ...requestFlow,
      nodes: requestFlow.nodes.map((each) =>
        each.id === 'leader'
          ? {
              ...each,
              type: 'cc',
              config: { recipients: [{ field: 'place.leader' }], notification: 'copied' },
            }
          : each,
      ),
    };
    const copy = template('copied', { subject: title('{@node}: {@number}') });
    expect(told(copied, copy)).toMatchObject({ event: 'cc', title: { en: 'leader: R2026-001' } });
  });
});

describe('what is wrong with a template is said', () => {
  test.each([
    ['{totl}', 'notification_chip_unknown', 'total'],
    ['{@numbr}', 'notification_chip_unknown', undefined],
    ['{}', 'notification_chip_unknown', undefined],
  ])('%s stands for nothing', (chip, code, suggestion) => {
    const { findings } = checkRelease(
      1,
      definitionsWith(template('a', { form: 'request', subject: { 'zh-CN': chip, en: 'x' } })),
    );
    expect(findings).toMatchObject([{ code, path: '/subject/zh-CN', params: { chip: chip.slice(1, -1) } }]);
    expect(findings[0]?.params?.['suggestion']).toBe(suggestion);
  });

  test('fields without a form, and a form that is not there', () => {
    expect(found(template('a', { subject: title('{no}') }))).toEqual([
      'notification_chip_formless /subject/zh-CN',
      'notification_chip_formless /subject/en',
    ]);
    expect(found(template('a', { form: 'gone', subject: title('{no}') }))).toEqual(['unknown_form /form']);
  });

  test('two that reword the same message, and a flow of another form', () => {
    const replaces = { event: 'task' as const };
    expect(found(template('a', { replaces }), template('b', { replaces }))).toEqual([
      'notification_event_taken /replaces/event',
    ]);
    expect(found(template('a', { form: 'item', replaces: { ...replaces, flow: 'request_flow' } }))).toEqual([
      'notification_flow_other_form /replaces/flow',
    ]);
    expect(found(template('a', { replaces: { ...replaces, flow: 'gone' } }))).toEqual([
      'unknown_flow /replaces/flow',
    ]);
  });

  test('a text that WeCom will cut is a warning, unless WeCom has its own', () => {
    const body = title('很长'.repeat(400));
    const { findings, release } = checkRelease(1, definitionsWith(template('a', { body })));
    expect(findings.map(({ code, path, severity }) => [code, path, severity])).toEqual([
      ['notification_too_long', '/body/zh-CN', 'warning'],
      ['notification_too_long', '/body/en', 'warning'],
    ]);
    expect(release).toBeDefined();
    expect(found(template('a', { body, channels: { wecom: { body: title('short') } } }))).toEqual([]);
  });

  test('a message that names no template, another form’s, or one with a text beside it', () => {
    const named = (config: object) =>
      checkRelease(
        1,
        definitionsWith(
          template('of_items', { form: 'item', subject: title('x') }),
          template('of_flows', { subject: title('{@node}') }),
          rule('tell', [action('notify', { to: [{ role: 'director' }], ...config })], onApproved),
        ),
      ).findings.map(({ code, path }) => `${code} ${path}`);
    expect(named({ notification: 'gone' })).toEqual(['unknown_notification /actions/0/notification']);
    expect(named({ notification: 'of_items' })).toEqual(['notification_other_form /actions/0/notification']);
    expect(named({ notification: 'of_flows' })).toEqual([
      'notification_chip_of_flows /actions/0/notification',
    ]);
    expect(named({ notification: 'of_flows', title: title('x') })).toEqual([
      'notify_says_twice /actions/0/notification',
    ]);
    expect(named({})).toEqual(['notify_says_nothing /actions/0/title']);
  });
});
