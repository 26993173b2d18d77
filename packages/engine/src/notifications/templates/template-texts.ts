import { Inject, Injectable } from '@nestjs/common';
import { maskRecord } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { businessDay, issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { checkDefinition, TEXT_CHANNELS } from '@dougong/kernel/metadata';
import type { NotificationDefinition } from '@dougong/kernel/metadata';
import { USUAL_HABITS } from '@dougong/kernel/notifications';
import { compileNotification, exampleInput } from '@dougong/kernel/rules';
import type { CompiledNotification, WordedNotice } from '@dougong/kernel/rules';
import { maySee, namesOf, plainOf } from '../../channels/announcement-facts.js';
import { filledFor, textFor } from '../../channels/channel-texts.js';
import type { NotificationPayload, PayloadText } from '../../channels/notification.channel.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Database } from '../../database/database.js';
import { ReferredRecordReader } from '../../expressions/referred-records.js';
import { visibleScope } from '../../expressions/sight.js';
import { walkPath } from '../../expressions/walk-path.js';
import { invalid } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { idOf } from '../../records/query-text.js';
import { VisibleRecords } from '../../records/visible-record.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import type { PreviewedText } from './template.wire.js';

/** What a template says about a record, or about an example of one. */
export interface TemplateTexts {
  readonly texts: readonly PreviewedText[];
  /** What a group reads that may not read values. */
  readonly plain: readonly (readonly [channel: string, plain: PayloadText['title'] | undefined])[];
  readonly form?: string;
  readonly recordId?: string;
}

const STEP = { 'zh-CN': '示例步骤', en: 'Example step' };

/** Fills templates for whoever designs them: he is shown what he would be told himself, and no more. */
@Injectable()
export class TemplateTextReader {
  constructor(
    private readonly visible: VisibleRecords,
    private readonly referred: ReferredRecordReader,
    private readonly releases: ReleaseRegistry,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What it says about a record that the reader may open. */
  async onRecord(subject: Subject, definition: unknown, recordId: string): Promise<TemplateTexts> {
    const known = read(definition);
    const { form } = known;
    if (form === undefined) throw invalid([issue('notification_needs_form', '/recordId')]);
    const id = idOf(recordId);
    return this.visible.with({ subject, form, id }, async (seen, session) => {
      const { release, model, hidden, record } = seen;
      const template = compiled(known, release);
      const sight = { release, subject, model, hidden, names: true };
      const scope = visibleScope(sight);
      const steps = template.reads.flatMap((path) => walkPath(sight, scope, path).steps);
      const { reference } = await this.referred.read(session, sight, record, steps);
      const now = this.clock();
      const variables = { actor: subject.id, now, today: businessDay(now) };
      const input = { record: maskRecord(record, hidden), reference, variables };
      const notice = template.word(input, { model, node: STEP });
      const told = await this.told(session, release, subject, { notice, form });
      return { ...told, form, recordId: id };
    });
  }

  /** What it says about an example. */
  async onExample(subject: Subject, definition: unknown): Promise<TemplateTexts> {
    const known = read(definition);
    const release = await this.releases.current();
    const template = compiled(known, release);
    const model = known.form === undefined ? undefined : release.models.get(known.form);
    const input = model ? exampleInput(model, release.models, ({ title }) => title['zh-CN']) : { record: {} };
    const { channels, ...everywhere } = template.word(input, { ...(model ? { model } : {}), node: STEP });
    // Nothing of an example has to be kept from anybody.
    const open = Object.entries(channels ?? {}).map(([key, { tells: _, ...text }]) => [key, text] as const);
    const { tells: _, ...rest } = everywhere;
    const notice = { ...rest, ...(open.length === 0 ? {} : { channels: Object.fromEntries(open) }) };
    return this.database.withSession((session) => this.told(session, release, subject, { notice }));
  }

  private async told(
    session: SqlSession,
    release: CompiledRelease,
    subject: Subject,
    { notice, form }: { readonly notice: WordedNotice; readonly form?: string },
  ): Promise<Pick<TemplateTexts, 'texts' | 'plain'>> {
    const payload = payloadOf(notice, subject, form, this.clock());
    const names = await namesOf(session, [payload]);
    const said = TEXT_CHANNELS.map((channel) => {
      const text = textFor(payload, channel);
      const plain = plainOf(text, release);
      const withheld = plain !== undefined && !maySee(release, subject, text);
      const shown = withheld ? { title: plain } : text;
      const { title, body = null } = filledFor(shown, payload, USUAL_HABITS, names);
      return { text: { channel, title, body, withheld }, plain: [channel, plain] as const };
    });
    return { texts: said.map(({ text }) => text), plain: said.map(({ plain }) => plain) };
  }
}

function read(value: unknown): NotificationDefinition {
  const checked = checkDefinition(value);
  if (!checked.ok) throw invalid(checked.error);
  if (checked.value.kind === 'notification') return checked.value;
  throw invalid([issue('unknown_kind', '/kind', { kind: checked.value.kind, known: ['notification'] })]);
}

function compiled(definition: NotificationDefinition, { models }: CompiledRelease): CompiledNotification {
  const { form } = definition;
  if (form !== undefined && !models.has(form)) throw invalid([issue('unknown_form', '/form', { form })]);
  const template = compileNotification(definition, models);
  if (template.ok) return template.value;
  throw invalid(template.error);
}

/** A message to oneself, done by oneself and due now. */
function payloadOf(
  { channels, ...notice }: WordedNotice,
  { id }: Subject,
  form: string | undefined,
  now: string,
): NotificationPayload {
  const text = ({ tells, ...said }: Omit<WordedNotice, 'channels'>): PayloadText => ({
    ...said,
    ...(tells === undefined || form === undefined ? {} : { tells: { form, fields: tells } }),
  });
  const own = Object.entries(channels ?? {}).map(([channel, said]) => [channel, text(said)] as const);
  return {
    ...text(notice),
    users: [id],
    channels: Object.fromEntries(own),
    marks: { actor: id, due: now },
  };
}
