import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { createQueryClient } from '@/api/query';
import { meQuery } from '@/api/session';
import type { Me } from '@/api/types';

export const organization: NonNullable<Me['organization']> = {
  id: 'org_1',
  name: 'Acme',
  kind: 'merchant',
  slug: 'acme',
  country: 'ES',
  currency: 'EUR',
  locale: 'en',
  time_zone: 'Europe/Madrid',
  brand_color: null,
  event_retention_days: 90,
  version: 1,
  created_at: '2026-01-01T00:00:00Z',
};

export function signedIn(change: Partial<Me> = {}): Me {
  return {
    actor: { kind: 'user', id: 'user_1', name: 'Ada' },
    user: {
      id: 'user_1',
      email: 'ada@example.com',
      name: 'Ada',
      locale: 'en',
      color_scheme: 'system',
      email_verified_at: '2026-01-01T00:00:00Z',
      created_at: '2026-01-01T00:00:00Z',
    },
    organization,
    role: 'owner',
    permissions: [],
    memberships: [],
    ...change,
  };
}

/** Everything a component needs around it, with a person already signed in. */
export function testProviders(me: Me = signedIn()) {
  const queryClient = createQueryClient(vi.fn());
  queryClient.setQueryData(meQuery.queryKey, me);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <MantineProvider env="test">{children}</MantineProvider>
    </QueryClientProvider>
  );
  return { queryClient, wrapper };
}

export function renderSignedIn(ui: ReactNode, me?: Me) {
  const { queryClient, wrapper } = testProviders(me);
  return { queryClient, ...render(ui, { wrapper }) };
}

export function problem(status: number, body: object): Response {
  return new Response(JSON.stringify({ status, ...body }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/** Answers every request in turn and remembers what was asked. */
export function stubFetch(...answers: (Response | Error)[]) {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    requests.push(request);
    const answer = answers.shift();
    if (answer === undefined) return Promise.reject(new Error(`nobody expected ${request.method} ${request.url}`));
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return requests;
}
