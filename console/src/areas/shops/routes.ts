import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sellingRoute } from '@/router/root';
import { flag, optional } from '@/router/search';

export const shopRoutes = [
  createRoute({
    getParentRoute: () => sellingRoute,
    path: '/settings/shops',
    validateSearch: (search) => optional({ create: flag(search.create) }),
    component: lazyRouteComponent(() => import('./Shops'), 'Shops'),
  }),
  createRoute({
    getParentRoute: () => sellingRoute,
    path: '/settings/shops/$shop/taxes',
    component: lazyRouteComponent(() => import('./taxes/TaxRatesPage'), 'TaxRatesPage'),
  }),
] as const;
