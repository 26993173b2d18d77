import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail that arrived. */
export interface ArrivedMail {
  readonly to: readonly string[];
  readonly subject: string;
  /** The body, decoded. */
  readonly text: string;
}

/** A mail server of one's own on a free port. It takes one user with a password, and mail for anybody but `nobody@`. */
export class MailServer {
  readonly mails: ArrivedMail[] = [];
  /** Answers the next mails are refused with. */
  readonly refusals: { readonly code: number; readonly text: string }[] = [];
  private server = this.make();
  private listening = 0;

  get port(): number {
    return this.listening;
  }

  async start(port = 0): Promise<void> {
    this.server = this.make();
    const server = this.server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    this.listening = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private make(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) => {
        if (username === 'robot' && password === 'open sesame') return done(null, { user: username });
        return done(new Error('wrong user or password'));
      },
      onRcptTo: ({ address }, _session, done) => {
        if (!address.startsWith('nobody@')) return done();
        return done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const refusal = this.refusals.shift();
          if (refusal) return done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
          const to = session.envelope.rcptTo.map(({ address }) => address);
          this.mails.push({ to, ...readMail(Buffer.concat(parts).toString('utf8')) });
          return done();
        });
      },
    });
  }
}

function readMail(raw: string): { readonly subject: string; readonly text: string } {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const unfolded = head.replaceAll(/\r\n[ \t]+/g, ' ');
  const subject = /^subject: (.*)$/im.exec(unfolded)?.[1] ?? '';
  const encoding = /^content-transfer-encoding: (.*)$/im.exec(unfolded)?.[1]?.trim().toLowerCase();
  return {
    subject: decodeWords(subject),
    text: decodeBody(body.join('\r\n\r\n'), encoding).replaceAll('\r\n', '\n').trim(),
  };
}

function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, coded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : decodeQuoted(coded.replaceAll('_', ' ')),
    );
}

function decodeBody(text: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? decodeQuoted(text.replaceAll('=\r\n', '')) : text;
}

function decodeQuoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
