import createClient, { type Middleware } from 'openapi-fetch';
import { chosenOrganization } from './organizationChoice';
import { networkError, readProblem } from './problem';
import type { paths } from './schema';

/** Names the organization on every request and turns every failure into an `ApiError`. */
const conventions: Middleware = {
  onRequest({ request }) {
    const organization = chosenOrganization();
    if (organization !== null) request.headers.set('Tradepost-Organization', organization);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await readProblem(response);
  },
  onError({ error }) {
    // An aborted request is TanStack Query's own doing and must stay what it is.
    if (error instanceof DOMException && error.name === 'AbortError') return;
    return networkError();
  },
};

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? 'http://localhost',
  credentials: 'same-origin',
  // Looked up per call, so that tests can replace it.
  fetch: (request: Request) => globalThis.fetch(request),
});

client.use(conventions);
