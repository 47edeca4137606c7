import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sellingRoute } from '@/router/root';
import { flag, oneOf, optional, text } from '@/router/search';

const parent = { getParentRoute: () => sellingRoute } as const;
const STATES = ['negative', 'oversold', 'out', 'low', 'ok'] as const;
const KINDS = ['receipt', 'sale', 'return', 'adjustment', 'transfer', 'count', 'reservation', 'release', 'incoming'] as const;

export const stockRoutes = [
  createRoute({
    ...parent,
    path: '/stock',
    validateSearch: (search) => optional({
      q: text(search.q),
      location: text(search.location),
      state: oneOf(STATES, search.state),
      variant: text(search.variant),
    }),
    component: lazyRouteComponent(() => import('./Stock'), 'Stock'),
  }),
  createRoute({
    ...parent,
    path: '/stock/movements',
    validateSearch: (search) => optional({
      variant: text(search.variant),
      location: text(search.location),
      kind: oneOf(KINDS, search.kind),
    }),
    component: lazyRouteComponent(() => import('./Movements'), 'Movements'),
  }),
  createRoute({
    ...parent,
    path: '/stock/locations',
    validateSearch: (search) => optional({ create: flag(search.create) }),
    component: lazyRouteComponent(() => import('./locations/Locations'), 'Locations'),
  }),
] as const;
