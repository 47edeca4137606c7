import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sellingRoute } from '@/router/root';
import { flag, oneOf, optional, text } from '@/router/search';
import { ENTITY_KINDS } from './entityKinds';
import { DELIVERY_STATES } from './inbox/states';

const parent = { getParentRoute: () => sellingRoute } as const;

export const channelRoutes = [
  createRoute({
    ...parent,
    path: '/connections',
    validateSearch: (search) => optional({ create: flag(search.create) }),
    component: lazyRouteComponent(() => import('./connections/Connections'), 'Connections'),
  }),
  createRoute({
    ...parent,
    path: '/connections/$connection',
    component: lazyRouteComponent(() => import('./page/ConnectionPage'), 'ConnectionPage'),
  }),
  createRoute({
    ...parent,
    path: '/inbox',
    validateSearch: (search) => optional({
      connection: text(search.connection),
      topic: text(search.topic),
      entity_kind: oneOf(ENTITY_KINDS, search.entity_kind),
      entity_id: text(search.entity_id),
      state: oneOf(DELIVERY_STATES, search.state),
      live: flag(search.live),
      delivery: text(search.delivery),
    }),
    component: lazyRouteComponent(() => import('./inbox/Inbox'), 'Inbox'),
  }),
  createRoute({
    ...parent,
    path: '/review',
    validateSearch: (search) => optional({ connection: text(search.connection) }),
    component: lazyRouteComponent(() => import('./review/Review'), 'Review'),
  }),
  createRoute({
    ...parent,
    path: '/privacy',
    validateSearch: (search) => optional({ state: oneOf(['open', 'done'] as const, search.state) }),
    component: lazyRouteComponent(() => import('./privacy/PrivacyRequests'), 'PrivacyRequests'),
  }),
] as const;
