import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sellingRoute } from '@/router/root';
import { oneOf, optional, text } from '@/router/search';
import { readSearch } from './list/orderFilter';
import { RETURN_STEPS, statesOf } from './states';

const parent = { getParentRoute: () => sellingRoute } as const;

export const orderRoutes = [
  createRoute({
    ...parent,
    path: '/orders',
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import('./list/Orders'), 'Orders'),
  }),
  createRoute({
    ...parent,
    path: '/orders/new',
    validateSearch: (search) => optional({ customer: text(search.customer) }),
    component: lazyRouteComponent(() => import('./drafts/NewOrderPage'), 'NewOrderPage'),
  }),
  createRoute({
    ...parent,
    path: '/orders/drafts',
    component: lazyRouteComponent(() => import('./drafts/Drafts'), 'Drafts'),
  }),
  createRoute({
    ...parent,
    path: '/orders/drafts/$draft',
    component: lazyRouteComponent(() => import('./drafts/DraftPage'), 'DraftPage'),
  }),
  createRoute({
    ...parent,
    path: '/orders/returns',
    validateSearch: (search) => optional({ state: oneOf(statesOf(RETURN_STEPS), search.state) }),
    component: lazyRouteComponent(() => import('./returns/ReturnList'), 'ReturnList'),
  }),
  createRoute({
    ...parent,
    path: '/orders/$order',
    component: lazyRouteComponent(() => import('./page/OrderPage'), 'OrderPage'),
  }),
  createRoute({
    ...parent,
    path: '/orders/$order/edit',
    component: lazyRouteComponent(() => import('./edit/EditOrderPage'), 'EditOrderPage'),
  }),
] as const;
