import { CHANNEL_BYTES_MAX } from '@dougong/kernel/metadata';
import { createTransport } from 'nodemailer';
import type { DeliveryResult } from '../channel.js';
import { reachableAddress } from '../reachable-lookup.js';
import type { ChannelField, ChannelKind, SendOrder } from './channel-kind.js';

const TIMEOUT_MS = 15_000;
/** Mail servers answer with 5xx what they will never take, and with 4xx what they take later. */
const NEVER = 500;

const FIELDS: readonly ChannelField[] = [
  {
    key: 'host',
    title: { 'zh-CN': '发信服务器', en: 'Mail server' },
    pattern: '^[A-Za-z0-9.:-]{1,253}$',
    example: 'smtp.example.com',
  },
  { key: 'port', title: { 'zh-CN': '端口', en: 'Port' }, pattern: '^[1-9]\\d{0,4}$', otherwise: '465' },
  {
    key: 'security',
    title: { 'zh-CN': '加密', en: 'Encryption' },
    otherwise: 'tls',
    choices: [
      { value: 'tls', title: { 'zh-CN': 'TLS', en: 'TLS' } },
      { value: 'starttls', title: { 'zh-CN': 'STARTTLS', en: 'STARTTLS' } },
      { value: 'none', title: { 'zh-CN': '不加密（仅限内网）', en: 'None (inside one’s own network)' } },
    ],
  },
  {
    key: 'from',
    title: { 'zh-CN': '发件人', en: 'Sender' },
    pattern: '^[^\\r\\n<>]{0,100}<?[^\\s@<>]{1,64}@[^\\s@<>]{1,190}>?$',
    example: 'Dougong <dougong@example.com>',
  },
  { key: 'user', title: { 'zh-CN': '用户名', en: 'User' }, optional: true, pattern: '^\\S{1,200}$' },
  {
    key: 'password',
    title: { 'zh-CN': '密码', en: 'Password' },
    secret: true,
    optional: true,
    pattern: '^.{1,200}$',
  },
];

/** Mail over SMTP, to the address in the person's account. */
export const emailKind: ChannelKind = {
  kind: 'email',
  title: { 'zh-CN': '邮件', en: 'Mail' },
  reach: 'person',
  otherwise: 'now',
  bytesMax: CHANNEL_BYTES_MAX.email,
  fields: FIELDS,
  async send(order) {
    try {
      return await sendMail(order);
    } catch (error) {
      return resultOf(error);
    }
  },
};

async function sendMail({ id, head, text, to, values, inside }: SendOrder): Promise<DeliveryResult> {
  const { host = '', port = '', security, user, password, from } = values;
  const transport = createTransport({
    // The address that was checked is the one that is called; the certificate is still the name's.
    host: await reachableAddress(host, inside),
    port: Number.parseInt(port, 10),
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { servername: host },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
  });
  try {
    const { response } = await transport.sendMail({
      from,
      to,
      subject: head.replaceAll(/[\r\n]+/g, ' '),
      text,
      // Servers that get it twice may know it again.
      messageId: `<${id.replaceAll(/[^A-Za-z0-9.-]/g, '.')}@dougong>`,
      headers: { 'auto-submitted': 'auto-generated' },
    });
    return { outcome: 'delivered', answer: response };
  } finally {
    transport.close();
  }
}

function resultOf(error: unknown): DeliveryResult {
  const { message, responseCode, response, code } = error as Error & {
    readonly responseCode?: number;
    readonly response?: string;
    readonly code?: string;
  };
  const said = {
    reason: message,
    ...(responseCode === undefined ? {} : { status: responseCode }),
    ...(response === undefined ? {} : { answer: response }),
  };
  // A wrong password is the channel's fault and can be mended; an address that does not exist cannot.
  const isFinal = responseCode !== undefined && responseCode >= NEVER && code === 'EENVELOPE';
  return { outcome: isFinal ? 'failed' : 'again', ...said };
}
