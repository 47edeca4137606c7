import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect, type ParsedLocation } from '@tanstack/react-router';
import { ApiError } from '@/api/problem';
import { meQuery } from '@/api/session';
import type { Me } from '@/api/types';
import { loadSelling } from '@/i18n';
import { CrashPage, NotFoundNotice, NotFoundPage } from './pages';

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  errorComponent: CrashPage,
  notFoundComponent: NotFoundPage,
});

/** Loads who is signed in, or leads to the sign-in page and back here afterwards. */
export async function requireUser(queryClient: QueryClient, location: ParsedLocation): Promise<Me> {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const next = location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/sign-in', search: { next } });
  }
}

/** The frame of the pages that need no session: sign-in and its neighbours. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  component: lazyRouteComponent(() => import('@/areas/identity/auth/AuthLayout'), 'AuthLayout'),
});

/** Everything behind the sign-in, inside one organization. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const me = await requireUser(context.queryClient, location);
    if (me.organization === null) throw redirect({ to: '/create-organization' });
  },
  component: lazyRouteComponent(() => import('@/shell/Shell'), 'Shell'),
});

/** What only merchants have. Their pages bring words of their own, which load with the first of them. */
export const sellingRoute = createRoute({
  getParentRoute: () => shellRoute,
  id: 'selling',
  beforeLoad: async ({ context, location }) => {
    const me = await requireUser(context.queryClient, location);
    if (me.organization?.kind !== 'merchant') throw redirect({ to: '/' });
    await loadSelling();
  },
});

/** An address that leads nowhere, shown inside the frame to whoever is signed in. */
export const missingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/$',
  component: NotFoundNotice,
});
