import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sellingRoute } from '@/router/root';
import { flag, oneOf, optional, text } from '@/router/search';

const parent = { getParentRoute: () => sellingRoute } as const;
const MARKETING = ['granted', 'withdrawn', 'unknown'] as const;

export const customerRoutes = [
  createRoute({
    ...parent,
    path: '/customers',
    validateSearch: (search) => optional({
      q: text(search.q),
      tag: text(search.tag),
      marketing: oneOf(MARKETING, search.marketing),
      create: flag(search.create),
    }),
    component: lazyRouteComponent(() => import('./Customers'), 'Customers'),
  }),
  createRoute({
    ...parent,
    path: '/customers/$customer',
    component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
  }),
] as const;
