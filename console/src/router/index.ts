import { createRouter } from '@tanstack/react-router';
import { createQueryClient } from '@/api/query';
import { homeRoutes } from '@/areas/home/routes';
import { organizationCreation, publicRoutes, signedInRoutes } from '@/areas/identity/routes';
import { operatorRoutes } from '@/areas/operator/routes';
import { channelRoutes } from '@/areas/channels/routes';
import { customerRoutes } from '@/areas/customers/routes';
import { orderRoutes } from '@/areas/orders/routes';
import { productRoutes } from '@/areas/products/routes';
import { shopRoutes } from '@/areas/shops/routes';
import { stockRoutes } from '@/areas/stock/routes';
import { CrashPage, NotFoundPage } from './pages';
import { missingRoute, publicRoute, rootRoute, sellingRoute, shellRoute } from './root';

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren(publicRoutes),
  organizationCreation,
  shellRoute.addChildren([...homeRoutes, ...signedInRoutes, ...operatorRoutes, sellingRoute.addChildren([...shopRoutes, ...productRoutes, ...stockRoutes, ...customerRoutes, ...orderRoutes, ...channelRoutes]), missingRoute]),
]);

export const queryClient = createQueryClient(() => {
  // While a page loads its own guard decides; this is for sessions that end later.
  const { status, matches, location } = router.state;
  if (status === 'pending' || !matches.some((match) => match.routeId === '/shell')) return;
  void router.navigate({ to: '/sign-in', search: { next: location.href, ended: true } });
  queryClient.clear();
});

export const router = createRouter({
  routeTree,
  basepath: '/app',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
