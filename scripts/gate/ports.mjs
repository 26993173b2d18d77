import { createServer } from 'node:net';

/** Whether a program can listen on the port, on all addresses as the engine does. */
export async function isPortFree(port) {
  return (await listenOnce(port)) !== undefined;
}

/** A port that nobody listens on. */
export async function freePort() {
  return listenOnce(0);
}

function listenOnce(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}
