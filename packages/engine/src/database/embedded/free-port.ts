import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** A port of the loopback interface that nobody listens on; the wanted one if it is free. */
export async function findFreePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await listenOnce(wanted)) === wanted) return wanted;
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('The system has no free port on 127.0.0.1.');
  return port;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: HOST, port, exclusive: true }, () => {
      const address = server.address();
      const taken = address !== null && typeof address === 'object' ? address.port : undefined;
      server.close(() => resolve(taken));
    });
  });
}
