// A provider of OpenID Connect, in a process of its own: whoever signs in there is who he says he is.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirectUri, signedOutAt] = process.argv.slice(2);

const people = {
  hana: { sub: 'hana', preferred_username: 'hana', name: 'Hana', groups: ['keepers'] },
  taken: { sub: 'taken', preferred_username: 'boss', name: 'Not the boss', email: 'boss@example.com' },
  'ext-77': { sub: 'ext-77', preferred_username: 'kept', name: 'Kept', groups: [] },
};

const configuration = {
  clients: [
    {
      client_id: 'books',
      client_secret: 'a secret of the books',
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [signedOutAt],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
  scopes: ['openid', 'profile', 'groups'],
  conformIdTokenClaims: false,
  cookies: { keys: ['a key of the provider'] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => people[id] ?? { sub: id } }),
};

// The issuer names its port, so the port is taken first.
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  process.send?.({ issuer });
});
process.on('disconnect', () => process.exit(0));
