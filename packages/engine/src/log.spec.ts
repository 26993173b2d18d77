import { createLog } from './log.js';

describe('the log', () => {
  test('holds one JSON object a line, without passwords, tokens, cookies and keys', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const secret = 'hunter2-secret-value';
    log.info({ password: secret, token: secret, user: { secret, cookie: secret } }, 'somebody');
    log.info(
      { headers: { authorization: `Bearer ${secret}`, cookie: `dougong_session=${secret}` } },
      'a request',
    );
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ level: 30 });
      expect(line).not.toContain(secret);
    }
  });
});
